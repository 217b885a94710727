/* Functions with their thunks, what function pointers may point to, globals and constants. */
#include <stdio.h>
#include <string.h>

#include "c_type.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "glue.h"

#define NUMBERS_MAX 1500u
#define TABLE_NUMBERS_MAX 300u
#define TEXT_BYTES_MAX 40u
#define TEXTS_MAX 800u
#define LIST_CALLER "cet_glue_call_with_list_%u"

static void write_fixed(const struct glue *glue, const struct shape_fixed *fixed, struct strbuf *out)
{
    strbuf_add_text(out, "(");
    c_type_declare(glue->facts, fixed->type, "", out);
    strbuf_add_text(out, ")");
    if (fixed->text)
        strbuf_add_c_literal(out, fixed->text, strlen(fixed->text));
    else
        strbuf_printf(out, "%lldLL", (long long)fixed->number);
}

/* Of a function that takes a va_list: what makes it, for all shapes. */
static void write_list_caller(const struct glue *glue, uint32_t n, const struct fact_function *f, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    if (glue->calls[n].first != n || !variadic_takes_list(glue->facts, f))
        return;
    strbuf_printf(&name, LIST_CALLER, n);
    strbuf_add_text(out, "#include <stdarg.h>\nCET_GLUE static ");
    variadic_declare_caller(glue->facts, f, strbuf_text(&name), out);
    strbuf_add_char(out, '\n');
    variadic_add_caller_body(glue->facts, f, out);
}

static void write_called_name(const struct glue *glue, uint32_t n, const struct fact_function *f, struct strbuf *out)
{
    if (variadic_takes_list(glue->facts, f))
        strbuf_printf(out, LIST_CALLER, glue->calls[n].first);
    else
        strbuf_add_text(out, f->name);
}

static void write_thunk(const struct glue *glue, uint32_t n, const struct fact_function *f, struct strbuf *out)
{
    const struct glue_call *call = &glue->calls[n];
    const uint32_t count = glue_argument_count(glue, call);
    strbuf_printf(out,
                  "CET_GLUE static void cet_glue_call_%u(void *const *cet_args, void *cet_result)\n{\n    "
                  "(void)cet_args, (void)cet_result;\n    ",
                  n);
    if (glue_resolved(glue, f->result_type)->kind != TYPE_VOID) {
        strbuf_add_text(out, "*(");
        c_type_declare(glue->facts, f->result_type, "*", out);
        strbuf_add_text(out, ")cet_result = ");
    }
    write_called_name(glue, n, f, out);
    strbuf_add_char(out, '(');
    for (uint32_t i = 0, chosen = 0; i < count; i++) {
        const struct shape_fixed *fixed = shape_fixed_at(call->shape, i);
        strbuf_add_text(out, i ? ", " : "");
        if (fixed) {
            write_fixed(glue, fixed, out);
            continue;
        }
        strbuf_add_text(out, "*(");
        c_type_declare(glue->facts, glue_argument_type(glue, call, i), "*", out);
        strbuf_printf(out, ")cet_args[%u]", chosen++);
    }
    strbuf_add_text(out, ");\n}\n");
}

/* A parameter's place among those that are chosen: what is fixed before it does not count. */
static uint32_t chosen_place(const struct call_shape *shape, uint32_t param)
{
    uint32_t place = param;
    if (param == NO_ID || shape_fixed_at(shape, param))
        return NO_ID;
    for (uint32_t i = 0; i < param; i++)
        place -= shape_fixed_at(shape, i) != NULL;
    return place;
}

static void write_params(const struct glue *glue, uint32_t n, struct strbuf *out)
{
    const uint32_t function = glue->calls[n].function;
    const struct call_shape *shape = glue->calls[n].shape;
    const struct fact_function *f = &glue->facts->functions[function];
    const struct role *roles = glue->behaviour.params[function];
    strbuf_printf(out, "static const struct explore_param cet_glue_function_params_%u[] = {\n", n);
    for (uint32_t i = 0; i < variadic_named_count(glue->facts, f); i++) {
        struct role role = roles ? roles[i] : (struct role){.partner = NO_ID, .type = f->params[i].type};
        if (!shape_fixed_at(shape, i))
            strbuf_printf(out, "    {\"%s\", %u, %u, %u, %u, %u, %u},\n", f->params[i].name, glue->numbers[role.type],
                          role.kind, chosen_place(shape, role.partner) & 0xffff, role.is_nonnull, role.minimum,
                          role.is_guess);
    }
    for (uint32_t i = 0; shape && i < shape->arg_count; i++)
        strbuf_printf(out, "    {\"%s\", %u, %u, 65535, %u, %u},\n", shape->args[i].name,
                      glue->numbers[shape->args[i].type], shape->args[i].role, shape->args[i].is_there,
                      shape->args[i].minimum);
    strbuf_add_text(out, "    {0}};\n");
}

