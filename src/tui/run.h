/* The loop: events of the terminal go to the console, what it paints to the terminal. */
#ifndef ZEREN_TUI_RUN_H
#define ZEREN_TUI_RUN_H

#include "tui/console.h"

/* Runs the console on the terminal, which is open (term_open), until it ends. Answers 0, or the number of the signal
 * that asked for the end (SIGHUP when the terminal is gone). The terminal stays open. */
int console_run(struct console *console);

#endif
