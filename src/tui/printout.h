/* What a paper becomes outside the console: a file, or the print command's input. Tested without a console. */
#ifndef ZEREN_TUI_PRINTOUT_H
#define ZEREN_TUI_PRINTOUT_H

#include "report/report.h"
#include "tui/console.h"
#include "tui/pager.h"

/* "网络安全责任矩阵-cangzhou-2026-11-21.txt"; the caller frees. */
char *printout_name(const struct report *report, const struct school *school, const char *day);

/* Where a file that was so named goes, and its format by .txt .csv .json; the caller frees *path. In restricted mode
 * the name is one within the spool folder. Refused: what leads out of it, other endings, the store itself. */
int printout_path(const struct console_options *options, const char *name, char **path, enum format *format,
                  struct err *err);

/* Gives the pages (a form feed between them) to the print command. Refused in restricted mode and without a command. 0
 * when the command took all and ended with 0; `said` (caller frees) is then its first line. */
int printout_send(const struct console_options *options, const struct buf *pages,
                  bool (*poll)(void *context, size_t taken), void *context, struct buf *said, struct err *err);

/* The pages as a pager shows them, a dim line before each where there are several. */
void printout_show(struct pager *pager, const struct buf *pages);

#endif
