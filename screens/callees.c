/* 联系人: whom to call in an incident now, in the order in which one calls. */
#include "domain/callees.h"

#include "base/words.h"
#include "domain/article.h"
#include "screens/incident.h"
#include "tui/pager.h"

static void tell_plan(struct screen *screen, struct plan *plan, struct buf *out)
{
    if (plan->words == NULL)
        return;
    buf_printf(out, _("%s\n负责：%s（%s）\n\n"), plan->words,
               plan->body_name == NULL ? _("制度未指明") : plan->body_name,
               cite_within(console_school(screen->console)->documents, plan->cite, &plan->arena));
}

static void tell_person(const struct callee *x, struct buf *out)
{
    if (x->name == NULL) {
        buf_printf(out, "  %s\n\n", callee_missing(x));
        return;
    }
    buf_printf(out, "  %s  ", x->name);
    if (x->phone != NULL)
        buf_printf(out, _("电话 %s"), x->phone);
    if (x->night_phone != NULL)
        buf_printf(out, _("%s夜间 %s"), x->phone == NULL ? "" : _("，"), x->night_phone);
    if (x->phone == NULL && x->night_phone == NULL)
        buf_adds(out, _("没有电话"));
    buf_adds(out, "\n\n");
}

void callees_page(struct screen *screen, const struct incident *incident)
{
    struct console *console = screen->console;
    struct callees callees = { 0 };
    struct buf text = { 0 };
    struct err err;
    if (callees_read(console_store(console), incident, console_day(console), &callees, &err) == 0) {
        tell_plan(screen, &callees.plan, &text);
        if (incident->body == 0)
            buf_adds(&text, _("事发单位未明。返回后按 i 写明单位或信息系统，单位的人就列在这里。\n\n"));
        for (size_t i = 0; i < callees.n; i++) {
            buf_printf(&text, _("%s：%s\n"), callee_roles(&callees.v[i], &callees.arena),
                       callee_place(&callees.v[i], &callees.arena));
            tell_person(&callees.v[i], &text);
        }
        const struct pager_argument argument = { _("联系人"), buf_text(&text) };
        console_push(console, &pager_screen, &argument, 0);
    } else {
        console_fail(console, &err);
    }
    buf_free(&text);
    callees_free(&callees);
}
