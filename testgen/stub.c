#include "stub.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "bare_stub.h"
#include "c_type.h"
#include "cet/core/memory.h"

#define STUB_PARAMS_MAX 16u
#define STUB_VARIABLE_BYTES_MAX (1u << 20)

static const struct fact_type *resolved(const struct facts *facts, uint32_t type)
{
    return &facts->types[facts_resolve_type(facts, type)];
}

static bool is_const(const struct facts *facts, uint32_t type)
{
    for (uint32_t id = type; id < facts->type_count; id = facts->types[id].target) {
        if (facts->types[id].flags & TYPE_FLAG_CONST)
            return true;
        if (facts->types[id].kind != TYPE_TYPEDEF && facts->types[id].kind != TYPE_ARRAY)
            return false;
    }
    return false;
}

/* ---- what can be written ---- */

static const char *function_obstacle(const struct facts *facts, const struct fact_function *f)
{
    if (f->is_defined)
        return "it is defined in a way that leaves nothing to link";
    if (facts->types[f->type].flags & TYPE_FLAG_NO_PROTOTYPE)
        return "its declaration does not name its parameters";
    if (f->param_count > STUB_PARAMS_MAX)
        return "it has more than 16 parameters";
    const struct fact_type *result = resolved(facts, f->result_type);
    if (!c_type_is_nameable(facts, f->result_type) || result->kind == TYPE_COMPLEX ||
        (result->kind != TYPE_VOID && !result->size_bytes))
        return "its result has a type that cannot be named or held";
    for (uint32_t i = 0; i < f->param_count; i++) {
        const struct fact_type *t = resolved(facts, f->params[i].type);
        if (c_type_is_va_list(facts, f->params[i].type))
            return "it takes a va_list";
        if (!c_type_is_nameable(facts, f->params[i].type) || !t->size_bytes)
            return "a parameter has a type that cannot be named or passed";
    }
    return NULL;
}

static const char *variable_obstacle(const struct facts *facts, const struct fact_global *g)
{
    const struct fact_type *t = resolved(facts, g->type);
    if (g->is_defined)
        return "it is defined in a way that leaves nothing to link";
    if (!c_type_is_nameable(facts, g->type) || !t->size_bytes || t->size_bytes > STUB_VARIABLE_BYTES_MAX)
        return "its type has no name or no size";
    return NULL;
}

static uint32_t find_variable(const struct facts *facts, const char *id)
{
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (!facts->globals[i].is_local_static && !strcmp(facts->globals[i].id, id))
            return i;
    return NO_ID;
}

/* ---- from names to sets ---- */

struct marks {
    struct arena *arena;
    bool *functions, *globals;
    struct plan_stub *bare;
    uint32_t bare_count;
};

static struct marks marks_new(const struct facts *facts, struct arena *arena)
{
    return (struct marks){.arena = arena,
                          .functions = arena_array(arena, facts->function_count + 1, sizeof(bool)),
                          .globals = arena_array(arena, facts->global_count + 1, sizeof(bool))};
}

static void add_bare(struct marks *marks, struct plan_stub stub)
{
    const uint32_t count = marks->bare_count;
    if ((count & (count - 1)) == 0) { /* full: the room doubles at powers of two */
        struct plan_stub *grown = arena_array(marks->arena, count ? 2 * (size_t)count : 1, sizeof *grown);
        if (count)
            memcpy(grown, marks->bare, count * sizeof *grown);
        marks->bare = grown;
    }
    marks->bare[marks->bare_count++] = stub;
}

static void collect(const struct facts *facts, const struct marks *marks, struct arena *arena, struct stub_set *ret)
{
    *ret = (struct stub_set){.functions = arena_array(arena, facts->function_count + 1, sizeof(uint32_t)),
                             .globals = arena_array(arena, facts->global_count + 1, sizeof(uint32_t))};
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (marks->functions[i])
            ret->functions[ret->function_count++] = i;
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (marks->globals[i])
            ret->globals[ret->global_count++] = i;
    ret->bare = marks->bare;
    ret->bare_count = marks->bare_count;
}

/* Why the unit's own declaration gives no stand-in; NULL: it does. */
static const char *mark_declared(const struct facts *facts, const char *name, struct marks *marks)
{
    const struct fact_function *f = facts_find_function(facts, name);
    const uint32_t variable = f ? NO_ID : find_variable(facts, name);
    const char *obstacle = f ? function_obstacle(facts, f) : variable_obstacle(facts, &facts->globals[variable]);
    if (!obstacle && f)
        marks->functions[f - facts->functions] = true;
    else if (!obstacle)
        marks->globals[variable] = true;
    return obstacle;
}

