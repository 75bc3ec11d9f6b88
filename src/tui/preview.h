/* Print preview: the very pages of a paper, to be looked at, saved, or sent through the configured command. */
#ifndef ZEREN_TUI_PREVIEW_H
#define ZEREN_TUI_PREVIEW_H

#include "tui/screen.h"

/* The argument is a const struct paper_wish *. */
extern const struct screen_ops preview_screen;

#endif
