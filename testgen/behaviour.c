#include "behaviour.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "c_type.h"
#include "cet/core/memory.h"
#include "cet/model/libc_roles.h"
#include "cet/model/param_uses.h"
#include "handles.h"
#include "program_uses.h"

#define LEAST_ELEMENTS_MAX 65536u

static const struct fact_type *resolved(const struct facts *facts, uint32_t type)
{
    return &facts->types[facts_resolve_type(facts, type)];
}

/* Whether one of the words stands in name, as a word of its own: n_items, itemCount, xlen but not "clear" for "lea". */
static bool has_word(const char *name, const char *const *words)
{
    for (; *words; words++) {
        size_t length = strlen(*words);
        for (const char *at = name; (at = strcasestr(at, *words)); at++) {
            bool starts = at == name || at[-1] == '_' || isupper((unsigned char)*at) || length > 4;
            char after = at[length];
            bool ends =
                !after || after == '_' || isupper((unsigned char)after) || isdigit((unsigned char)after) || length > 4;
            if (starts && ends)
                return true;
        }
    }
    return false;
}

static const char *const length_words[] = {"len",   "length", "size",     "count", "num",   "n",       "nbytes",
                                           "sz",    "cap",    "capacity", "max",   "limit", "bufsize", "cnt",
                                           "nmemb", "number", "space",    "avail", "bytes", NULL};
/* Those of them that measure what stands right before them, and nothing else. */
static const char *const sure_words[] = {"len", "length", "size", "count", "nbytes", "sz", "bufsize", "bytes", NULL};
static const char *const init_words[] = {"init",  "initialize", "initialise", "setup", "create",    "new",  "make",
                                         "start", "begin",      "reset",      "open",  "construct", "ctor", NULL};
/* Those of them that also stand for setting back what is set up. */
static const char *const again_words[] = {"start", "begin", "reset", NULL};
static const char *const destroy_words[] = {"free",     "destroy",  "delete",    "release",  "dispose",  "close",
                                            "destruct", "dtor",     "del",       "fini",     "cleanup",  "deinit",
                                            "uninit",   "teardown", "terminate", "shutdown", "finalize", "finalise",
                                            "unref",    "discard",  NULL};
static const char *const user_words[] = {"data",    "ctx",    "context", "user",  "userdata", "arg",   "opaque", "priv",
                                         "private", "cookie", "closure", "param", "state",    "udata", NULL};

static bool is_integer(const struct fact_type *t)
{
    return t->kind == TYPE_INT && t->size_bytes >= 2;
}

/* Data behind the pointer: bytes, numbers, pointers; not one object and not a function. */
static bool is_data_pointer(const struct facts *facts, const struct fact_type *t)
{
    if (t->kind != TYPE_POINTER)
        return false;
    uint8_t kind = resolved(facts, t->target)->kind;
    return kind == TYPE_VOID || kind == TYPE_INT || kind == TYPE_FLOAT || kind == TYPE_BOOL || kind == TYPE_POINTER;
}

static bool is_record_pointer(const struct facts *facts, const struct fact_type *t)
{
    if (t->kind != TYPE_POINTER)
        return false;
    uint8_t kind = resolved(facts, t->target)->kind;
    return kind == TYPE_STRUCT || kind == TYPE_UNION;
}

static bool is_const_target(const struct facts *facts, const struct fact_type *t)
{
    for (uint32_t id = t->target; id < facts->type_count; id = facts->types[id].target) {
        if (facts->types[id].flags & TYPE_FLAG_CONST)
            return true;
        if (facts->types[id].kind != TYPE_TYPEDEF)
            return false;
    }
    return false;
}

static bool takes_function(const struct facts *facts, const struct fact_function *f)
{
    for (uint32_t i = 0; i < f->param_count; i++) {
        const struct fact_type *t = resolved(facts, f->params[i].type);
        if (t->kind == TYPE_POINTER && resolved(facts, t->target)->kind == TYPE_FUNCTION)
            return true;
    }
    return false;
}

static bool is_output(const struct facts *facts, const struct fact_type *t, const struct param_uses *u)
{
    return !is_const_target(facts, t) && u->flags & PARAM_WRITTEN_THROUGH && !(u->flags & PARAM_READ_FIRST);
}

static void pair(struct role *roles, uint32_t pointer, uint32_t length, bool is_out, bool is_guess)
{
    roles[pointer].kind = is_out ? EXPLORE_ROLE_OUT_BUFFER : EXPLORE_ROLE_BUFFER;
    roles[pointer].partner = length;
    roles[pointer].is_guess = is_guess;
    if (roles[length].kind != EXPLORE_ROLE_LENGTH) {
        roles[length].kind = EXPLORE_ROLE_LENGTH;
        roles[length].partner = pointer;
    }
}

