#include "variadic.h"

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "variadic_shapes.h"

/* ---- what a selector asks for ------------------------------------------------------------------------------------ */

static bool has_case(const struct read_case *cases, uint32_t count, int64_t value)
{
    for (uint32_t i = 0; i < count; i++)
        if (!cases[i].is_default && cases[i].value == value)
            return true;
    return false;
}

/* A number that no case is for: what the default reads, without one nothing. */
static void add_other_case(const struct shape_finder *f, const struct variadic_body *body, uint32_t param,
                           const struct read_case *cases, uint32_t count)
{
    int64_t value = 0;
    uint32_t other = 0;
    while (has_case(cases, count, value))
        value++;
    while (other < count && !cases[other].is_default)
        other++;
    const uint32_t reads = other < count ? cases[other].read_count : 0;
    if (other < count && (cases[other].is_unknown || !shape_takes_reads(f, body, cases[other].reads, reads)))
        return;
    struct call_shape *shape = shape_add(f, reads);
    shape_fix(shape, param, f->function->params[param].type, NULL, value);
    if (reads)
        shape_add_reads(f, body, cases[other].reads, reads, shape->args);
}

static bool find_selector(const struct shape_finder *f, const struct variadic_body *body)
{
    struct read_case cases[CASES_MAX];
    uint32_t param;
    if (!body->is_whole || !body->read_count)
        return false;
    const uint32_t count = reads_find_cases(body, &param, cases, CASES_MAX);
    if (!count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        if (cases[i].is_default || cases[i].is_unknown ||
            !shape_takes_reads(f, body, cases[i].reads, cases[i].read_count))
            continue;
        struct call_shape *shape = shape_add(f, cases[i].read_count);
        shape_fix(shape, param, f->function->params[param].type, NULL, cases[i].value);
        shape_add_reads(f, body, cases[i].reads, cases[i].read_count, shape->args);
    }
    if (count < CASES_MAX)
        add_other_case(f, body, param, cases, count);
    const char *name = f->function->params[param].name;
    f->variadic->meaning = arena_printf(f->arena, "what '%s' asks for", name);
    f->variadic->evidence = arena_printf(f->arena, "va_arg stands in the cases of a switch over '%s'", name);
    return f->variadic->shape_count > 0;
}

/* ---- as va_arg takes them ---------------------------------------------------------------------------------------- */

/* In order and once each; where there is but one type, those that some path skips do no harm. */
static bool find_plain(const struct shape_finder *f, const struct variadic_body *body)
{
    bool is_certain = true;
    if (!body->is_whole || !shape_takes_reads(f, body, body->reads, body->read_count))
        return false;
    for (uint32_t i = 0; i < body->read_count; i++) {
        is_certain &= read_is_certain(body, body->reads[i], 0);
        if (read_is_in_loop(body, body->reads[i]))
            return false;
    }
    if (!is_certain && !reads_have_one_type(body))
        return false;
    shape_add_reads(f, body, body->reads, body->read_count, shape_add(f, body->read_count)->args);
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
    const struct shape_finder finding = {facts, function, arena, &variadic};
    variadic_body_find(facts, function, &body);
    const bool is_known = find_format_shapes(&finding, &body) || find_list_shapes(&finding, &body) ||
                          find_counted_shapes(&finding, &body) || find_selector(&finding, &body) ||
                          find_letter_shapes(&finding, &body) || find_plain(&finding, &body);
    if (!is_known || !variadic.shape_count)
        variadic = (struct variadic){
            .obstacle = "variable arguments whose types and number the source does not tell: declare a format or "
                        "sentinel attribute, or call it from a wrapper with a fixed signature"};
    *ret_variadic = variadic;
}
