/* Which screen each number key shows. */
#include "screens/screens.h"

const struct screen_ops *const numbered_screens[10] = {
    &overview_screen, &org_screen,  &matrix_screen, &incidents_screen, &reviews_screen,
    &rules_screen,    &dues_screen, &assets_screen, &people_screen,    &audit_screen,
};
