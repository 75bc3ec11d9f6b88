/* What screens need and is not there yet: taken away when it comes. */
#include "tui/preview.h"

const struct screen_ops preview_screen = { .name = "preview" };