static void write_constants_of_shape(const struct glue *glue, uint32_t n, struct strbuf *out)
{
    const struct call_shape *shape = glue->calls[n].shape;
    if (!shape)
        return;
    strbuf_printf(out, "static const struct explore_constant cet_glue_constants_%u[] = {\n", n);
    for (uint32_t i = 0; i < shape->fixed_count; i++) {
        const struct shape_fixed *fixed = &shape->fixed[i];
        const uint32_t named_count = variadic_named_count(glue->facts, glue_function(glue, n));
        const char *name = fixed->position < named_count ? glue_function(glue, n)->params[fixed->position].name : "";
        strbuf_printf(out, "    {%u, \"%s\", %u, ", fixed->position, name, glue->numbers[fixed->type]);
        if (fixed->text)
            strbuf_add_c_literal(out, fixed->text, strlen(fixed->text));
        else
            strbuf_add_char(out, '0');
        strbuf_printf(out, ", %lldLL},\n", (long long)fixed->number);
    }
    strbuf_add_text(out, "    {0}};\n");
}

/* The end of the row, for a variadic function alone. */
static void write_shape(const struct glue *glue, uint32_t n, struct strbuf *out)
{
    const struct glue_call *call = &glue->calls[n];
    if (!call->shape)
        return;
    const uint32_t named_count = variadic_named_count(glue->facts, glue_function(glue, n));
    uint32_t named = named_count;
    for (uint32_t i = 0; i < call->shape->fixed_count; i++)
        named -= call->shape->fixed[i].position < named_count;
    strbuf_printf(out, ", 0, cet_glue_constants_%u, %u, %u, %u, %u", n, call->shape->fixed_count, named, call->first,
                  call->count);
}

static void write_free(const struct glue *glue, struct strbuf *out, bool is_table)
{
    if (glue->free_type == NO_ID)
        return;
    if (is_table) {
        strbuf_add_text(out, "    {\"free\", \"free\", cet_glue_call_free, (void (*)(void))free, 0, "
                             "cet_glue_function_params_free, 1, 0, 0, 0},\n");
        return;
    }
    strbuf_printf(
        out,
        "CET_GLUE static void cet_glue_call_free(void *const *cet_args, void *cet_result)\n{\n"
        "    (void)cet_result;\n    free(*(void **)cet_args[0]);\n}\n"
        "static const struct explore_param cet_glue_function_params_free[] = {{\"ptr\", %u, %u, 65535, 0, 0}};\n",
        glue->numbers[glue->free_type], EXPLORE_ROLE_DESTROY);
}

static const char *const libc_functions[][2] = {
    {"malloc", "f(u8)*void"}, {"free", "f(*void)void"}, {"realloc", "f(*void,u8)*void"}, {"calloc", "f(u8,u8)*void"}};

/* Functions of the unit and of libc's allocator whose type some pointer asks for. */
static void write_named(const struct glue *glue, struct strbuf *out)
{
    strbuf_add_text(out, "static const struct explore_named cet_glue_named[] = {\n");
    for (uint32_t n = 0; n < glue->type_count; n++) {
        if (glue_resolved(glue, glue->types[n])->kind != TYPE_FUNCTION)
            continue;
        bool is_first = true;
        for (uint32_t i = 0; i < n; i++)
            is_first &= strcmp(glue->keys[i], glue->keys[n]) != 0;
        if (!is_first)
            continue;
        for (size_t i = 0; i < ARRAY_LENGTH(libc_functions); i++)
            if (!strcmp(libc_functions[i][1], glue->keys[n]))
                strbuf_printf(out, "    {\"%s\", %u, (void (*)(void))%s},\n", libc_functions[i][0], n,
                              libc_functions[i][0]);
        for (uint32_t i = 0; i < glue->own_count; i++) {
            const struct fact_function *f = glue_function(glue, i);
            if (glue->calls[i].shape && glue->calls[i].first != i)
                continue;
            SCOPED(strbuf_release) struct strbuf key = {0};
            c_type_canonical(glue->facts, f->type, &key);
            if (!strcmp(strbuf_text(&key), glue->keys[n]))
                strbuf_printf(out, "    {\"%s\", %u, (void (*)(void))%s},\n", f->name, n, f->name);
        }
    }
    strbuf_add_text(out, "    {0}};\n\n");
}

static void write_globals(const struct glue *glue, struct strbuf *out)
{
    strbuf_add_text(out, "static const struct explore_global cet_glue_globals[] = {\n");
    for (uint32_t i = 0; i < glue->stubs.global_count; i++) {
        const struct fact_global *g = &glue->facts->globals[glue->stubs.globals[i]];
        if (!g->is_thread_local && glue_resolved(glue, g->type)->size_bytes <= 4096)
            strbuf_printf(out, "    {\"%s\", %u, (void *)&%s},\n", g->name, glue->numbers[g->type], g->name);
    }
    for (uint32_t i = 0; i < glue->facts->global_count; i++) {
        const struct fact_global *g = &glue->facts->globals[i];
        const struct fact_type *t = glue_resolved(glue, g->type);
        if (!g->is_defined || g->is_system || g->is_local_static || g->is_thread_local || !t->size_bytes ||
            t->size_bytes > 4096 || g->range.file >= glue->facts->file_count ||
            !glue->facts->files[g->range.file].is_main)
            continue;
        strbuf_printf(out, "    {\"%s\", %u, (void *)&%s},\n", g->name, glue->numbers[g->type], g->name);
    }
    strbuf_add_text(out, "    {0}};\n\n");
}