static bool declares(const struct facts *facts, const char *name)
{
    return facts_find_function(facts, name) || find_variable(facts, name) != NO_ID;
}

static bool has_bare(const struct marks *marks, const char *name)
{
    for (uint32_t i = 0; i < marks->bare_count; i++)
        if (!strcmp(marks->bare[i].name, name))
            return true;
    return false;
}

/* A static of that name, which no stand-in can stand beside. */
static bool has_static(const struct facts *facts, const char *name)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (!strcmp(facts->functions[i].name, name))
            return true;
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (!facts->globals[i].is_local_static && !strcmp(facts->globals[i].name, name))
            return true;
    return false;
}

/* The same of what only the files declare that the unit is linked with. */
static const char *mark_bare(const struct facts *own, struct linked_facts *linked, const char *name,
                             struct marks *marks)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char *obstacle = "neither the unit nor what it is linked with declares it";
    const struct facts *facts;
    if (has_bare(marks, name))
        return NULL;
    if (has_static(own, name))
        return "what it is linked with uses it, and the unit has a static of the same name";
    for (size_t i = 0; linked && !text.length && (facts = linked_facts_get(linked, i)); i++) {
        if (!declares(facts, name))
            continue;
        const struct fact_function *f = facts_find_function(facts, name);
        obstacle = f ? bare_stub_function(facts, f, &text)
                     : bare_stub_variable(facts, &facts->globals[find_variable(facts, name)], &text);
        if (!obstacle)
            add_bare(marks, (struct plan_stub){name, !f, arena_strdup(marks->arena, strbuf_text(&text))});
    }
    return obstacle;
}

static enum status mark(const struct facts *facts, struct linked_facts *linked, const char *unit, const char *name,
                        struct marks *marks, struct error *err)
{
    const char *obstacle =
        declares(facts, name) ? mark_declared(facts, name, marks) : mark_bare(facts, linked, name, marks);
    if (obstacle)
        return error_set(err, STATUS_INVALID,
                         "'%s': '%s' is defined nowhere, and no stand-in can be made: %s (give its source or library "
                         "with --with)",
                         unit, name, obstacle);
    return STATUS_OK;
}

/* "undefined reference to `name'" by GNU's linkers, "undefined symbol: name" by LLVM's. */
static const char *next_undefined(const char **at, struct arena *arena)
{
    static const char *const phrases[] = {"undefined reference to ", "undefined symbol: "};
    const char *found = NULL;
    for (size_t i = 0; i < ARRAY_LENGTH(phrases); i++) {
        const char *here = strstr(*at, phrases[i]);
        if (here && (!found || here + strlen(phrases[i]) < found))
            found = here + strlen(phrases[i]);
    }
    if (!found)
        return NULL;
    while (*found && *found != '\n' && !isalpha((unsigned char)*found) && *found != '_')
        found++;
    size_t length = 0;
    while (isalnum((unsigned char)found[length]) || found[length] == '_' || found[length] == '$')
        length++;
    *at = found + length;
    return arena_strndup(arena, found, length);
}

enum status stubs_from_linker(const struct facts *facts, struct linked_facts *linked, const char *unit,
                              const char *messages, struct arena *arena, struct stub_set *ret_stubs, struct error *err)
{
    struct marks marks = marks_new(facts, arena);
    const char *name;
    bool is_any = false;
    while ((name = next_undefined(&messages, arena))) {
        enum status status = mark(facts, linked, unit, name, &marks, err);
        if (status != STATUS_OK)
            return status;
        is_any = true;
    }
    if (!is_any)
        return STATUS_NOT_FOUND;
    collect(facts, &marks, arena, ret_stubs);
    return STATUS_OK;
}

void stubs_from_plan(const struct facts *facts, const struct test_plan *plan, struct arena *arena,
                     struct stub_set *ret_stubs)
{
    struct marks marks = marks_new(facts, arena);
    for (size_t i = 0; i < plan->stub_count; i++) {
        if (plan->stubs[i].definition)
            add_bare(&marks, plan->stubs[i]);
        else if (declares(facts, plan->stubs[i].name))
            mark_declared(facts, plan->stubs[i].name, &marks);
    }
    collect(facts, &marks, arena, ret_stubs);
}

