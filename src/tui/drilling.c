/* The console in a drill: which one this login is in, what its clock releases, and telling of it. The store is read
 * when it was written, never for a key; the clock alone decides when a release is tried. */
#include "tui/console_in.h"

#include "base/words.h"
#include "domain/drill.h"

#include <inttypes.h>
#include <string.h>

/* Others wait this long for the leader's console to release what is due, and then do it themselves. */
enum { GRACE_SECONDS = 2, RETRY_SECONDS = 10 };

const struct drill *console_drill(const struct console *console)
{
    return console->drilling.drill.n > 0 ? &console->drilling.drill.v[0] : NULL;
}

void drilling_free(struct drilling *drilling)
{
    LIST_FREE(&drilling->drill);
    *drilling = (struct drilling){ 0 };
}

static void tell_newest(struct console *console, const struct inject *newest)
{
    if (newest->who == NULL)
        console_say(console, STYLE_DRILL, _("第 %" PRId64 " 个注入：%s"), newest->ord, newest->text);
    else
        console_say(console, STYLE_DRILL, _("第 %" PRId64 " 个注入：%s（%s）"), newest->ord, newest->text, newest->who);
}

/* `tell`: what has come since the last look is said. */
static int look_at_injects(struct console *console, const struct drill *drill, bool tell, struct err *err)
{
    struct drilling *d = &console->drilling;
    struct injects injects = { 0 };
    const struct inject *newest = NULL;
    d->next_at = 0;
    if (read_injects(console->options.store, drill->id, &injects, err) != 0)
        return -1;
    for (size_t i = 0; i < injects.n; i++) {
        const struct inject *x = &injects.v[i];
        int64_t at = drill->started + x->planned_s;
        if (strcmp(x->state, "waiting") == 0 && (d->next_at == 0 || at < d->next_at))
            d->next_at = at;
        if (x->released_at != 0 && (newest == NULL || x->released_at >= newest->released_at))
            newest = x;
    }
    bool is_new = newest != NULL && (newest->released_at > d->newest_at || newest->id != d->newest);
    if (is_new && tell)
        tell_newest(console, newest);
    d->newest = newest == NULL ? 0 : newest->id;
    d->newest_at = newest == NULL ? 0 : newest->released_at;
    LIST_FREE(&injects);
    return 0;
}

void drilling_refresh(struct console *console)
{
    struct drilling *d = &console->drilling;
    struct drills now = { 0 };
    struct err err;
    int64_t commits = store_commits(console->options.store);
    if (d->known && d->version == console->version && d->commits == commits)
        return;
    if (drill_of(console->options.session, &now, &err) != 0) {
        console_fail(console, &err);
        return;
    }
    int64_t before = d->drill.n > 0 ? d->drill.v[0].id : 0, after = now.n > 0 ? now.v[0].id : 0;
    /* Who ended or left it here was told so already. */
    if (before != 0 && after == 0 && d->commits == commits)
        console_say(console, STYLE_STRONG, _("演练“%s”到此为止。此后记的都是真实的。"), d->drill.v[0].name);
    LIST_FREE(&d->drill);
    d->drill = now;
    if (before != after)
        everything_is_stale(console);
    if (after == 0)
        d->next_at = 0;
    d->known = after == 0 || look_at_injects(console, &d->drill.v[0], before == after, &err) == 0;
    if (!d->known) /* its clock stands until they are read */
        console_fail(console, &err);
    d->version = console->version;
    d->commits = commits;
    console->dirty = true;
}

void drilling_tick(struct console *console, int64_t now)
{
    struct drilling *d = &console->drilling;
    const struct session *session = console->options.session;
    struct err err;
    int64_t released;
    drilling_refresh(console);
    const struct drill *drill = console_drill(console);
    if (drill == NULL || d->next_at == 0 || now < d->wait)
        return;
    if (now < d->next_at + (strcmp(drill->leader, session->login) == 0 ? 0 : GRACE_SECONDS))
        return;
    if (drill_release_due(session, drill->id, &released, &err) != 0) {
        console_fail(console, &err);
        d->wait = console_now(console) + RETRY_SECONDS;
        return;
    }
    d->wait = now + 1;
    if (released > 0)
        everything_is_stale(console);
    drilling_refresh(console);
}
