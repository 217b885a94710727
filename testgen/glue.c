#include "glue.h"

#include <stdlib.h>
#include <string.h>

#include "c_type.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/globs.h"
#include "helpers.h"

static void skip(struct glue *glue, const struct fact_function *f, const char *reason)
{
    struct glue_skip entry = {.function = f->id, .reason = reason};
    ARRAY_PUSH(glue->skips, glue->skip_count, glue->skip_capacity, entry);
}

/* Numbers a type and all that it is made of. */
static void take_type(struct glue *glue, uint32_t type)
{
    const struct facts *facts = glue->facts;
    if (type >= facts->type_count || glue->numbers[type] != NO_ID)
        return;
    glue->numbers[type] = glue->type_count;
    glue->types[glue->type_count++] = type;
    const struct fact_type *t = glue_resolved(glue, type);
    if (t->name && !strcmp(t->name, "_IO_FILE"))
        return;
    if (t->kind == TYPE_POINTER || t->kind == TYPE_ARRAY || t->kind == TYPE_FUNCTION)
        take_type(glue, t->target);
    for (uint32_t i = 0; i < t->param_count; i++)
        take_type(glue, t->params[i]);
    for (uint32_t i = 0; i < t->field_count; i++)
        take_type(glue, t->fields[i].type);
}

static bool is_passable(const struct glue *glue, uint32_t type)
{
    const struct fact_type *t = glue_resolved(glue, type);
    if (!c_type_is_nameable(glue->facts, type))
        return false;
    switch (t->kind) {
    case TYPE_BOOL:
    case TYPE_INT:
    case TYPE_FLOAT:
    case TYPE_ENUM:
    case TYPE_POINTER:
        return true;
    case TYPE_STRUCT:
    case TYPE_UNION:
        return t->size_bytes && t->size_bytes <= 512;
    default:
        return false;
    }
}

/* Why the function cannot be called from tables; NULL: it can. */
static const char *obstacle(const struct glue *glue, const struct fact_function *f)
{
    if (f->param_count > EXPLORE_MAX_PARAMS)
        return "more parameters than the explorer passes (16)";
    if (f->attributes & (ATTRIBUTE_CONSTRUCTOR | ATTRIBUTE_DESTRUCTOR | ATTRIBUTE_NAKED))
        return "runs outside of ordinary calls (constructor, destructor or naked)";
    const struct fact_type *result = glue_resolved(glue, f->result_type);
    if (result->kind != TYPE_VOID && !is_passable(glue, f->result_type))
        return "result has a type that cannot be named or held";
    for (uint32_t i = 0; i < variadic_named_count(glue->facts, f); i++) {
        if (c_type_is_va_list(glue->facts, f->params[i].type))
            return "takes a va_list: it is reached through the function that makes one";
        if (!is_passable(glue, f->params[i].type))
            return "a parameter has a type that cannot be named or passed";
    }
    return NULL;
}

static bool is_target(const struct facts *facts, const struct fact_function *f)
{
    if (!f->is_defined || f->is_system || f->range.file >= facts->file_count)
        return false;
    const struct fact_file *file = &facts->files[f->range.file];
    return file->is_main || (!file->is_system && path_has_extension(file->path, ".c"));
}

static bool is_left_alone(const struct fact_function *f, const struct corrections *corrections)
{
    for (size_t i = 0; i < corrections->leave_alone_count; i++)
        if (globs_match(corrections->leave_alone[i], f->name) || !strcmp(corrections->leave_alone[i], f->id))
            return true;
    return false;
}

static void number_keys(struct glue *glue)
{
    glue->keys = arena_array(glue->arena, glue->type_count + 1, sizeof *glue->keys);
    for (uint32_t i = 0; i < glue->type_count; i++) {
        SCOPED(strbuf_release) struct strbuf key = {0};
        const char *handle = glue->behaviour.handles[glue->types[i]];
        if (handle)
            strbuf_printf(&key, "handle %s", handle);
        else
            c_type_canonical(glue->facts, glue->types[i], &key);
        glue->keys[i] = arena_strdup(glue->arena, strbuf_text(&key));
    }
}

static void take_stubs(struct glue *glue, const struct stub_set *stubs)
{
    glue->stubs = *stubs;
    for (uint32_t i = 0; i < stubs->function_count; i++) {
        take_type(glue, glue->facts->functions[stubs->functions[i]].type);
        take_type(glue, glue->facts->functions[stubs->functions[i]].result_type);
    }
    for (uint32_t i = 0; i < stubs->global_count; i++)
        take_type(glue, glue->facts->globals[stubs->globals[i]].type);
}

uint32_t glue_argument_type(const struct glue *glue, const struct glue_call *call, uint32_t position)
{
    const struct fact_function *f = &glue->facts->functions[call->function];
    const struct shape_fixed *fixed = shape_fixed_at(call->shape, position);
    if (fixed)
        return fixed->type;
    const uint32_t named = variadic_named_count(glue->facts, f);
    return position < named ? f->params[position].type : call->shape->args[position - named].type;
}

static void take_function(struct glue *glue, uint32_t index)
{
    const struct fact_function *f = &glue->facts->functions[index];
    const struct role *roles = glue->behaviour.params[index];
    const struct glue_call call = {.function = index};
    ARRAY_PUSH(glue->calls, glue->call_count, glue->call_capacity, call);
    take_type(glue, f->result_type);
    for (uint32_t p = 0; p < variadic_named_count(glue->facts, f); p++)
        take_type(glue, roles ? roles[p].type : f->params[p].type);
}

