/* The plan as JSON, in the words that test_plan.c reads. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cet/core/json.h"
#include "test_plan_words.h"

static void put_number(struct json_writer *json, int64_t number, bool is_unsigned)
{
    char text[32];
    snprintf(text, sizeof text, is_unsigned ? "%llu" : "%lld", (unsigned long long)number);
    json_string(json, "number", text);
    if (is_unsigned)
        json_bool(json, "unsigned", true);
}

static void put_real(struct json_writer *json, const char *key, double real)
{
    char text[40];
    snprintf(text, sizeof text, "%.17g", real);
    json_string(json, key, text);
}

static void put_bytes(struct json_writer *json, const char *bytes, size_t length)
{
    bool is_text = true;
    for (size_t i = 0; i < length; i++)
        is_text &= bytes[i] >= ' ' && bytes[i] < 127;
    if (is_text) {
        json_string_bytes(json, "text", bytes, length);
        return;
    }
    struct strbuf hex = {0};
    for (size_t i = 0; i < length; i++)
        strbuf_printf(&hex, "%02x", (unsigned char)bytes[i]);
    json_string(json, "hex", strbuf_text(&hex));
    strbuf_release(&hex);
}

static void put_optional(struct json_writer *json, const char *key, const char *text)
{
    if (text && *text)
        json_string(json, key, text);
}

static void put_ids(struct json_writer *json, const char *key, const uint32_t *ids, uint32_t count)
{
    json_array_begin(json, key);
    for (uint32_t i = 0; i < count; i++)
        json_uint(json, NULL, ids[i]);
    json_array_end(json);
}

static void format_value(struct json_writer *json, const struct plan_value *v)
{
    json_object_begin(json, NULL);
    json_string(json, "kind", plan_value_kind_text(v->kind));
    json_string(json, "type", v->type);
    put_optional(json, "field", v->field);
    put_optional(json, "name", v->name);
    if (v->kind == PLAN_INT || v->kind == PLAN_RESULT ||
        ((v->kind == PLAN_FILE || v->kind == PLAN_MEMBER) && v->number))
        put_number(json, v->number, v->is_unsigned);
    if (v->kind == PLAN_FLOAT)
        put_real(json, "real", v->real);
    if (v->kind == PLAN_STRING || v->kind == PLAN_BYTES || v->kind == PLAN_FILE || v->kind == PLAN_FUNCTION ||
        v->kind == PLAN_PATH || v->kind == PLAN_MEMBER)
        put_bytes(json, v->bytes, v->length);
    if (v->kind == PLAN_BUFFER) {
        json_uint(json, "length", v->length);
        json_uint(json, "fill", v->fill);
        if (v->rule) {
            json_string(json, "rule", plan_rule_text(v->rule));
            put_number(json, v->number, false);
        }
    }
    if (v->item_count)
        put_ids(json, "items", v->items, v->item_count);
    json_object_end(json);
}

static void format_step(struct json_writer *json, const struct plan_step *step)
{
    json_object_begin(json, NULL);
    json_string(json, "function", step->function);
    json_string(json, "result", step->result_type);
    put_ids(json, "args", step->args, step->arg_count);
    if (step->fail_allocation)
        json_int(json, "failAllocation", step->fail_allocation);
    if (step->is_setup)
        json_bool(json, "setup", true);
    if (step->is_cleanup)
        json_bool(json, "cleanup", true);
    if (step->clears_errno)
        json_bool(json, "clearsErrno", true);
    json_object_end(json);
}

static void format_expect(struct json_writer *json, const struct plan_expect *e)
{
    json_object_begin(json, NULL);
    json_string(json, "kind", plan_expect_kind_text(e->kind));
    json_uint(json, "step", e->after_step);
    bool has_root = e->kind < PLAN_EXPECT_LOG || e->kind == PLAN_EXPECT_OUTPUT;
    if (has_root)
        json_string(json, "root", e->root_is_global ? "global" : e->root_is_result ? "result" : "value");
    if (has_root && !e->root_is_global)
        json_uint(json, "index", e->root);
    put_optional(json, "path", e->path);
    put_optional(json, "type", e->type);
    if (e->kind == PLAN_EXPECT_INT || e->kind == PLAN_EXPECT_POINTS || e->kind == PLAN_EXPECT_ERRNO ||
        e->kind == PLAN_EXPECT_EXIT)
        put_number(json, e->number, e->is_unsigned);
    if (e->kind == PLAN_EXPECT_SUM) {
        json_uint(json, "length", e->length);
        put_number(json, e->number, true);
    }
    if (e->kind == PLAN_EXPECT_FLOAT) {
        put_real(json, "real", e->real);
        put_real(json, "tolerance", e->tolerance);
    }
    if (e->kind == PLAN_EXPECT_POINTS)
        json_uint(json, "target", e->target);
    if (e->kind == PLAN_EXPECT_STRING || e->kind == PLAN_EXPECT_BYTES || e->kind == PLAN_EXPECT_LOG ||
        e->kind == PLAN_EXPECT_OUTPUT)
        put_bytes(json, e->bytes, e->length);
    if (e->kills)
        json_uint(json, "kills", e->kills);
    json_object_end(json);
}

static void format_calls(struct json_writer *json, const struct plan_test *test)
{
    json_array_begin(json, "values");
    for (uint32_t i = 0; i < test->value_count; i++)
        format_value(json, &test->values[i]);
    json_array_end(json);
    json_array_begin(json, "steps");
    for (uint32_t i = 0; i < test->step_count; i++)
        format_step(json, &test->steps[i]);
    json_array_end(json);
}

static void format_texts(struct json_writer *json, const char *key, const char *const *texts, uint32_t count)
{
    if (!count)
        return;
    json_array_begin(json, key);
    for (uint32_t i = 0; i < count; i++)
        json_string(json, NULL, texts[i]);
    json_array_end(json);
}

static void format_test(struct json_writer *json, const struct plan_test *test)
{
    json_object_begin(json, NULL);
    json_string(json, "function", test->function);
    json_string(json, "kind", plan_kind_text(test->kind));
    json_uint(json, "branches", test->branches);
    json_uint(json, "mutants", test->mutants);
    format_texts(json, "ownPlaces", test->own_places, test->own_place_count);
    format_texts(json, "ownMutants", test->own_mutants, test->own_mutant_count);
    put_optional(json, "contributes", test->contributes);
    format_calls(json, test);
    json_array_begin(json, "expects");
    for (uint32_t i = 0; i < test->expect_count; i++)
        format_expect(json, &test->expects[i]);
    json_array_end(json);
    json_object_end(json);
}

static void format_property(struct json_writer *json, const struct plan_property *p)
{
    char text[32];
    json_object_begin(json, NULL);
    json_string(json, "kind", plan_property_text(p->kind));
    json_string(json, "function", p->function);
    put_optional(json, "partner", p->partner);
    json_string(json, "result", p->result_type);
    json_uint(json, "heldOn", p->held_on);
    snprintf(text, sizeof text, "%lld", (long long)p->low);
    json_string(json, "low", text);
    snprintf(text, sizeof text, "%lld", (long long)p->high);
    json_string(json, "high", text);
    json_array_begin(json, "domains");
    for (uint32_t i = 0; i < p->domain_count; i++)
        json_string(json, NULL, p->domains[i]);
    json_array_end(json);
    json_array_begin(json, "types");
    for (uint32_t i = 0; i < p->domain_count; i++)
        json_string(json, NULL, p->param_types[i]);
    json_array_end(json);
    json_object_end(json);
}

static void format_crash(struct json_writer *json, const struct plan_crash *crash)
{
    json_object_begin(json, NULL);
    json_string(json, "function", crash->function);
    json_string(json, "outcome", crash->outcome);
    put_optional(json, "inputs", crash->inputs);
    json_bool(json, "contract", crash->is_contract);
    put_optional(json, "evidence", crash->evidence);
    put_optional(json, "program", crash->program);
    format_calls(json, &crash->test);
    json_object_end(json);
}

void test_plan_format(const struct test_plan *plan, struct strbuf *out)
{
    char seed[32];
    struct json_writer json = {.out = out, .indent = 1};
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)plan->seed);
    json_object_begin(&json, NULL);
    json_string(&json, "format", TEST_PLAN_FORMAT);
    json_uint(&json, "version", TEST_PLAN_VERSION);
    json_string(&json, "unit", plan->unit);
    json_string(&json, "seed", seed);
    json_uint(&json, "executions", plan->executions);
    json_bool(&json, "capped", plan->was_capped);
    json_array_begin(&json, "tests");
    for (size_t i = 0; i < plan->test_count; i++)
        format_test(&json, &plan->tests[i]);
    json_array_end(&json);
    json_array_begin(&json, "properties");
    for (size_t i = 0; i < plan->property_count; i++)
        format_property(&json, &plan->properties[i]);
    json_array_end(&json);
    json_array_begin(&json, "skipped");
    for (size_t i = 0; i < plan->skipped_count; i++) {
        json_object_begin(&json, NULL);
        json_string(&json, "function", plan->skipped[i].function);
        json_string(&json, "reason", plan->skipped[i].reason);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_array_begin(&json, "stubs");
    for (size_t i = 0; i < plan->stub_count; i++) {
        json_object_begin(&json, NULL);
        json_string(&json, plan->stubs[i].is_variable ? "variable" : "function", plan->stubs[i].name);
        if (plan->stubs[i].definition)
            json_string(&json, "definition", plan->stubs[i].definition);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_array_begin(&json, "crashes");
    for (size_t i = 0; i < plan->crash_count; i++)
        format_crash(&json, &plan->crashes[i]);
    json_array_end(&json);
    json_object_end(&json);
}
