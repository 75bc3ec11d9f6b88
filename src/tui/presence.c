/* Slots and their locks. A lock is on the slot's own bytes and belongs to the open file (F_OFD_SETLK): the system takes
 * it back with the last descriptor, however the program ends. */
#include "tui/presence.h"

#include "base/mem.h"
#include "domain/account.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A slot is "incident login", then zeros. */
enum { SLOTS = 64, SLOT = 128, LOGIN_MOST = 32, DIGITS_MOST = 19, SHARED = 0660 };

struct presence {
    int fd, slot;
    int64_t incident;
    char login[LOGIN_MOST + 1];
};

static struct flock lock_of(int slot, short type)
{
    return (struct flock){ .l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)slot * SLOT, .l_len = SLOT };
}

static bool take_slot(struct presence *presence)
{
    for (presence->slot = 0; presence->slot < SLOTS; presence->slot++) {
        struct flock lock = lock_of(presence->slot, F_WRLCK);
        if (fcntl(presence->fd, F_OFD_SETLK, &lock) == 0)
            return true;
    }
    return false;
}

/* Only a plain file: nobody is to wait for a pipe; and one without another name, which would be another file that is
 * written over here. A new one gets the store's mode, whatever the umask. */
static int open_file(const char *store, const char *path)
{
    struct stat of_store, st;
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || st.st_nlink != 1 || stat(store, &of_store) != 0) {
        close(fd);
        return -1;
    }
    if (st.st_uid == geteuid() && (st.st_mode & SHARED) != (of_store.st_mode & SHARED) &&
        fchmod(fd, of_store.st_mode & SHARED) != 0) {
        close(fd);
        return -1;
    }
    return fd;
}

/* On a full disk it is tried again at the next chance. */
static bool write_slot(struct presence *presence)
{
    char slot[SLOT] = { 0 };
    if (presence->incident != 0)
        snprintf(slot, sizeof slot, "%" PRId64 " %s", presence->incident, presence->login);
    if (pwrite(presence->fd, slot, sizeof slot, (off_t)presence->slot * SLOT) == (ssize_t)sizeof slot)
        return true;
    presence->incident = -1;
    return false;
}

struct presence *presence_open(const char *store, const char *login)
{
    struct buf path = { 0 };
    if (!login_valid(login))
        return NULL;
    struct presence *presence = mem_alloc(sizeof *presence);
    buf_printf(&path, "%s.presence", store);
    presence->fd = open_file(store, path.v);
    buf_free(&path);
    snprintf(presence->login, sizeof presence->login, "%s", login);
    /* What a dead console left in the slot must not stand for this one. */
    if (presence->fd >= 0 && take_slot(presence) && write_slot(presence))
        return presence;
    if (presence->fd >= 0)
        close(presence->fd);
    mem_free(presence);
    return NULL;
}

void presence_close(struct presence *presence)
{
    if (presence == NULL)
        return;
    presence_enter(presence, 0);
    close(presence->fd);
    mem_free(presence);
}

void presence_enter(struct presence *presence, int64_t incident)
{
    if (presence == NULL || presence->incident == incident)
        return;
    presence->incident = incident;
    write_slot(presence);
}

/* --- The others --- */

/* The login in a slot that says `incident`, or "" for anything else. */
static void read_slot(const char slot[SLOT], int64_t incident, char login[LOGIN_MOST + 1])
{
    size_t digits = 0;
    login[0] = '\0';
    while (digits < DIGITS_MOST && slot[digits] >= '0' && slot[digits] <= '9')
        digits++;
    if (digits == 0 || slot[digits] != ' ' || strtoll(slot, NULL, 10) != incident)
        return;
    const char *name = slot + digits + 1;
    snprintf(login, LOGIN_MOST + 1, "%.*s", LOGIN_MOST, name);
    if (!login_valid(login) || strncmp(login, name, strlen(login) + 1) != 0)
        login[0] = '\0';
}

static bool is_held(const struct presence *presence, int slot)
{
    struct flock lock = lock_of(slot, F_WRLCK);
    return fcntl(presence->fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK;
}

static bool is_in(const struct buf *names, const char *login)
{
    size_t n = strlen(login);
    for (const char *at = buf_text(names); (at = strstr(at, login)) != NULL; at++) {
        bool begins = at == names->v || strncmp(at - strlen("、"), "、", strlen("、")) == 0;
        if (begins && (at[n] == '\0' || strncmp(at + n, "、", strlen("、")) == 0))
            return true;
    }
    return false;
}

void presence_others(const struct presence *presence, int64_t incident, struct buf *out)
{
    char slots[SLOTS * SLOT];
    buf_clear(out);
    if (presence == NULL)
        return;
    ssize_t read = pread(presence->fd, slots, sizeof slots, 0);
    for (int i = 0; (i + 1) * SLOT <= read; i++) {
        char login[LOGIN_MOST + 1];
        if (i == presence->slot)
            continue;
        read_slot(slots + (ptrdiff_t)i * SLOT, incident, login);
        if (login[0] != '\0' && is_held(presence, i) && !is_in(out, login))
            buf_printf(out, "%s%s", out->n > 0 ? "、" : "", login);
    }
}