/* In each of its shapes. */
static void take_variadic(struct glue *glue, uint32_t index)
{
    const struct fact_function *f = &glue->facts->functions[index];
    struct variadic variadic;
    variadic_find(glue->facts, f, glue->arena, &variadic);
    if (variadic.obstacle) {
        skip(glue, f, variadic.obstacle);
        return;
    }
    const uint32_t first = (uint32_t)glue->call_count;
    for (uint32_t i = 0; i < variadic.shape_count; i++) {
        take_function(glue, index);
        struct glue_call *call = &glue->calls[glue->call_count - 1];
        *call = (struct glue_call){index, &variadic.shapes[i], first, variadic.shape_count};
        for (uint32_t a = 0; a < glue_argument_count(glue, call); a++)
            take_type(glue, glue_argument_type(glue, call, a));
    }
}

static void take_helpers(struct glue *glue, const struct facts *program)
{
    const bool *is_helper = helpers_find(glue->facts, program, &glue->behaviour, glue->arena);
    for (uint32_t i = 0; i < glue->facts->function_count; i++) {
        const struct fact_function *f = &glue->facts->functions[i];
        if (is_helper[i] && !variadic_is(glue->facts, f) && !is_left_alone(f, glue->corrections) && !obstacle(glue, f))
            take_function(glue, i);
    }
}

void glue_plan(const struct facts *facts, const struct facts *program, const struct corrections *corrections,
               const struct stub_set *stubs, struct arena *arena, struct glue *ret_glue)
{
    static const struct corrections none;
    struct glue glue = {.facts = facts,
                        .program = program,
                        .arena = arena,
                        .free_type = NO_ID,
                        .corrections = corrections ? corrections : &none};
    behaviour_find(facts, program, corrections, arena, &glue.behaviour);
    glue.numbers = arena_array(arena, facts->type_count + 1, sizeof *glue.numbers);
    memset(glue.numbers, 0xff, facts->type_count * sizeof *glue.numbers);
    glue.types = arena_array(arena, facts->type_count + 1, sizeof *glue.types);
    for (uint32_t i = 0; i < facts->type_count && !glue.type_count; i++)
        if (facts->types[i].kind == TYPE_VOID && !facts->types[i].flags)
            take_type(&glue, i);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *f = &facts->functions[i];
        if (!is_target(facts, f))
            continue;
        const char *reason =
            is_left_alone(f, glue.corrections) ? "left alone: cet.json asks for it" : obstacle(&glue, f);
        if (reason) {
            skip(&glue, f, reason);
            continue;
        }
        if (variadic_is(facts, f))
            take_variadic(&glue, i);
        else
            take_function(&glue, i);
    }
    glue.own_count = glue.call_count;
    if (program && glue.own_count)
        take_helpers(&glue, program);
    for (uint32_t i = 0; i < facts->global_count; i++)
        if (facts->globals[i].is_defined && !facts->globals[i].is_system)
            take_type(&glue, facts->globals[i].type);
    if (stubs)
        take_stubs(&glue, stubs);
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (facts->types[i].kind == TYPE_POINTER && !strcmp(facts->types[i].spelling, "void *")) {
            glue.free_type = i;
            take_type(&glue, i);
            break;
        }
    number_keys(&glue);
    *ret_glue = glue;
}

void glue_release(struct glue *glue)
{
    free(glue->calls);
    free(glue->skips);
    *glue = (struct glue){0};
}

/* What the user wants to be done before and after each test. */
static void write_hook(const char *name, const char *code, struct strbuf *out)
{
    if (code)
        strbuf_printf(out, "CET_GLUE static void cet_glue_%s(void)\n{\n%s\n}\n", name, code);
}

static void write_unit_table(const struct glue *glue, const char *unit, struct strbuf *out)
{
#define TABLE(name) "    cet_glue_" name ", sizeof cet_glue_" name " / sizeof *cet_glue_" name " - 1,\n"
    strbuf_add_text(out, "const struct explore_unit cet_explore_unit = {\n    ");
    strbuf_add_c_literal(out, unit, strlen(unit));
    strbuf_add_text(out, ",\n" TABLE("types") TABLE("functions") TABLE("named") TABLE("globals") TABLE("numbers")
                             TABLE("texts"));
#undef TABLE
    strbuf_printf(out, "    %u, %s, %s};\n", glue->stubs.function_count,
                  glue->corrections->setup ? "cet_glue_setup" : "0",
                  glue->corrections->teardown ? "cet_glue_teardown" : "0");
}

void glue_write(const struct glue *glue, const char *unit, struct strbuf *out)
{
    strbuf_add_text(out, "#include ");
    strbuf_printf(out, "\"%s\"\n", unit);
    /* The unit's macros must not reach into what follows more than needed: initialisers go by position. */
    strbuf_add_text(out, "#undef main\n#include <stddef.h>\n#include <stdlib.h>\n#include \"cet/runtime/explore.h\"\n"
                         "#define CET_GLUE __attribute__((no_sanitize(\"coverage\")))\n\n");
    glue_write_recorders(glue, out);
    glue_write_types(glue, out);
    glue_write_stubs(glue, out);
    glue_write_functions(glue, out);
    glue_write_constants(glue, out);
    write_hook("setup", glue->corrections->setup, out);
    write_hook("teardown", glue->corrections->teardown, out);
    write_unit_table(glue, unit, out);
}