/* A handle that something makes: whatever its pointee is, it is one object. */
static bool is_made_whole(const struct facts *facts, const char *const *handles, uint32_t type)
{
    return handles[type] && handle_is_made(facts, handles[type]);
}

/* In and out: `outLen` of `unsigned char *out, size_t *outLen`. */
static bool is_length_variable(const struct facts *facts, const struct fact_param *param)
{
    const struct fact_type *t = resolved(facts, param->type);
    if (t->kind != TYPE_POINTER || is_const_target(facts, t) || !has_word(param->name, length_words))
        return false;
    const struct fact_type *number = resolved(facts, t->target);
    return is_integer(number) && number->size_bytes >= sizeof(int);
}

/* A length that the body shows, then one that stands beside the pointer and is named like one. */
static void find_lengths(const struct facts *facts, const struct fact_function *f, const struct param_uses *uses,
                         const char *const *handles, struct role *roles)
{
    for (uint32_t i = 0; i < f->param_count; i++) {
        uint32_t length = uses[i].length_param;
        if (!is_made_whole(facts, handles, roles[i].type) && length < f->param_count && length != i &&
            is_integer(resolved(facts, f->params[length].type)))
            pair(roles, i, length, is_output(facts, resolved(facts, roles[i].type), &uses[i]), false);
    }
    for (uint32_t i = 0; i < f->param_count; i++) {
        const struct fact_type *t = resolved(facts, roles[i].type);
        bool is_array = is_data_pointer(facts, t) || (is_record_pointer(facts, t) && uses[i].flags & PARAM_SUBSCRIPTED);
        if (!is_array || roles[i].kind != EXPLORE_ROLE_PLAIN || is_made_whole(facts, handles, roles[i].type))
            continue;
        static const int beside[] = {1, -1, 2};
        for (size_t k = 0; k < 3; k++) {
            uint32_t other = i + (uint32_t)beside[k];
            if (other >= f->param_count || roles[other].kind != EXPLORE_ROLE_PLAIN)
                continue;
            if (is_integer(resolved(facts, f->params[other].type)) && has_word(f->params[other].name, length_words)) {
                const bool is_plain = beside[k] == 1 && has_word(f->params[other].name, sure_words);
                pair(roles, i, other, is_output(facts, t, &uses[i]), !is_plain);
                break;
            }
        }
        if (roles[i].kind == EXPLORE_ROLE_PLAIN && i + 1 < f->param_count && roles[i + 1].kind == EXPLORE_ROLE_PLAIN &&
            is_length_variable(facts, &f->params[i + 1]))
            pair(roles, i, i + 1, !is_const_target(facts, t), true);
    }
}

/* Whatever their qualifiers. */
static bool are_same_record(const struct fact_type *a, const struct fact_type *b)
{
    return a == b || (a->kind == b->kind && a->field_count == b->field_count && a->name && *a->name && b->name &&
                      !strcmp(a->name, b->name));
}

/* A function gives a pointer to such a record and takes none. */
static bool is_record_made(const struct facts *facts, const struct fact_type *record)
{
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *f = &facts->functions[i];
        bool takes_one = false;
        for (uint32_t p = 0; p < f->param_count; p++) {
            const struct fact_type *t = resolved(facts, f->params[p].type);
            takes_one |= is_record_pointer(facts, t) && are_same_record(resolved(facts, t->target), record);
        }
        const struct fact_type *result = resolved(facts, f->result_type);
        if (!takes_one && is_record_pointer(facts, result) && are_same_record(resolved(facts, result->target), record))
            return true;
    }
    return false;
}

/* What is made by another function has all that it needs: printer_reset is no second printer_new. */
static bool sets_up(const struct facts *facts, const struct fact_function *f, const struct fact_type *record)
{
    return has_word(f->name, init_words) && !(has_word(f->name, again_words) && is_record_made(facts, record));
}

static uint8_t role_of_object(const struct facts *facts, const struct fact_function *f, const struct fact_type *t,
                              const struct param_uses *u)
{
    bool is_const = is_const_target(facts, t);
    if (u->flags & PARAM_FREED || (has_word(f->name, destroy_words) && f->param_count == 1 && !is_const))
        return EXPLORE_ROLE_DESTROY;
    if (is_const)
        return EXPLORE_ROLE_PLAIN;
    bool is_written_first = u->flags & PARAM_WRITTEN_THROUGH && !(u->flags & PARAM_READ_FIRST);
    if (is_written_first && sets_up(facts, f, resolved(facts, t->target)))
        return EXPLORE_ROLE_INIT;
    return is_written_first ? EXPLORE_ROLE_OUT : EXPLORE_ROLE_PLAIN;
}