/* ---- allocators ---- */

enum stub_shape { SHAPE_OTHER, SHAPE_MALLOC, SHAPE_CALLOC, SHAPE_REALLOC, SHAPE_FREE, SHAPE_STRDUP };

static const char *const libc_calls[] = {NULL, "malloc(a)", "calloc(a, b)", "realloc(a, b)", "free(a)", "strdup(a)"};

static bool is_size(const struct facts *facts, const struct fact_function *f, uint32_t param)
{
    const struct fact_type *t = resolved(facts, f->params[param].type);
    return t->kind == TYPE_INT && t->size_bytes == 8 && !(t->flags & TYPE_FLAG_SIGNED);
}

static bool points_to(const struct facts *facts, uint32_t type, enum type_kind kind, bool to_const)
{
    const struct fact_type *t = resolved(facts, type);
    return t->kind == TYPE_POINTER && resolved(facts, t->target)->kind == kind &&
           is_const(facts, t->target) == to_const && (kind == TYPE_VOID || resolved(facts, t->target)->size_bytes == 1);
}

static bool has_word(const struct fact_function *f, const char *word)
{
    return strcasestr(f->name, word) != NULL;
}

/* By types; where those say too little, the name decides. */
static enum stub_shape shape_of(const struct facts *facts, const struct fact_function *f)
{
    const bool gives_room = points_to(facts, f->result_type, TYPE_VOID, false);
    const bool takes_room = f->param_count && points_to(facts, f->params[0].type, TYPE_VOID, false);
    if (f->is_variadic)
        return SHAPE_OTHER;
    if (gives_room && f->param_count == 1 && is_size(facts, f, 0))
        return SHAPE_MALLOC;
    if (gives_room && f->param_count == 2 && is_size(facts, f, 0) && is_size(facts, f, 1))
        return SHAPE_CALLOC;
    if (gives_room && takes_room && f->param_count == 2 && is_size(facts, f, 1) && has_word(f, "realloc"))
        return SHAPE_REALLOC;
    if (takes_room && f->param_count == 1 && resolved(facts, f->result_type)->kind == TYPE_VOID && has_word(f, "free"))
        return SHAPE_FREE;
    if (points_to(facts, f->result_type, TYPE_INT, false) && f->param_count == 1 &&
        points_to(facts, f->params[0].type, TYPE_INT, true) && has_word(f, "dup"))
        return SHAPE_STRDUP;
    return SHAPE_OTHER;
}

static bool has_sizeof(const struct function_graph *graph, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (graph->nodes[i].kind == NODE_SIZEOF)
            return true;
    return false;
}

static bool is_asked_with_sizeof(const struct facts *facts, uint32_t function)
{
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++)
            if (graph->nodes[i].kind == NODE_CALL && graph->nodes[i].symbol == function &&
                has_sizeof(graph, i, graph->nodes[i].subtree_end))
                return true;
    }
    return false;
}

static bool has_shape(const struct facts *facts, const struct stub_set *stubs, enum stub_shape shape)
{
    for (uint32_t i = 0; i < stubs->function_count; i++)
        if (shape_of(facts, &facts->functions[stubs->functions[i]]) == shape)
            return true;
    return false;
}

static bool is_asked_for_room(const struct facts *facts, uint32_t function)
{
    const enum stub_shape shape = shape_of(facts, &facts->functions[function]);
    return (shape == SHAPE_MALLOC || shape == SHAPE_CALLOC) && is_asked_with_sizeof(facts, function);
}

/* Where sizeof tells one apart, others of its type are none: they may as well look up what has a number. */
static bool is_allocator(const struct facts *facts, const struct stub_set *stubs, uint32_t function)
{
    const enum stub_shape shape = shape_of(facts, &facts->functions[function]);
    bool is_measured = false;
    for (uint32_t i = 0; i < stubs->function_count; i++)
        is_measured |= is_asked_for_room(facts, stubs->functions[i]);
    if (is_measured)
        return is_asked_for_room(facts, function);
    return (shape == SHAPE_MALLOC || shape == SHAPE_CALLOC) && has_shape(facts, stubs, SHAPE_FREE);
}

