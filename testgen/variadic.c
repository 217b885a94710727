#include "variadic.h"

#include <string.h>

#include "c_type.h"
#include "cet/core/memory.h"
#include "cet/runtime/explore.h"
#include "variadic_reads.h"

#define ELEMENTS_MAX 4u
#define CASES_MAX 24u
#define FIXED_BUFFER_LEAST 16u
#define FIXED_BUFFER_MOST 8192u
#define WIDE_MAX 2u /* formats as wide as some buffer */
#define SCAN_TEXT 31

struct finding {
    const struct facts *facts;
    const struct fact_function *function;
    struct arena *arena;
    struct variadic *variadic;
};

static const struct fact_type *resolved(const struct facts *facts, uint32_t type)
{
    return &facts->types[facts_resolve_type(facts, type)];
}

/* A type by its spelling, NO_ID: the unit has none such. */
static uint32_t find_type(const struct facts *facts, const char *spelling)
{
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (!strcmp(facts->types[i].spelling, spelling))
            return i;
    return NO_ID;
}

static struct call_shape *add_shape(const struct finding *f, uint32_t arg_count)
{
    struct variadic *v = f->variadic;
    if (v->shape_count == v->shape_capacity) {
        const uint32_t capacity = v->shape_capacity ? 2 * v->shape_capacity : 8;
        struct call_shape *shapes = arena_array(f->arena, capacity, sizeof *shapes);
        if (v->shape_count)
            memcpy(shapes, v->shapes, v->shape_count * sizeof *shapes);
        v->shapes = shapes;
        v->shape_capacity = capacity;
    }
    struct call_shape *shape = &v->shapes[v->shape_count++];
    *shape =
        (struct call_shape){.args = arena_array(f->arena, arg_count + 1, sizeof *shape->args), .arg_count = arg_count};
    return shape;
}

static void fix(struct call_shape *shape, uint32_t position, uint32_t type, const char *text, int64_t number)
{
    shape->fixed[shape->fixed_count++] = (struct shape_fixed){position, type, text, number};
}

/* Room for what goes into one call: the engine's tables end there. */
static bool fits(const struct finding *f, uint32_t arg_count)
{
    return f->function->param_count + arg_count + 1 <= EXPLORE_MAX_PARAMS;
}

/* Characters are texts, what is no text is what its type is. */
static struct shape_argument argument_of(const struct finding *f, uint32_t type, const char *name)
{
    struct shape_argument argument = {.name = name, .type = type};
    const struct fact_type *t = resolved(f->facts, type);
    if (t->kind == TYPE_POINTER && resolved(f->facts, t->target)->kind == TYPE_INT &&
        resolved(f->facts, t->target)->flags & TYPE_FLAG_CHARACTER) {
        argument.role = EXPLORE_ROLE_STRING;
        argument.is_there = true;
    }
    if (!name)
        argument.name = argument.is_there ? "text" : t->kind == TYPE_POINTER ? "item" : "value";
    return argument;
}

