/* The inside of zeren log: what log.c asks of log_list.c. */
#ifndef ZEREN_CLI_LOG_IN_H
#define ZEREN_CLI_LOG_IN_H

#include "cli/command.h"

/* All lines of the log of one incident, named by number or id. */
enum exit_code list_log(struct session *session, const char *name, bool json);
/* The real incidents of a school, the last found first. */
enum exit_code list_incidents(struct session *session, const struct school *school, bool json);

#endif
