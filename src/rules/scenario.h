/* Scenarios of drills: one INI file each, read and checked strictly. [scenario] says what it plays, one [inject N] each
 * timed event says when it comes (T+3 are minutes from the start), its words, which step is to follow, whose it is and
 * within which time. */
#ifndef ZEREN_RULES_SCENARIO_H
#define ZEREN_RULES_SCENARIO_H

#include "base/fault.h"

#include <stdbool.h>
#include <stdint.h>

enum { SCENARIO_INJECTS_MOST = 200, SCENARIO_SECONDS_MOST = 7 * 24 * 3600, SCENARIO_TEXT_MOST = 300 };

struct scenario_inject {
    int64_t at_s; /* seconds from the start; never before the inject ahead of it */
    const char *text;
    const char *expected; /* a kind of log line; NULL: none */
    const char *who;      /* NULL: not said */
    int64_t target_s;     /* 0: none */
};

struct scenario {
    const char *name;  /* what it is called */
    const char *about; /* a sentence for whoever chooses; NULL: none */
    const char *title, *found_by;
    const char *category; /* code of a category; NULL: left open */
    bool opinion;
    struct scenario_inject *v;
    size_t n, room;
    struct arena arena;
};

/* All faults are added; NULL when there was any. `file` is only a name. The caller frees. */
struct scenario *scenario_parse(const char *file, const char *bytes, size_t n, struct faults *faults);
struct scenario *scenario_load(const char *path, struct faults *faults);
void scenario_free(struct scenario *scenario);

/* The scenarios of a folder, by their files' names. A file with faults is left out, and its faults are added; a folder
 * that is not there is empty. */
struct scenario_file {
    char *path;
    struct scenario *scenario;
};
struct scenario_files {
    struct scenario_file *v;
    size_t n, room;
};
void scenarios_read(const char *folder, struct scenario_files *out, struct faults *faults);
void scenarios_free(struct scenario_files *files);

/* What an inject may expect: the kinds of log lines that a person writes. Ended by NULL. */
extern const char *const scenario_steps[];

/* "T+3", "T+90s", "T+1h30m", and without T+ as a length of time: minutes where no unit stands. -1: no such time. */
int scenario_time(const char *text, bool from_start, int64_t *seconds);

#endif
