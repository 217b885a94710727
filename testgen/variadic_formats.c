/* Functions that take a format: by attribute, by handing it on, or reading it themselves. */
#include <string.h>

#include "cet/core/memory.h"
#include "cet/runtime/explore.h"
#include "variadic_shapes.h"

#define FIXED_BUFFER_LEAST 16u
#define FIXED_BUFFER_MOST 8192u
#define WIDE_MAX 2u /* formats as wide as some buffer */
#define SCAN_TEXT 31

/* A type by its spelling, NO_ID: the unit has none such. */
static uint32_t find_type(const struct facts *facts, const char *spelling)
{
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (!strcmp(facts->types[i].spelling, spelling))
            return i;
    return NO_ID;
}

static bool is_text(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = shape_resolved(facts, type);
    return t->kind == TYPE_POINTER && shape_resolved(facts, t->target)->kind == TYPE_INT &&
           shape_resolved(facts, t->target)->size_bytes == 1;
}

/* ---- formats ----------------------------------------------------------------------------------------------------- */

/* FORMAT, arguments: d int, u unsigned, l long, U unsigned long, L long long, z size_t, f double, s text, c character,
 * p precision of the text behind it. */
struct format_shape {
    const char *format, *arguments;
};

static const struct format_shape printf_shapes[] = {
    {"%s", "s"},  {"%s: %d", "sd"}, {"%d", "d"},  {"done", ""},  {"%u%%", "u"},  {"%c", "c"},
    {"%#x", "u"}, {"%ld", "l"},     {"%zu", "z"}, {"%.2f", "f"}, {"%.*s", "ps"}, {"%-8s|%5d", "sd"}};
/* For those that read the format themselves. */
static const struct format_shape more_printf_shapes[] = {
    {"%i", "d"},     {"%x", "u"},    {"%X", "u"},    {"%o", "u"},  {"%05d", "d"}, {"%+d", "d"},
    {"% d", "d"},    {"%-5d|", "d"}, {"%.3d", "d"},  {"%lu", "U"}, {"%lx", "U"},  {"%lld", "L"},
    {"%5u", "u"},    {"%f", "f"},    {"%8.3f", "f"}, {"%e", "f"},  {"%g", "f"},   {"%10s", "s"},
    {"%-10s|", "s"}, {"%.3s", "s"},  {"%5c", "c"},   {"%%", ""}};

static uint32_t type_of_letter(const struct facts *facts, char letter)
{
    switch (letter) {
    case 'u':
        return find_type(facts, "unsigned int");
    case 'l':
        return find_type(facts, "long");
    case 'U':
        return find_type(facts, "unsigned long");
    case 'L':
        return find_type(facts, "long long");
    case 'z':
        return find_type(facts, "size_t");
    case 'f':
        return find_type(facts, "double");
    case 's':
        return find_type(facts, "const char *");
    default:
        return find_type(facts, "int");
    }
}

static const char *name_of_letter(char letter)
{
    return letter == 's' ? "text" : letter == 'c' ? "character" : letter == 'p' ? "precision" : "value";
}

static void add_format(const struct shape_finder *f, uint32_t param, const char *format, const char *arguments)
{
    const uint32_t count = (uint32_t)strlen(arguments);
    for (uint32_t i = 0; i < count; i++)
        if (type_of_letter(f->facts, arguments[i]) == NO_ID)
            return;
    if (!shape_fits(f, count))
        return;
    struct call_shape *shape = shape_add(f, count);
    shape_fix(shape, param, f->function->params[param].type, format, 0);
    for (uint32_t i = 0; i < count; i++)
        shape->args[i] = shape_argument_of(f, type_of_letter(f->facts, arguments[i]), name_of_letter(arguments[i]));
}

/* Characters of an array that a text may fill, 0: none. */
static uint64_t room_of(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = shape_resolved(facts, type);
    const bool is_text = t->kind == TYPE_ARRAY && shape_resolved(facts, t->target)->kind == TYPE_INT &&
                         shape_resolved(facts, t->target)->size_bytes == 1;
    return is_text && t->count >= FIXED_BUFFER_LEAST && t->count <= FIXED_BUFFER_MOST ? t->count : 0;
}

/* A number as wide as a buffer of the function's own, or of what it is given, is what does not fit any more. */
static void add_wide_formats(const struct shape_finder *f, const struct fact_function *body, uint32_t param)
{
    uint64_t rooms[WIDE_MAX] = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < body->graph.local_count + body->param_count; i++) {
        const bool is_local = i < body->graph.local_count;
        const uint32_t type = is_local ? body->graph.locals[i].type : body->params[i - body->graph.local_count].type;
        const struct fact_type *t = shape_resolved(f->facts, type);
        const struct fact_type *record = t->kind == TYPE_POINTER ? shape_resolved(f->facts, t->target) : t;
        for (uint32_t k = 0; k < (record->field_count ? record->field_count : 1) && count < WIDE_MAX; k++) {
            const uint64_t room = room_of(f->facts, record->field_count ? record->fields[k].type : type);
            if (!room || (count && rooms[0] == room))
                continue;
            rooms[count++] = room;
            add_format(f, param, arena_printf(f->arena, "%%%llud", (unsigned long long)room), "d");
        }
    }
}

static void add_printf_shapes(const struct shape_finder *f, uint32_t param, const struct variadic_body *body)
{
    for (size_t i = 0; i < ARRAY_LENGTH(printf_shapes); i++)
        add_format(f, param, printf_shapes[i].format, printf_shapes[i].arguments);
    add_wide_formats(f, f->function, param);
    for (size_t i = 0; body->read_count && i < ARRAY_LENGTH(more_printf_shapes); i++)
        add_format(f, param, more_printf_shapes[i].format, more_printf_shapes[i].arguments);
}

