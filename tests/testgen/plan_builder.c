#include "plan_builder.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/facts.h"

void begin_plan(struct plan_builder *b, const char *unit, uint64_t seed)
{
    *b = (struct plan_builder){.plan = {.unit = unit, .seed = seed}};
}

void release_plan(struct plan_builder *b)
{
    free(b->plan.tests);
    free(b->plan.properties);
    arena_release(&b->plan.arena);
}

struct plan_test *begin_test(struct plan_builder *b, const char *function, enum plan_kind kind)
{
    struct arena *arena = &b->plan.arena;
    const struct plan_test test = {.function = function,
                                   .kind = kind,
                                   .values = arena_array(arena, BUILDER_ITEMS, sizeof(struct plan_value)),
                                   .steps = arena_array(arena, BUILDER_ITEMS, sizeof(struct plan_step)),
                                   .expects = arena_array(arena, BUILDER_ITEMS, sizeof(struct plan_expect))};
    ARRAY_PUSH(b->plan.tests, b->plan.test_count, b->plan.test_capacity, test);
    b->test = &b->plan.tests[b->plan.test_count - 1];
    return b->test;
}

uint32_t add_value(struct plan_builder *b, struct plan_value value, unsigned item_count, const uint32_t *items)
{
    value.items = arena_array(&b->plan.arena, item_count, sizeof *items);
    value.item_count = item_count;
    if (item_count)
        memcpy(value.items, items, item_count * sizeof *items);
    value.type = value.type ? value.type : "";
    value.name = value.name ? value.name : "";
    value.field = value.field ? value.field : "";
    b->test->values[b->test->value_count] = value;
    return b->test->value_count++;
}

uint32_t an_int(struct plan_builder *b, const char *type, int64_t number)
{
    return add_value(b, (struct plan_value){.kind = PLAN_INT, .type = type, .number = number}, 0, NULL);
}

uint32_t a_float(struct plan_builder *b, const char *type, double real)
{
    return add_value(b, (struct plan_value){.kind = PLAN_FLOAT, .type = type, .real = real}, 0, NULL);
}

uint32_t a_string(struct plan_builder *b, const char *type, const char *text)
{
    return add_value(b, (struct plan_value){.kind = PLAN_STRING, .type = type, .bytes = text, .length = strlen(text)},
                     0, NULL);
}

uint32_t some_bytes(struct plan_builder *b, const char *type, const char *bytes, size_t length)
{
    return add_value(b, (struct plan_value){.kind = PLAN_BYTES, .type = type, .bytes = bytes, .length = length}, 0,
                     NULL);
}

uint32_t a_buffer(struct plan_builder *b, const char *type, const char *name, size_t length, uint8_t fill)
{
    return add_value(
        b, (struct plan_value){.kind = PLAN_BUFFER, .type = type, .name = name, .length = length, .fill = fill}, 0,
        NULL);
}

uint32_t a_null(struct plan_builder *b, const char *type)
{
    return add_value(b, (struct plan_value){.kind = PLAN_NULL, .type = type}, 0, NULL);
}

uint32_t an_object(struct plan_builder *b, const char *type, const char *name)
{
    return add_value(b, (struct plan_value){.kind = PLAN_OBJECT, .type = type, .name = name}, 0, NULL);
}

uint32_t address_of(struct plan_builder *b, uint32_t value)
{
    return add_value(b, (struct plan_value){.kind = PLAN_ADDRESS}, 1, &value);
}

uint32_t result_of(struct plan_builder *b, uint32_t step, const char *type, const char *name)
{
    return add_value(b, (struct plan_value){.kind = PLAN_RESULT, .type = type, .name = name, .number = step}, 0, NULL);
}

uint32_t a_callback(struct plan_builder *b, const char *type, const char *name)
{
    return add_value(b, (struct plan_value){.kind = PLAN_CALLBACK, .type = type, .name = name}, 0, NULL);
}

uint32_t a_file(struct plan_builder *b, const char *content)
{
    return add_value(
        b,
        (struct plan_value){
            .kind = PLAN_FILE, .type = "FILE *", .name = "file", .bytes = content, .length = strlen(content)},
        0, NULL);
}