/* What an argument of `...` can be: whole numbers as wide as an int at least, double, pointers. */
static bool is_passable(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = resolved(facts, type);
    const bool is_promoted = t->kind == TYPE_ENUM || (t->kind == TYPE_INT && t->size_bytes >= 4) ||
                             (t->kind == TYPE_FLOAT && t->size_bytes == 8) || t->kind == TYPE_POINTER;
    return is_promoted && t->size_bytes <= 8 && c_type_is_nameable(facts, type) && !c_type_is_va_list(facts, type);
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

static void add_format(const struct finding *f, uint32_t param, const char *format, const char *arguments)
{
    const uint32_t count = (uint32_t)strlen(arguments);
    for (uint32_t i = 0; i < count; i++)
        if (type_of_letter(f->facts, arguments[i]) == NO_ID)
            return;
    if (!fits(f, count))
        return;
    struct call_shape *shape = add_shape(f, count);
    fix(shape, param, f->function->params[param].type, format, 0);
    for (uint32_t i = 0; i < count; i++)
        shape->args[i] = argument_of(f, type_of_letter(f->facts, arguments[i]), name_of_letter(arguments[i]));
}

/* Characters of an array that a text may fill, 0: none. */
static uint64_t room_of(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = resolved(facts, type);
    const bool is_text = t->kind == TYPE_ARRAY && resolved(facts, t->target)->kind == TYPE_INT &&
                         resolved(facts, t->target)->size_bytes == 1;
    return is_text && t->count >= FIXED_BUFFER_LEAST && t->count <= FIXED_BUFFER_MOST ? t->count : 0;
}

/* A number as wide as a buffer of the function's own, or of what it is given, is what does not fit any more. */
static void add_wide_formats(const struct finding *f, const struct fact_function *body, uint32_t param)
{
    uint64_t rooms[WIDE_MAX] = {0};
    uint32_t count = 0;
    for (uint32_t i = 0; i < body->graph.local_count + body->param_count; i++) {
        const bool is_local = i < body->graph.local_count;
        const uint32_t type = is_local ? body->graph.locals[i].type : body->params[i - body->graph.local_count].type;
        const struct fact_type *t = resolved(f->facts, type);
        const struct fact_type *record = t->kind == TYPE_POINTER ? resolved(f->facts, t->target) : t;
        for (uint32_t k = 0; k < (record->field_count ? record->field_count : 1) && count < WIDE_MAX; k++) {
            const uint64_t room = room_of(f->facts, record->field_count ? record->fields[k].type : type);
            if (!room || (count && rooms[0] == room))
                continue;
            rooms[count++] = room;
            add_format(f, param, arena_printf(f->arena, "%%%llud", (unsigned long long)room), "d");
        }
    }
}

static void add_printf_shapes(const struct finding *f, uint32_t param, const struct variadic_body *body)
{
    for (size_t i = 0; i < ARRAY_LENGTH(printf_shapes); i++)
        add_format(f, param, printf_shapes[i].format, printf_shapes[i].arguments);
    add_wide_formats(f, f->function, param);
    for (size_t i = 0; body->read_count && i < ARRAY_LENGTH(more_printf_shapes); i++)
        add_format(f, param, more_printf_shapes[i].format, more_printf_shapes[i].arguments);
}

/* Each conversion writes into a variable of the test. */
static void add_scanf_shapes(const struct finding *f, uint32_t param)
{
    static const struct {
        const char *format, *type, *name;
        uint32_t count, room;
    } scanned[] = {{"%d", "int *", "value", 1, 0},          {"%d %d", "int *", "value", 2, 0},
                   {"%u", "unsigned int *", "value", 1, 0}, {"%ld", "long *", "value", 1, 0},
                   {"%lf", "double *", "value", 1, 0},      {"%31s", "char *", "word", 1, SCAN_TEXT + 1}};
    for (size_t i = 0; i < ARRAY_LENGTH(scanned); i++) {
        const uint32_t type = find_type(f->facts, scanned[i].type);
        if (type == NO_ID || !fits(f, scanned[i].count))
            continue;
        struct call_shape *shape = add_shape(f, scanned[i].count);
        fix(shape, param, f->function->params[param].type, scanned[i].format, 0);
        for (uint32_t k = 0; k < scanned[i].count; k++)
            shape->args[k] =
                (struct shape_argument){.name = scanned[i].name,
                                        .type = type,
                                        .role = scanned[i].room ? EXPLORE_ROLE_OUT_BUFFER : EXPLORE_ROLE_PLAIN,
                                        .is_there = true,
                                        .minimum = scanned[i].room};
    }
}

static bool is_text(const struct facts *facts, uint32_t type)
{
    const struct fact_type *t = resolved(facts, type);
    return t->kind == TYPE_POINTER && resolved(facts, t->target)->kind == TYPE_INT &&
           resolved(facts, t->target)->size_bytes == 1;
}

/* By its attribute, or as the body hands format and va_list on. */
static bool find_format(const struct finding *f, const struct variadic_body *body)
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

/* ---- lists that end at a sentinel -------------------------------------------------------------------------------- */

static uint32_t type_of_read(const struct variadic_body *body, uint32_t read)
{
    return body->function->graph.nodes[read].type;
}

/* 0 to 4 times what one turn reads, then the sentinel. */
static bool add_lists(const struct finding *f, const uint32_t *types, uint32_t width, int64_t sentinel)
{
    for (uint32_t i = 0; i < width; i++)
        if (!is_passable(f->facts, types[i]))
            return false;
    for (uint32_t n = 0; n <= ELEMENTS_MAX && fits(f, n * width); n++) {
        struct call_shape *shape = add_shape(f, n * width);
        for (uint32_t i = 0; i < n * width; i++)
            shape->args[i] = argument_of(f, types[i % width], NULL);
        fix(shape, f->function->param_count + n * width, types[0], NULL, sentinel);
    }
    return true;
}

/* The reads of one turn: the one that may be the sentinel, then the others as they come. */
static uint32_t types_of_turn(const struct variadic_body *body, const struct read_end *end, uint32_t *ret_types)
{
    uint32_t count = 0;
    ret_types[count++] = type_of_read(body, end->read);
    for (uint32_t i = 0; i < body->read_count; i++)
        if (body->reads[i] != end->read && read_is_in_loop(body, body->reads[i]))
            ret_types[count++] = type_of_read(body, body->reads[i]);
    return count;
}

static const char *sentinel_text(const struct finding *f, uint32_t type, int64_t sentinel)
{
    return resolved(f->facts, type)->kind == TYPE_POINTER ? "NULL"
                                                          : arena_printf(f->arena, "%lld", (long long)sentinel);
}

static bool find_list(const struct finding *f, const struct variadic_body *body)
{
    const struct fact_function *function = f->function;
    const bool is_declared = function->attributes & ATTRIBUTE_SENTINEL;
    uint32_t types[READS_MAX], width = 0;
    struct read_end end = {.sentinel = 0};
    if (body->is_whole && read_find_end(body, &end)) {
        width = types_of_turn(body, &end, types);
    } else if (is_declared && body->read_count && reads_have_one_type(body)) {
        types[width++] = type_of_read(body, body->reads[0]);
    } else if (is_declared && !body->read_count && function->param_count) {
        types[width++] = function->params[function->param_count - 1].type;
    }
    if (!width || (is_declared && resolved(f->facts, types[0])->kind != TYPE_POINTER) ||
        !add_lists(f, types, width, end.sentinel))
        return false;
    const char *sentinel = sentinel_text(f, types[0], end.sentinel);
    f->variadic->meaning =
        arena_printf(f->arena, "'%s'%s and at last %s", f->facts->types[types[0]].spelling,
                     width > 1 ? ", each with what belongs to it," : ", any number of them", sentinel);
    f->variadic->evidence =
        is_declared ? "attribute sentinel" : arena_printf(f->arena, "the loop that reads them ends at %s", sentinel);
    return true;
}

/* ---- lists that are counted -------------------------------------------------------------------------------------- */

static void add_counted(const struct finding *f, uint32_t param, uint32_t type, int64_t number, uint32_t arg_count)
{
    if (!fits(f, arg_count))
        return;
    struct call_shape *shape = add_shape(f, arg_count);
    fix(shape, param, f->function->params[param].type, NULL, number);
    for (uint32_t i = 0; i < arg_count; i++)
        shape->args[i] = argument_of(f, type, NULL);
}

/* One read in a loop up to a parameter; those before the loop are certain. */
static bool find_count(const struct finding *f, const struct variadic_body *body)
{
    struct read_bound bound = {0};
    uint32_t before = 0, inside = 0;
    if (!body->is_whole || !body->read_count || !reads_have_one_type(body))
        return false;
    for (uint32_t i = 0; i < body->read_count; i++) {
        if (!read_is_in_loop(body, body->reads[i]))
            before++;
        else if (inside++ || !read_find_bound(body, body->reads[i], &bound))
            return false;
    }
    const uint32_t type = type_of_read(body, body->reads[0]);
    if (!inside || !is_passable(f->facts, type))
        return false;
    const struct fact_type *counter = resolved(f->facts, f->function->params[bound.param].type);
    if (counter->kind != TYPE_INT)
        return false;
    for (uint32_t n = 0; n <= ELEMENTS_MAX; n++) {
        const int64_t read = (int64_t)n + (int64_t)before - bound.start;
        add_counted(f, bound.param, type, n, read > (int64_t)before ? (uint32_t)read : before);
    }
    if (counter->flags & TYPE_FLAG_SIGNED && bound.stops_below_zero)
        add_counted(f, bound.param, type, -1, before);
    const char *name = f->function->params[bound.param].name;
    f->variadic->meaning = arena_printf(f->arena, "'%s', as many as '%s' says", f->facts->types[type].spelling, name);
    f->variadic->evidence = arena_printf(f->arena, "'%s' bounds the loop that reads them", name);
    return true;
}

/* ---- what a selector asks for ------------------------------------------------------------------------------------ */

static bool are_passable(const struct finding *f, const struct variadic_body *body, const uint32_t *reads,
                         uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (!is_passable(f->facts, type_of_read(body, reads[i])))
            return false;
    return fits(f, count);
}

static void add_reads(const struct finding *f, const struct variadic_body *body, const uint32_t *reads, uint32_t count,
                      struct shape_argument *args)
{
    for (uint32_t i = 0; i < count; i++)
        args[i] = argument_of(f, type_of_read(body, reads[i]), NULL);
}

static bool has_case(const struct read_case *cases, uint32_t count, int64_t value)
{
    for (uint32_t i = 0; i < count; i++)
        if (!cases[i].is_default && cases[i].value == value)
            return true;
    return false;
}

/* A number that no case is for: what the default reads, without one nothing. */
static void add_other_case(const struct finding *f, const struct variadic_body *body, uint32_t param,
                           const struct read_case *cases, uint32_t count)
{
    int64_t value = 0;
    uint32_t other = 0;
    while (has_case(cases, count, value))
        value++;
    while (other < count && !cases[other].is_default)
        other++;
    const uint32_t reads = other < count ? cases[other].read_count : 0;
    if (other < count && (cases[other].is_unknown || !are_passable(f, body, cases[other].reads, reads)))
        return;
    struct call_shape *shape = add_shape(f, reads);
    fix(shape, param, f->function->params[param].type, NULL, value);
    if (reads)
        add_reads(f, body, cases[other].reads, reads, shape->args);
}

static bool find_selector(const struct finding *f, const struct variadic_body *body)
{
    struct read_case cases[CASES_MAX];
    uint32_t param;
    if (!body->is_whole || !body->read_count)
        return false;
    const uint32_t count = reads_find_cases(body, &param, cases, CASES_MAX);
    if (!count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (cases[i].is_default || cases[i].is_unknown || !are_passable(f, body, cases[i].reads, cases[i].read_count))
            continue;
        struct call_shape *shape = add_shape(f, cases[i].read_count);
        fix(shape, param, f->function->params[param].type, NULL, cases[i].value);
        add_reads(f, body, cases[i].reads, cases[i].read_count, shape->args);
    }
    if (count < CASES_MAX)
        add_other_case(f, body, param, cases, count);
    const char *name = f->function->params[param].name;
    f->variadic->meaning = arena_printf(f->arena, "what '%s' asks for", name);
    f->variadic->evidence = arena_printf(f->arena, "va_arg stands in the cases of a switch over '%s'", name);
    return f->variadic->shape_count > 0;
}

/* ---- letters of a format that the function reads itself ---------------------------------------------------------- */

static bool is_letter(const struct read_case *c)
{
    const bool is_one = (c->value >= 'a' && c->value <= 'z') || (c->value >= 'A' && c->value <= 'Z');
    return is_one && !c->is_default && !c->is_unknown && c->read_count == 1;
}

/* The one text among the parameters, NO_ID: there are none or several. */
static uint32_t find_text_param(const struct finding *f)
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

static void add_letters(const struct finding *f, const struct variadic_body *body, uint32_t param,
                        const struct read_case *const *letters, uint32_t count)
{
    SCOPED(strbuf_release) struct strbuf format = {0};
    if (!fits(f, count))
        return;
    struct call_shape *shape = add_shape(f, count);
    for (uint32_t i = 0; i < count; i++) {
        strbuf_printf(&format, "%s%%%c", i ? ": " : "", (char)letters[i]->value);
        add_reads(f, body, letters[i]->reads, 1, shape->args + i);
    }
    /* nothing in it may be taken for a letter */
    const char *text = count ? arena_strdup(f->arena, strbuf_text(&format)) : "-";
    fix(shape, param, f->function->params[param].type, text, 0);
}

/* Each letter alone, neighbours together, and none. */
static bool find_letters(const struct finding *f, const struct variadic_body *body)
{
    struct read_case cases[CASES_MAX];
    const struct read_case *letters[CASES_MAX];
    const uint32_t param = find_text_param(f);
    uint32_t letter_count = 0;
    if (!body->is_whole || param == NO_ID)
        return false;
    const uint32_t count = reads_find_letters(body, cases, CASES_MAX);
    for (uint32_t i = 0; i < count; i++)
        if (is_letter(&cases[i]) && are_passable(f, body, cases[i].reads, 1))
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

/* ---- as va_arg takes them ---------------------------------------------------------------------------------------- */

/* In order and once each; where there is but one type, those that some path skips do no harm. */
static bool find_plain(const struct finding *f, const struct variadic_body *body)
{
    bool is_certain = true;
    if (!body->is_whole || !are_passable(f, body, body->reads, body->read_count))
        return false;
    for (uint32_t i = 0; i < body->read_count; i++) {
        is_certain &= read_is_certain(body, body->reads[i], 0);
        if (read_is_in_loop(body, body->reads[i]))
            return false;
    }
    if (!is_certain && !reads_have_one_type(body))
        return false;
    add_reads(f, body, body->reads, body->read_count, add_shape(f, body->read_count)->args);
    SCOPED(strbuf_release) struct strbuf types = {0};
    for (uint32_t i = 0; i < body->read_count; i++)
        strbuf_printf(&types, "%s'%s'", i ? ", " : "", f->facts->types[type_of_read(body, body->reads[i])].spelling);
    f->variadic->meaning = body->read_count ? arena_strdup(f->arena, strbuf_text(&types)) : "none";
    f->variadic->evidence = body->read_count ? "va_arg takes no more than these" : "va_arg is never used";
    return true;
}

void variadic_find(const struct facts *facts, const struct fact_function *function, struct arena *arena,
                   struct variadic *ret_variadic)
{
    struct variadic variadic = {0};
    struct variadic_body body;
    const struct finding finding = {facts, function, arena, &variadic};
    variadic_body_find(facts, function, &body);
    const bool is_known = find_format(&finding, &body) || find_list(&finding, &body) || find_count(&finding, &body) ||
                          find_selector(&finding, &body) || find_letters(&finding, &body) ||
                          find_plain(&finding, &body);
    if (!is_known || !variadic.shape_count)
        variadic = (struct variadic){
            .obstacle = "variable arguments whose types and number the source does not tell: declare a format or "
                        "sentinel attribute, or call it from a wrapper with a fixed signature"};
    *ret_variadic = variadic;
}
