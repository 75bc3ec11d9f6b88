/* Signals while the terminal is ours: those that ask for something wait until the loop asks for them; those that end
 * the program at once give the terminal back first. It knows no curses: what gives the terminal back is handed to it as
 * bytes and modes. Signal handlers reach nothing but this module's own state. */
#ifndef ZEREN_TUI_SIGNALS_H
#define ZEREN_TUI_SIGNALS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <termios.h>

/* Takes the handlers over. */
int signals_open(struct err *err);
/* Puts back those that were there. */
void signals_close(void);

/* Readable when a signal has come; -1 when closed. */
int signals_fd(void);
/* One that has come and was not given yet, the most pressing first: SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT,
 * SIGWINCH; 0: none. */
int signals_next(void);
/* Whether one that asks the program to end waits for signals_next. */
bool signals_ending(void);

/* From here on a crash writes these bytes to the terminal `fd` and sets its modes (copied); n 0: the modes alone. */
void signals_arm(int fd, const char *bytes, size_t n, const struct termios *modes);
void signals_disarm(void);

/* Stops the process group as ^Z does, and returns when it goes on. Where the starting shell knows no job control
 * nothing is done. */
void signals_pause(void);

#endif
