/* How a form looks: labels at the left, values beside them, at the foot what is wrong or what the field wants. It
 * changes nothing but what was seen. */
#include "tui/form_in.h"

#include "base/words.h"
#include "text/width.h"

#include <string.h>

enum {
    SIDES = 4,
    COLUMNS_FULL = 80, /* up to here the form takes all columns */
    COLUMNS_MOST = 110,
    LABEL_LEAST = 6,
    MARK = 1,
    GAP = 2,
    LINES_LEAST = 3,
    LINES_MOST = 8,
    SHOWN_MOST = 4,
    SHORT_ENTRY = 22, /* a moment, its count and the cursor */
    NOTE_LEAST = 8,
    ERROR_ROWS_MOST = 4,
};

static int cells(const struct canvas *canvas, const char *text)
{
    return (int)text_cells(text, strlen(text), canvas->wide);
}

static int clamp(int value, int least, int most)
{
    return value < least ? least : value > most ? most : value;
}

static int wrapped_rows(const struct canvas *canvas, const char *text, int columns)
{
    struct text_lines lines = { 0 };
    text_wrap(text, strlen(text), (size_t)clamp(columns, 2, 1000), canvas->wide, &lines);
    int n = (int)lines.n;
    VEC_FREE(&lines);
    return n;
}

static void put_wrapped(struct canvas *canvas, struct area area, enum style style, const char *text)
{
    struct text_lines lines = { 0 };
    text_wrap(text, strlen(text), (size_t)clamp(area.columns, 2, 1000), canvas->wide, &lines);
    for (int i = 0; i < (int)lines.n && i < area.rows; i++)
        canvas_putn(canvas, area, i, 0, style, text + lines.v[i].start, lines.v[i].n);
    VEC_FREE(&lines);
}

static int label_columns(const struct form *form, const struct canvas *canvas, int columns)
{
    int widest = LABEL_LEAST;
    for (size_t i = 0; i < form->n; i++) {
        int own = cells(canvas, form->fields[i].spec.label);
        widest = own > widest ? own : widest;
    }
    return MARK + (widest < columns / 3 ? widest : columns / 3) + GAP;
}

static int field_rows(const struct form_field *field, const struct canvas *canvas, int columns, int most)
{
    switch (field->spec.kind) {
    case FIELD_LINES:
        return clamp(entry_rows(&field->entry, columns, canvas->wide), LINES_LEAST < most ? LINES_LEAST : most,
                     LINES_MOST < most ? LINES_MOST : most);
    case FIELD_SHOWN:
        return clamp(wrapped_rows(canvas, field->spec.text == NULL ? "" : field->spec.text, columns), 1, SHOWN_MOST);
    default:
        return 1;
    }
}

/* --- Values --- */

/* "< 部门 >  4/6": arrows change it. The cursor stands on it. */
static void draw_choice(const struct form_field *field, struct canvas *canvas, struct area area, bool active)
{
    const struct pick_item *item = field_item(field);
    const char *none = field->spec.none == NULL ? "" : field->spec.none;
    const char *text = field->spec.kind == FIELD_YESNO ? field->id != 0 ? _("是") : _("否")
                       : item == NULL ? none
                                                       : item->text;
    int column = canvas_put(canvas, area, 0, 0, STYLE_DIM, active ? "< " : "  ");
    column = canvas_put(canvas, area_columns(area, 0, area.columns - 2), 0, column, STYLE_ENTRY, text);
    if (active)
        canvas_put(canvas, area, 0, column, STYLE_DIM, " >");
    if (active)
        canvas_cursor(canvas, area, 0, 2);
}

static void draw_pick(const struct form_field *field, struct canvas *canvas, struct area area, bool active)
{
    const struct pick_item *item = field_item(field);
    canvas_fill(canvas, area, STYLE_ENTRY);
    if (item != NULL)
        canvas_put(canvas, area, 0, 0, STYLE_ENTRY, item->text);
    else
        canvas_put(canvas, area, 0, 0, STYLE_DIM, field->spec.none != NULL ? field->spec.none : _("（按 Enter 选择）"));
    if (active)
        canvas_cursor(canvas, area, 0, 0);
}

/* A stamp that nobody changed, without its day: where there is no room for all of it, the time is what is looked at. */
static void draw_stamp(const struct form_field *field, struct canvas *canvas, struct area area, bool active)
{
    canvas_fill(canvas, area, STYLE_ENTRY);
    int column = canvas_put(canvas, area, 0, 0, STYLE_ENTRY, field->first_text + DAY_TEXT);
    if (active)
        canvas_cursor(canvas, area, 0, column);
}

static bool is_stamp_of_today(const struct form_field *field)
{
    char today[DAY_TEXT];
    day_of(field->opened, today);
    return field->spec.kind == FIELD_TIME && !field_differs(field) && strlen(field->first_text) == TIME_TEXT - 1 &&
           strncmp(field->first_text, today, strlen(today)) == 0;
}

/* A day or a moment, and beside it how it was read. */
static void draw_short(struct form_field *field, struct canvas *canvas, struct area area, bool active)
{
    int own = area.columns < 2 * SHORT_ENTRY ? area.columns / 2 : SHORT_ENTRY;
    struct area note = area_columns(area, own + 1, area.columns - own - 1);
    if (own < TIME_TEXT && is_stamp_of_today(field))
        draw_stamp(field, canvas, area_columns(area, 0, own), active);
    else
        entry_draw(&field->entry, canvas, area_columns(area, 0, own), active);
    if (note.columns >= NOTE_LEAST && field->note[0] != '\0') {
        int column = canvas_put(canvas, note, 0, 0, STYLE_DIM, canvas->ascii || canvas->wide ? "=" : "→");
        canvas_put(canvas, note, 0, column + 1, STYLE_GOOD, field->note);
    }
}