static uint32_t add_step(struct plan_builder *b, struct plan_step step, unsigned arg_count, va_list args)
{
    step.args = arena_array(&b->plan.arena, arg_count, sizeof *step.args);
    step.arg_count = arg_count;
    for (unsigned i = 0; i < arg_count; i++)
        step.args[i] = va_arg(args, uint32_t);
    b->test->steps[b->test->step_count] = step;
    return b->test->step_count++;
}

uint32_t call(struct plan_builder *b, const char *function, const char *result_type, unsigned arg_count, ...)
{
    va_list args;
    va_start(args, arg_count);
    const uint32_t step =
        add_step(b, (struct plan_step){.function = function, .result_type = result_type}, arg_count, args);
    va_end(args);
    return step;
}

uint32_t set_up(struct plan_builder *b, const char *function, const char *result_type, unsigned arg_count, ...)
{
    va_list args;
    va_start(args, arg_count);
    const uint32_t step = add_step(
        b, (struct plan_step){.function = function, .result_type = result_type, .is_setup = true}, arg_count, args);
    va_end(args);
    return step;
}

uint32_t clean_up(struct plan_builder *b, const char *function, unsigned arg_count, ...)
{
    va_list args;
    va_start(args, arg_count);
    const uint32_t step = add_step(
        b, (struct plan_step){.function = function, .result_type = "void", .is_cleanup = true}, arg_count, args);
    va_end(args);
    return step;
}

struct plan_expect *add_expect(struct plan_builder *b, struct plan_expect expect)
{
    expect.path = expect.path ? expect.path : "";
    expect.type = expect.type ? expect.type : "";
    b->test->expects[b->test->expect_count] = expect;
    return &b->test->expects[b->test->expect_count++];
}

static uint32_t last_act(const struct plan_builder *b)
{
    uint32_t step = b->test->step_count;
    while (step > 0 && b->test->steps[step - 1].is_cleanup)
        step--;
    return step ? step - 1 : 0;
}

void expect_result_int(struct plan_builder *b, uint32_t step, const char *path, int64_t number)
{
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_INT,
                                       .after_step = step,
                                       .root_is_result = true,
                                       .root = step,
                                       .path = path,
                                       .number = number});
}

void expect_result_text(struct plan_builder *b, uint32_t step, const char *text)
{
    add_expect(b, (struct plan_expect){.kind = PLAN_EXPECT_STRING,
                                       .after_step = step,
                                       .root_is_result = true,
                                       .root = step,
                                       .bytes = text,
                                       .length = strlen(text)});
}

void expect_value_int(struct plan_builder *b, uint32_t value, const char *path, int64_t number)
{
    add_expect(b,
               (struct plan_expect){
                   .kind = PLAN_EXPECT_INT, .after_step = last_act(b), .root = value, .path = path, .number = number});
}

void expect_log(struct plan_builder *b, const char *text)
{
    add_expect(b, (struct plan_expect){
                      .kind = PLAN_EXPECT_LOG, .after_step = last_act(b), .bytes = text, .length = strlen(text)});
}

struct plan_property *add_property(struct plan_builder *b, enum plan_property_kind kind, const char *function,
                                   const char *result_type, unsigned param_count, ...)
{
    struct plan_property property = {.kind = kind,
                                     .function = function,
                                     .partner = "",
                                     .held_on = 500,
                                     .domains = arena_array(&b->plan.arena, param_count, sizeof(char *)),
                                     .param_types = arena_array(&b->plan.arena, param_count, sizeof(char *)),
                                     .domain_count = param_count,
                                     .result_type = result_type};
    va_list args;
    va_start(args, param_count);
    for (unsigned i = 0; i < param_count; i++) {
        property.param_types[i] = va_arg(args, const char *);
        property.domains[i] = va_arg(args, const char *);
    }
    va_end(args);
    ARRAY_PUSH(b->plan.properties, b->plan.property_count, b->plan.property_capacity, property);
    return &b->plan.properties[b->plan.property_count - 1];
}

/* ---- facts ----------------------------------------------------------------------------------------------------------
 */

