/* 真实事件: the way to a real incident from anywhere, in the middle of a drill too. It asks for the title in a form and
 * goes on into the incident's log; behind the form it says that this is no drill. */
#include "base/words.h"
#include "domain/incident.h"
#include "screens/screens.h"

enum { TAG_NEW = 1, TAG_LOG };

struct real_state {
    bool asked;
};

static int real_reload(struct screen *screen, struct err *err)
{
    struct real_state *state = screen->state;
    (void)err;
    if (!state->asked)
        incident_form(screen, NULL, TAG_NEW);
    state->asked = true;
    return 0;
}

static void real_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    const struct drill *drill = console_drill(screen->console);
    canvas_fill(canvas, area_rows(area, 0, 1), STYLE_REAL);
    canvas_put(canvas, area, 0, 0, STYLE_REAL, _("【真实事件】编号、统计、报告时限和问责都按真实事件算。"));
    if (drill != NULL)
        canvas_printf(canvas, area, 1, 0, STYLE_TEXT, _("它不属于演练“%s”。"), drill->name);
}

static enum outcome real_answer(struct screen *screen, const struct answer *answer)
{
    if (answer->tag == TAG_NEW && answer->given && !answer->live) {
        console_push(screen->console, &incident_screen, &answer->id, TAG_LOG);
        return STAY;
    }
    return LEAVE;
}

const struct screen_ops real_screen = {
    .name = "real",
    .title = _("真实事件"),
    .size = sizeof(struct real_state),
    .reload = real_reload,
    .draw = real_draw,
    .answer = real_answer,
};