static void draw_value(struct form_field *field, struct canvas *canvas, struct area area, bool active)
{
    switch (field->spec.kind) {
    case FIELD_TEXT:
    case FIELD_LINES:
        entry_draw(&field->entry, canvas, area, active);
        break;
    case FIELD_NUMBER:
    case FIELD_DAY:
    case FIELD_TIME:
        draw_short(field, canvas, area, active);
        break;
    case FIELD_CHOICE:
    case FIELD_YESNO:
        draw_choice(field, canvas, area, active);
        break;
    case FIELD_PICK:
        draw_pick(field, canvas, area, active);
        break;
    case FIELD_SHOWN:
        put_wrapped(canvas, area, STYLE_TEXT, field->spec.text == NULL ? "" : field->spec.text);
        break;
    }
}

/* --- Rows --- */

static void draw_label(const struct form_field *field, struct canvas *canvas, struct area area, bool active)
{
    enum style style = field->wrong ? STYLE_ERROR : active ? STYLE_STRONG : STYLE_TITLE;
    canvas_put(canvas, area, 0, 0, STYLE_WARNING,
               field->wrong                                            ? "!"
               : field->spec.needed && field->spec.kind != FIELD_SHOWN ? "*"
                                                                       : " ");
    canvas_put(canvas, area_columns(area, 0, area.columns - GAP), 0, MARK, style, field->spec.label);
}

/* Draws the rows that are seen of all fields, with as much of the current one as there is room for. */
static void draw_fields(struct form *form, struct canvas *canvas, struct area area)
{
    int label = label_columns(form, canvas, area.columns), row = 0;
    for (int pass = 0; pass < 2; pass++) {
        row = 0;
        for (size_t i = 0; i < form->n; i++) {
            struct form_field *field = &form->fields[i];
            int rows = field_rows(field, canvas, area.columns - label, area.rows);
            if (pass == 0 && i == form->at) {
                if (row + rows > form->top + area.rows)
                    form->top = row + rows - area.rows;
                if (row < form->top)
                    form->top = row;
            }
            /* A field that is cut by the edge is seen in part when it is not the current one. */
            if (pass == 1 && row + rows > form->top && row < form->top + area.rows) {
                struct area line = area_rows(area, row - form->top, rows);
                draw_label(field, canvas, area_columns(line, 0, label), i == form->at);
                draw_value(field, canvas, area_columns(line, label, line.columns - label), i == form->at);
            }
            row += rows;
        }
        if (pass == 0 && form->top > 0 && form->top + area.rows > row)
            form->top = row > area.rows ? row - area.rows : 0;
    }
    if (form->top > 0)
        canvas_right(canvas, area_rows(area, 0, 1), 0, STYLE_DIM, "^");
    if (form->top + area.rows < row)
        canvas_right(canvas, area_rows(area, area.rows - 1, 1), 0, STYLE_DIM, "v");
}

static void draw_foot(const struct form *form, struct canvas *canvas, struct area area)
{
    const struct form_field *field = form->n > 0 ? &form->fields[form->at] : NULL;
    char count[ENTRY_COUNT] = "";
    if (form->error.text[0] != '\0') {
        put_wrapped(canvas, area, STYLE_ERROR, form->error.text);
        return;
    }
    if (field == NULL)
        return;
    if (field->spec.kind == FIELD_LINES)
        entry_count(&field->entry, count);
    struct area hint = area_columns(area_rows(area, 0, 1), 0, area.columns - (int)strlen(count) - 1);
    if (field->spec.hint != NULL)
        canvas_put(canvas, hint, 0, 0, STYLE_DIM, field->spec.hint);
    canvas_right(canvas, area, 0, STYLE_DIM, count);
}

void form_draw(const struct screen *screen, struct canvas *canvas, struct area area)
{
    struct form *form = screen->state;
    int columns = area.columns <= COLUMNS_FULL ? area.columns : clamp(area.columns - 20, COLUMNS_FULL, COLUMNS_MOST);
    int inside = columns - SIDES, label = label_columns(form, canvas, inside), rows = 0;
    int foot = form->error.text[0] == '\0'
                   ? 1
                   : clamp(wrapped_rows(canvas, form->error.text, inside), 1, area.rows > 12 ? ERROR_ROWS_MOST : 2);
    for (size_t i = 0; i < form->n; i++)
        rows += field_rows(&form->fields[i], canvas, inside - label, area.rows - 3);
    int line = area.rows > 12 ? 1 : 0, height = clamp(rows + foot + line + 2, 5, area.rows);
    struct area box =
        area_columns(area_rows(area, (area.rows - height) / 2, height), (area.columns - columns) / 2, columns);
    struct area room = canvas_box(canvas, box, form->title);
    draw_fields(form, canvas, area_rows(room, 0, room.rows - foot - line));
    if (line > 0)
        canvas_across(canvas, room, room.rows - foot - 1, STYLE_DIM);
    draw_foot(form, canvas, area_rows(room, room.rows - foot, foot));
}