void glue_write_functions(const struct glue *glue, struct strbuf *out)
{
    for (uint32_t n = 0; n < glue->call_count; n++) {
        write_list_caller(glue, n, glue_function(glue, n), out);
        write_thunk(glue, n, glue_function(glue, n), out);
        write_params(glue, n, out);
        write_constants_of_shape(glue, n, out);
    }
    write_free(glue, out, false);
    strbuf_add_text(out, "static const struct explore_function cet_glue_functions[] = {\n");
    for (uint32_t n = 0; n < glue->call_count; n++) {
        const struct fact_function *f = glue_function(glue, n);
        const struct call_shape *shape = glue->calls[n].shape;
        const uint32_t fixed_count = shape ? shape->fixed_count : 0;
        strbuf_printf(out, "    {\"%s\", ", f->name);
        strbuf_add_c_literal(out, f->id, strlen(f->id));
        strbuf_printf(out, ", cet_glue_call_%u, (void (*)(void))%s, %u, cet_glue_function_params_%u, %u, %u, %u, %u", n,
                      f->name, glue->numbers[f->result_type], n,
                      glue_argument_count(glue, &glue->calls[n]) - fixed_count, f->linkage != LINKAGE_EXTERNAL,
                      n < glue->own_count, f->range.line);
        write_shape(glue, n, out);
        strbuf_add_text(out, "},\n");
    }
    write_free(glue, out, true);
    glue_write_stub_setters(glue, out);
    strbuf_add_text(out, "    {0}};\n\n");
    write_named(glue, out);
    write_globals(glue, out);
}

static void add_number(struct map *seen, int64_t number, size_t limit, struct strbuf *out)
{
    char text[32];
    bool is_new;
    snprintf(text, sizeof text, "%lld", (long long)number);
    if (seen->count >= limit)
        return;
    map_add(seen, text, 0, &is_new);
    if (is_new && number == INT64_MIN)
        strbuf_add_text(out, "(-9223372036854775807LL - 1), ");
    else if (is_new)
        strbuf_printf(out, "%sLL, ", text);
}

/* Constants inside functions and of macros before those of tables: a table may hold many thousands. */
static void write_numbers(const struct glue *glue, struct strbuf *out)
{
    const struct facts *facts = glue->facts;
    SCOPED(map_release) struct map seen = {0};
    strbuf_add_text(out, "static const int64_t cet_glue_numbers[] = {");
    for (size_t i = 0; i < glue->corrections->number_count; i++)
        add_number(&seen, glue->corrections->numbers[i], NUMBERS_MAX, out);
    for (uint32_t i = 0; i < facts->constant_count; i++)
        if (!facts->constants[i].is_string && facts->constants[i].function != NO_ID)
            add_number(&seen, facts->constants[i].value, NUMBERS_MAX, out);
    for (uint32_t i = 0; i < facts->macro_count; i++)
        if (facts->macros[i].has_value && !facts->macros[i].is_system)
            add_number(&seen, facts->macros[i].value, NUMBERS_MAX, out);
    size_t limit = seen.count + TABLE_NUMBERS_MAX;
    for (uint32_t i = 0; i < facts->constant_count; i++)
        if (!facts->constants[i].is_string && facts->constants[i].function == NO_ID)
            add_number(&seen, facts->constants[i].value, limit, out);
    strbuf_add_text(out, "0};\n");
}

static void add_constant_text(struct map *seen, const char *bytes, size_t length, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf literal = {0};
    bool is_new;
    if (!length || length > TEXT_BYTES_MAX || seen->count >= TEXTS_MAX)
        return;
    strbuf_add_c_literal(&literal, bytes, length);
    map_add(seen, strbuf_text(&literal), 0, &is_new);
    if (is_new)
        strbuf_printf(out, "    {%s, %zu},\n", strbuf_text(&literal), length);
}

void glue_write_constants(const struct glue *glue, struct strbuf *out)
{
    const struct facts *facts = glue->facts;
    SCOPED(map_release) struct map seen = {0};
    write_numbers(glue, out);
    strbuf_add_text(out, "static const struct explore_text cet_glue_texts[] = {\n");
    for (size_t i = 0; i < glue->corrections->text_count; i++)
        add_constant_text(&seen, glue->corrections->texts[i], strlen(glue->corrections->texts[i]), out);
    for (uint32_t i = 0; i < facts->constant_count; i++)
        if (facts->constants[i].is_string)
            add_constant_text(&seen, facts->constants[i].bytes, facts->constants[i].length, out);
    strbuf_add_text(out, "    {0}};\n\n");
}