static uint8_t role_of_handle(const struct fact_function *f, const struct param_uses *u)
{
    const bool is_given_back = u->flags & PARAM_FREED || (has_word(f->name, destroy_words) && f->param_count == 1);
    return is_given_back ? EXPLORE_ROLE_DESTROY : EXPLORE_ROLE_PLAIN;
}

static uint8_t role_of_data(const struct facts *facts, const struct fact_function *f, uint32_t index,
                            const struct fact_type *t, const struct param_uses *u)
{
    const struct fact_type *target = resolved(facts, t->target);
    if (u->flags & PARAM_FREED)
        return EXPLORE_ROLE_DESTROY;
    if (target->kind == TYPE_VOID && takes_function(facts, f) &&
        (has_word(f->params[index].name, user_words) || !(u->flags & PARAM_DEREFERENCED)))
        return EXPLORE_ROLE_USER_DATA;
    if (target->kind == TYPE_VOID && libc_is_free_like(f->name) && index == 0)
        return EXPLORE_ROLE_DESTROY;
    if (u->flags & PARAM_FORMAT)
        return EXPLORE_ROLE_FORMAT;
    if (u->flags & PARAM_FILE_NAME && target->kind == TYPE_INT && target->flags & TYPE_FLAG_CHARACTER)
        return EXPLORE_ROLE_FILE_NAME;
    if (u->flags & PARAM_STRING)
        return EXPLORE_ROLE_STRING;
    if (is_output(facts, t, u))
        return target->kind == TYPE_INT && target->size_bytes == 1 &&
                       u->flags & (PARAM_SUBSCRIPTED | PARAM_WRITTEN_UNBOUNDED)
                   ? EXPLORE_ROLE_OUT_BUFFER
                   : EXPLORE_ROLE_OUT;
    if (target->kind == TYPE_INT && target->flags & TYPE_FLAG_CHARACTER)
        return f->params[index].declared_count > 1 ? EXPLORE_ROLE_BUFFER : EXPLORE_ROLE_STRING;
    return u->flags & PARAM_SUBSCRIPTED && target->kind != TYPE_VOID ? EXPLORE_ROLE_BUFFER : EXPLORE_ROLE_PLAIN;
}

/* What a void * points to in truth: `const struct point *p = left` says it. Bytes stay what they are. */
static uint32_t built_type(const struct facts *facts, uint32_t own_type, const struct param_uses *u)
{
    if (u->meant_type == NO_ID || u->flags & PARAM_BUFFER || !c_type_is_nameable(facts, u->meant_type))
        return own_type;
    const struct fact_type *target = resolved(facts, resolved(facts, u->meant_type)->target);
    switch (target->kind) {
    case TYPE_STRUCT:
    case TYPE_UNION:
    case TYPE_ENUM:
    case TYPE_FLOAT:
    case TYPE_POINTER:
        return u->meant_type;
    case TYPE_INT:
        return target->size_bytes > 1 ? u->meant_type : own_type;
    default:
        return own_type;
    }
}

static uint32_t least_elements(const struct facts *facts, const struct fact_param *param, const struct fact_type *t,
                               const struct param_uses *u)
{
    if (t->kind != TYPE_POINTER)
        return 0;
    const uint64_t size = resolved(facts, t->target)->size_bytes;
    uint64_t least = param->declared_count;
    if (u->max_index > 0 && (uint64_t)u->max_index >= least)
        least = (uint64_t)u->max_index + 1;
    const uint64_t told = size > 1 ? (u->least_bytes + size - 1) / size : u->least_bytes;
    least = told > least ? told : least;
    return least <= LEAST_ELEMENTS_MAX ? (uint32_t)least : 0;
}