const char *stub_libc_call(const struct facts *facts, const struct stub_set *stubs,
                           const struct fact_function *function)
{
    const enum stub_shape shape = shape_of(facts, function);
    bool is_any = false; /* allocator: the others go with one */
    for (uint32_t i = 0; i < stubs->function_count; i++)
        is_any |= is_allocator(facts, stubs, stubs->functions[i]);
    if (shape == SHAPE_MALLOC || shape == SHAPE_CALLOC)
        is_any = is_allocator(facts, stubs, (uint32_t)(function - facts->functions));
    return is_any ? libc_calls[shape] : NULL;
}

/* ---- how they look ---- */

static bool points_to_const_bytes(const struct facts *facts, const struct fact_type *t)
{
    if (t->kind != TYPE_POINTER || !is_const(facts, t->target))
        return false;
    const struct fact_type *target = resolved(facts, t->target);
    return target->kind == TYPE_VOID || (target->kind == TYPE_INT && target->size_bytes == 1);
}

/* Plain char: what is handed over is text. */
static bool points_to_const_text(const struct facts *facts, const struct fact_type *t)
{
    return points_to_const_bytes(facts, t) && strstr(resolved(facts, t->target)->spelling, "char") &&
           !strstr(resolved(facts, t->target)->spelling, "signed");
}

static bool is_count(const struct facts *facts, const struct fact_function *f, uint32_t param)
{
    const struct fact_type *t = param < f->param_count ? resolved(facts, f->params[param].type) : NULL;
    return t && t->kind == TYPE_INT && t->size_bytes >= 4 && t->size_bytes <= 8;
}

void stub_letters(const struct facts *facts, const struct fact_function *function, struct strbuf *out)
{
    for (uint32_t i = 0; i < function->param_count; i++) {
        const struct fact_type *t = resolved(facts, function->params[i].type);
        bool is_number = (t->kind == TYPE_INT && t->size_bytes <= 8) || t->kind == TYPE_ENUM || t->kind == TYPE_BOOL;
        if (points_to_const_text(facts, t)) {
            strbuf_add_char(out, is_count(facts, function, i + 1) ? 't' : 's');
        } else if (points_to_const_bytes(facts, t) && is_count(facts, function, i + 1)) {
            strbuf_add_text(out, "b-");
            i++;
        } else if (is_number) {
            strbuf_add_char(out, t->flags & TYPE_FLAG_SIGNED || t->kind == TYPE_ENUM ? 'i' : 'u');
        } else if (t->kind == TYPE_FLOAT && t->size_bytes <= 8) {
            strbuf_add_char(out, 'f');
        } else {
            strbuf_add_char(out, t->kind == TYPE_POINTER ? 'p' : 'o');
        }
    }
}

static bool is_taken(const struct facts *facts, const char *stem, const char *end)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_printf(&name, "%s%s", stem, end);
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (!strcmp(facts->functions[i].name, strbuf_text(&name)))
            return true;
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (!facts->globals[i].is_local_static && !strcmp(facts->globals[i].name, strbuf_text(&name)))
            return true;
    return false;
}

bool stub_is_scriptable(const struct facts *facts, const struct fact_function *function)
{
    const struct fact_type *t = resolved(facts, function->result_type);
    if (function->attributes & ATTRIBUTE_NORETURN || is_const(facts, function->result_type) ||
        is_taken(facts, function->name, "_returns") || is_taken(facts, function->name, "_result"))
        return false;
    return (t->kind == TYPE_INT && t->size_bytes <= 8) || t->kind == TYPE_BOOL || t->kind == TYPE_ENUM ||
           (t->kind == TYPE_FLOAT && t->size_bytes <= 8) || points_to_const_text(facts, t);
}

void stub_declare(const struct facts *facts, const struct fact_function *function, const char *inner,
                  struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf head = {0};
    strbuf_printf(&head, "%s(", inner);
    for (uint32_t i = 0; i < function->param_count; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        strbuf_add_text(&head, i ? ", " : "");
        c_type_declare(facts, function->params[i].type, name, &head);
    }
    strbuf_add_text(&head, !function->param_count && !function->is_variadic ? "void" : "");
    strbuf_add_text(&head, function->is_variadic ? ", ...)" : ")");
    c_type_declare(facts, function->result_type, strbuf_text(&head), out);
}

void stub_declare_variable(const struct facts *facts, const struct fact_global *global, struct strbuf *out)
{
    strbuf_add_text(out, global->is_thread_local ? "_Thread_local " : "");
    c_type_declare(facts, global->type, global->name, out);
}

bool stub_variable_is_constant(const struct facts *facts, const struct fact_global *global)
{
    return is_const(facts, global->type);
}