static uint32_t find_or_add(struct facts *facts, struct fact_type type)
{
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (strcmp(facts->types[i].spelling, type.spelling) == 0)
            return i;
    if (!facts->types)
        facts->types = arena_array(&facts->arena, BUILDER_ITEMS, sizeof *facts->types);
    type.name = type.name ? type.name : "";
    facts->types[facts->type_count] = type;
    return facts->type_count++;
}

uint32_t fact_scalar(struct facts *facts, const char *spelling, int kind, uint64_t size, bool is_signed)
{
    return find_or_add(facts, (struct fact_type){.kind = (uint8_t)kind,
                                                 .spelling = spelling,
                                                 .size_bytes = size,
                                                 .flags = is_signed ? TYPE_FLAG_SIGNED : 0});
}

uint32_t fact_pointer(struct facts *facts, const char *spelling, uint32_t target)
{
    return find_or_add(
        facts, (struct fact_type){.kind = TYPE_POINTER, .spelling = spelling, .size_bytes = 8, .target = target});
}

uint32_t fact_const(struct facts *facts, const char *spelling, uint32_t of)
{
    struct fact_type type = facts->types[of];
    type.spelling = spelling;
    type.flags |= TYPE_FLAG_CONST;
    return find_or_add(facts, type);
}

uint32_t fact_struct(struct facts *facts, const char *spelling, unsigned field_count, ...)
{
    struct fact_type type = {.kind = TYPE_STRUCT, .spelling = spelling, .field_count = field_count, .size_bytes = 8};
    type.name = strncmp(spelling, "struct ", 7) == 0 ? spelling + 7 : spelling;
    type.fields = arena_array(&facts->arena, field_count, sizeof *type.fields);
    va_list args;
    va_start(args, field_count);
    for (unsigned i = 0; i < field_count; i++) {
        type.fields[i].name = va_arg(args, const char *);
        type.fields[i].type = va_arg(args, uint32_t);
    }
    va_end(args);
    return find_or_add(facts, type);
}

uint32_t fact_signature(struct facts *facts, const char *spelling, uint32_t result, unsigned param_count, ...)
{
    struct fact_type type = {.kind = TYPE_FUNCTION, .spelling = spelling, .target = result, .param_count = param_count};
    type.params = arena_array(&facts->arena, param_count, sizeof *type.params);
    va_list args;
    va_start(args, param_count);
    for (unsigned i = 0; i < param_count; i++)
        type.params[i] = va_arg(args, uint32_t);
    va_end(args);
    return find_or_add(facts, type);
}

uint32_t fact_enum(struct facts *facts, const char *spelling, unsigned count, ...)
{
    struct fact_type type = {.kind = TYPE_ENUM, .spelling = spelling, .size_bytes = 4, .enumerator_count = count};
    type.enumerators = arena_array(&facts->arena, count, sizeof *type.enumerators);
    va_list args;
    va_start(args, count);
    for (unsigned i = 0; i < count; i++) {
        type.enumerators[i].name = va_arg(args, const char *);
        type.enumerators[i].value = va_arg(args, int);
    }
    va_end(args);
    return find_or_add(facts, type);
}

void fact_add_function(struct facts *facts, const char *name, unsigned line, uint32_t result, unsigned param_count, ...)
{
    if (!facts->functions)
        facts->functions = arena_array(&facts->arena, BUILDER_ITEMS, sizeof *facts->functions);
    struct fact_function *f = &facts->functions[facts->function_count++];
    *f = (struct fact_function){.id = name,
                                .name = name,
                                .is_defined = true,
                                .result_type = result,
                                .param_count = param_count,
                                .doc = "",
                                .range = {.line = line}};
    f->params = arena_array(&facts->arena, param_count, sizeof *f->params);
    va_list args;
    va_start(args, param_count);
    for (unsigned i = 0; i < param_count; i++) {
        f->params[i].name = va_arg(args, const char *);
        f->params[i].type = va_arg(args, uint32_t);
    }
    va_end(args);
}

void fact_add_global(struct facts *facts, const char *name, uint32_t type)
{
    if (!facts->globals)
        facts->globals = arena_array(&facts->arena, BUILDER_ITEMS, sizeof *facts->globals);
    facts->globals[facts->global_count++] =
        (struct fact_global){.id = name, .name = name, .type = type, .is_defined = true};
}