static struct role *roles_of(const struct facts *facts, const struct fact_function *f, const struct param_uses *uses,
                             const char *const *handles, struct arena *arena)
{
    struct role *roles = arena_array(arena, f->param_count + 1, sizeof *roles);
    for (uint32_t i = 0; i < f->param_count; i++) {
        roles[i].partner = NO_ID;
        const uint32_t own = f->params[i].type;
        roles[i].type = is_made_whole(facts, handles, own) ? own : built_type(facts, own, &uses[i]);
    }
    find_lengths(facts, f, uses, handles, roles);
    for (uint32_t i = 0; i < f->param_count; i++) {
        const struct fact_type *t = resolved(facts, roles[i].type);
        roles[i].is_nonnull = f->params[i].is_nonnull;
        const bool is_whole = is_made_whole(facts, handles, roles[i].type);
        roles[i].minimum = is_whole ? 0 : least_elements(facts, &f->params[i], t, &uses[i]);
        if (roles[i].kind != EXPLORE_ROLE_PLAIN)
            continue;
        if (is_whole)
            roles[i].kind = role_of_handle(f, &uses[i]);
        else if (is_record_pointer(facts, t))
            roles[i].kind = role_of_object(facts, f, t, &uses[i]);
        else if (is_data_pointer(facts, t))
            roles[i].kind = role_of_data(facts, f, i, t, &uses[i]);
        else if (is_integer(t) && uses[i].flags & PARAM_ARRAY_INDEX)
            roles[i].kind = EXPLORE_ROLE_INDEX;
    }
    return roles;
}

/* ---- what the user says ---- */

static_assert(EXPLORE_ROLE_FLAGS + 1 == PARAM_ROLE_COUNT && (int)EXPLORE_ROLE_INIT == (int)PARAM_ROLE_INIT,
              "param_roles.def is in the order of enum explore_role");

static uint32_t find_param(const struct fact_function *f, const char *name)
{
    for (uint32_t i = 0; name && i < f->param_count; i++)
        if (!strcmp(f->params[i].name, name))
            return i;
    return NO_ID;
}

static bool is_about(const struct role_correction *correction, const struct fact_function *f)
{
    return f->is_defined && (!strcmp(correction->function, f->name) || !strcmp(correction->function, f->id));
}

static void correct(const struct role_correction *c, const struct fact_function *f, struct role *roles)
{
    const uint32_t param = find_param(f, c->param), of = find_param(f, c->of);
    if (param == NO_ID)
        return;
    struct role *role = &roles[param];
    role->is_given = true;
    role->is_guess = false;
    if (c->has_role) {
        role->kind = (uint8_t)c->role;
        role->partner = of;
        for (uint32_t i = 0; i < f->param_count; i++) /* what was paired with it stands alone now */
            if (i != param && roles[i].partner == param && i != of && !roles[i].is_given)
                roles[i].partner = NO_ID;
    }
    if (c->role == PARAM_ROLE_LENGTH && of != NO_ID)
        roles[of].partner = param;
    if (c->role == PARAM_ROLE_LENGTH && of != NO_ID)
        roles[of].is_guess = false;
    if (c->role == PARAM_ROLE_LENGTH && of != NO_ID && roles[of].kind != EXPLORE_ROLE_OUT_BUFFER)
        roles[of].kind = EXPLORE_ROLE_BUFFER;
    role->is_nonnull |= c->is_nonnull;
    if (c->minimum)
        role->minimum = c->minimum;
}

enum status behaviour_check(const struct facts *facts, const struct corrections *corrections, struct error *err)
{
    for (uint32_t i = 0; corrections && i < facts->function_count; i++)
        for (size_t k = 0; k < corrections->role_count; k++) {
            const struct role_correction *c = &corrections->roles[k];
            const struct fact_function *f = &facts->functions[i];
            if (!is_about(c, f))
                continue;
            const char *missing = find_param(f, c->param) == NO_ID         ? c->param
                                  : c->of && find_param(f, c->of) == NO_ID ? c->of
                                                                           : NULL;
            if (missing)
                return error_set(err, STATUS_INVALID,
                                 "cet.json: \"testgen\" gives a role to '%s', but '%s' has no such "
                                 "parameter",
                                 missing, f->name);
        }
    return STATUS_OK;
}

void behaviour_find(const struct facts *facts, const struct facts *program, const struct corrections *corrections,
                    struct arena *arena, struct behaviour *ret_behaviour)
{
    struct param_uses **uses = program_uses_find(facts, program, arena);
    ret_behaviour->handles = handles_find(facts, uses, arena);
    ret_behaviour->params = arena_array(arena, facts->function_count + 1, sizeof *ret_behaviour->params);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *f = &facts->functions[i];
        if (!uses[i])
            continue;
        ret_behaviour->params[i] = roles_of(facts, f, uses[i], ret_behaviour->handles, arena);
        for (size_t k = 0; corrections && k < corrections->role_count; k++)
            if (is_about(&corrections->roles[k], f))
                correct(&corrections->roles[k], f, ret_behaviour->params[i]);
    }
}

/* ---- fields of records ---- */

