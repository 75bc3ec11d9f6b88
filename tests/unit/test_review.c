#include "suites.h"
Suite *review_suite(void)
{
    return suite_create("review");
}