/* Each conversion writes into a variable of the test. */
static void add_scanf_shapes(const struct shape_finder *f, uint32_t param)
{
    static const struct {
        const char *format, *type, *name;
        uint32_t count, room;
    } scanned[] = {{"%d", "int *", "value", 1, 0},          {"%d %d", "int *", "value", 2, 0},
                   {"%u", "unsigned int *", "value", 1, 0}, {"%ld", "long *", "value", 1, 0},
                   {"%lf", "double *", "value", 1, 0},      {"%31s", "char *", "word", 1, SCAN_TEXT + 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(scanned); i++) {
        const uint32_t type = find_type(f->facts, scanned[i].type);
        if (type == NO_ID || !shape_fits(f, scanned[i].count))
            continue;
        struct call_shape *shape = shape_add(f, scanned[i].count);
        shape_fix(shape, param, f->function->params[param].type, scanned[i].format, 0);
        for (uint32_t k = 0; k < scanned[i].count; k++)
            shape->args[k] =
                (struct shape_argument){.name = scanned[i].name,
                                        .type = type,
                                        .role = scanned[i].room ? EXPLORE_ROLE_OUT_BUFFER : EXPLORE_ROLE_PLAIN,
                                        .is_there = true,
                                        .minimum = scanned[i].room};
    }
}

/* By its attribute, or as the body hands format and va_list on. */
bool find_format_shapes(const struct shape_finder *f, const struct variadic_body *body)
{
    const struct fact_function *function = f->function;
    uint32_t kind = function->attributes & (ATTRIBUTE_FORMAT_PRINTF | ATTRIBUTE_FORMAT_SCANF), param = NO_ID;
    const char *callee = NULL;
    if (kind && function->format_index && function->format_index <= function->param_count)
        param = function->format_index - 1;
    for (uint32_t i = 0; i < function->param_count && param == NO_ID; i++)
        if (is_text(f->facts, function->params[i].type) &&
            (kind = variadic_forwards_format(f->facts, function, i, &callee)))
            param = i;
    if (param == NO_ID || !is_text(f->facts, function->params[param].type))
        return false;
    const char *name = function->params[param].name;
    f->variadic->meaning = arena_printf(f->arena, "as the format '%s' says, like %s", name,
                                        kind & ATTRIBUTE_FORMAT_PRINTF ? "printf" : "scanf");
    f->variadic->evidence =
        callee ? arena_printf(f->arena, "'%s' goes on to %s with the list", name, callee) : "attribute format";
    if (kind & ATTRIBUTE_FORMAT_PRINTF)
        add_printf_shapes(f, param, body);
    else
        add_scanf_shapes(f, param);
    return true;
}

/* ---- letters of a format that the function reads itself ---------------------------------------------------------- */

static bool is_letter(const struct read_case *c)
{
    const bool is_one = (c->value >= 'a' && c->value <= 'z') || (c->value >= 'A' && c->value <= 'Z');
    return is_one && !c->is_default && !c->is_unknown && c->read_count == 1;
}

/* The one text among the parameters, NO_ID: there are none or several. */
static uint32_t find_text_param(const struct shape_finder *f)
{
    uint32_t found = NO_ID;
    for (uint32_t i = 0; i < f->function->param_count; i++) {
        if (!is_text(f->facts, f->function->params[i].type))
            continue;
        if (found != NO_ID)
            return NO_ID;
        found = i;
    }
    return found;
}

static void add_letters(const struct shape_finder *f, const struct variadic_body *body, uint32_t param,
                        const struct read_case *const *letters, uint32_t count)
{
    SCOPED(strbuf_release) struct strbuf format = {0};
    if (!shape_fits(f, count))
        return;
    struct call_shape *shape = shape_add(f, count);
    for (uint32_t i = 0; i < count; i++) {
        strbuf_printf(&format, "%s%%%c", i ? ": " : "", (char)letters[i]->value);
        shape_add_reads(f, body, letters[i]->reads, 1, shape->args + i);
    }
    /* nothing in it may be taken for a letter */
    const char *text = count ? arena_strdup(f->arena, strbuf_text(&format)) : "-";
    shape_fix(shape, param, f->function->params[param].type, text, 0);
}

/* Each letter alone, neighbours together, and none. */
bool find_letter_shapes(const struct shape_finder *f, const struct variadic_body *body)
{
    struct read_case cases[CASES_MAX];
    const struct read_case *letters[CASES_MAX];
    const uint32_t param = find_text_param(f);
    uint32_t letter_count = 0;
    if (!body->is_whole || param == NO_ID)
        return false;
    const uint32_t count = reads_find_letters(body, cases, CASES_MAX);
    for (uint32_t i = 0; i < count; i++)
        if (is_letter(&cases[i]) && shape_takes_reads(f, body, cases[i].reads, 1))
            letters[letter_count++] = &cases[i];
    if (!letter_count)
        return false;
    add_letters(f, body, param, letters, 0);
    for (uint32_t i = 0; i < letter_count; i++) {
        add_letters(f, body, param, letters + i, 1);
        if (i)
            add_letters(f, body, param, letters + i - 1, 2);
    }
    const char *name = f->function->params[param].name;
    f->variadic->meaning = arena_printf(f->arena, "as the letters of '%s' say", name);
    f->variadic->evidence = "va_arg stands in the cases of a switch over letters behind '%'";
    return true;
}