/* list->items[i], list->items + i */
static bool is_stepped_through(const struct facts *facts, const struct function_graph *graph, uint32_t node,
                               const struct fact_type *record, uint32_t field)
{
    const struct graph_node *n = &graph->nodes[node];
    if (n->kind != NODE_SUBSCRIPT && (n->kind != NODE_BINARY || n->op != OP_ADD))
        return false;
    const uint32_t member = graph_skip_casts(graph, graph_child(graph, node, 0));
    const uint32_t object = graph_child(graph, member, 0);
    if (object == NO_ID || graph->nodes[member].kind != NODE_MEMBER || graph->nodes[member].symbol != field)
        return false;
    const struct fact_type *base = resolved(facts, graph->nodes[object].type);
    return are_same_record(base->kind == TYPE_POINTER ? resolved(facts, base->target) : base, record);
}

static bool steps_through(const struct facts *facts, const struct fact_type *record, uint32_t field)
{
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++)
            if (is_stepped_through(facts, graph, i, record, field))
                return true;
    }
    return false;
}

/* The unit's record, and what the whole program knows of it. */
struct known_record {
    const struct facts *facts, *program;
    const struct fact_type *record, *in_program; /* NULL: not known there */
};

static const struct fact_type *find_record(const struct facts *facts, const struct fact_type *record)
{
    for (uint32_t i = 0; facts && i < facts->type_count; i++)
        if (are_same_record(&facts->types[i], record))
            return &facts->types[i];
    return NULL;
}

static bool is_used_as_array(const struct known_record *known, uint32_t field)
{
    return steps_through(known->facts, known->record, field) ||
           (known->in_program && steps_through(known->program, known->in_program, field));
}

/* line_count is of lines, n_branches of branches, path_len of path. */
static bool names_agree(const char *length, const char *pointer)
{
    char stem[64];
    size_t size = strlen(pointer);
    if (size >= sizeof stem)
        return false;
    memcpy(stem, pointer, size + 1);
    if (size > 4 && !strcmp(stem + size - 2, "es") && !strcasestr(length, stem))
        stem[size - 2] = '\0';
    if (size > 3 && stem[size - 1] == 's' && !strcasestr(length, stem))
        stem[size - 1] = '\0';
    return strlen(stem) >= 3 && strcasestr(length, stem);
}

static bool may_have_length(const struct known_record *known, uint32_t pointer, uint32_t length)
{
    const struct type_field *fields = known->record->fields;
    const struct fact_type *t = resolved(known->facts, fields[pointer].type);
    return pointer != length &&
           (is_data_pointer(known->facts, t) ||
            (is_record_pointer(known->facts, t) &&
             (names_agree(fields[length].name, fields[pointer].name) || is_used_as_array(known, pointer))));
}

/* A length belongs to the pointer that shares its name, else to the one that stands last before it, else to the first
 * behind it; NO_ID: to none. */
static uint32_t pointer_of_length(const struct known_record *known, uint32_t length)
{
    const struct fact_type *record = known->record;
    uint32_t nearest = NO_ID;
    for (uint32_t k = 0; k < record->field_count; k++) {
        const uint32_t pointer = k < length ? length - 1 - k : k;
        if (!may_have_length(known, pointer, length))
            continue;
        if (names_agree(record->fields[length].name, record->fields[pointer].name))
            return pointer;
        nearest = nearest == NO_ID ? pointer : nearest;
    }
    return nearest;
}

struct role *behaviour_fields(const struct facts *facts, const struct facts *program, const struct fact_type *record,
                              struct arena *arena)
{
    const struct known_record known = {facts, program, record, find_record(program, record)};
    struct role *roles = arena_array(arena, record->field_count + 1, sizeof *roles);
    for (uint32_t i = 0; i < record->field_count; i++) {
        roles[i].partner = NO_ID;
        const struct fact_type *t = resolved(facts, record->fields[i].type);
        if (t->kind == TYPE_POINTER && resolved(facts, t->target)->kind == TYPE_VOID &&
            has_word(record->fields[i].name, user_words))
            roles[i].kind = EXPLORE_ROLE_USER_DATA;
    }
    for (uint32_t i = 0; i < record->field_count; i++) {
        if (!is_integer(resolved(facts, record->fields[i].type)) || record->fields[i].bit_width ||
            !has_word(record->fields[i].name, length_words))
            continue;
        const uint32_t pointer = pointer_of_length(&known, i);
        if (pointer == NO_ID)
            continue;
        roles[i].kind = EXPLORE_ROLE_LENGTH;
        roles[i].partner = pointer;
        if (roles[pointer].kind == EXPLORE_ROLE_PLAIN) {
            roles[pointer].kind = EXPLORE_ROLE_BUFFER;
            roles[pointer].partner = i;
        }
    }
    return roles;
}
