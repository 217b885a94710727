#include "cet/model/test_plan.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "test_plan_words.h"

#define PLAN_MAX_BYTES (256u * 1024 * 1024)
#define PLAN_MAX_LIST 100000
#define PLAN_MAX_VALUE_BYTES (1u << 30)
#define PLAN_MAX_NESTING 64

struct reader {
    const char *path;
    struct arena *arena;
    struct error *err;
};

static enum status broken(const struct reader *r, const char *what)
{
    return error_set(r->err, STATUS_INVALID, "'%s': not a test plan: %s", r->path, what);
}

static const char *get_text(const struct reader *r, const cJSON *object, const char *key)
{
    return arena_strdup(r->arena, json_get_text(object, key, ""));
}

/* Numbers stand as text: a double would not hold all of them. */
static int64_t get_number(const cJSON *object, const char *key)
{
    const char *text = json_get_text(object, key, NULL);
    if (!text)
        return json_get_int(object, key, 0);
    return *text == '-' ? strtoll(text, NULL, 10) : (int64_t)strtoull(text, NULL, 10);
}

static uint64_t get_count(const cJSON *object, const char *key)
{
    int64_t count = json_get_int(object, key, 0);
    return count > 0 ? (uint64_t)count : 0;
}

static int digit_of(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* "text" for printable bytes, else "hex". Always followed by a NUL that does not count. */
static enum status get_bytes(const struct reader *r, const cJSON *object, const char **ret_bytes, size_t *ret_length)
{
    const char *hex = json_get_text(object, "hex", NULL);
    if (!hex) {
        *ret_bytes = get_text(r, object, "text");
        *ret_length = strlen(*ret_bytes);
        return STATUS_OK;
    }
    size_t length = strlen(hex) / 2;
    char *bytes = arena_alloc(r->arena, length + 1);
    for (size_t i = 0; i < length; i++) {
        int high = digit_of(hex[2 * i]), low = digit_of(hex[2 * i + 1]);
        if (high < 0 || low < 0)
            return broken(r, "'hex' holds something else");
        bytes[i] = (char)(high * 16 + low);
    }
    *ret_bytes = bytes;
    *ret_length = length;
    return STATUS_OK;
}

/* The list, which may be absent, its length, bounded, and storage for its items. */
static enum status get_list(const struct reader *r, const cJSON *object, const char *key, size_t size,
                            const cJSON **ret_list, void *ret_items, uint32_t *ret_count)
{
    const cJSON *list = json_get(object, key);
    if (list && !cJSON_IsArray(list))
        return broken(r, "something else stands for a list");
    int count = cJSON_GetArraySize(list);
    if (count > PLAN_MAX_LIST)
        return broken(r, "a list is too long");
    void *items = arena_array(r->arena, (size_t)count + 1, size);
    memcpy(ret_items, &items, sizeof items);
    *ret_list = list;
    *ret_count = (uint32_t)count;
    return STATUS_OK;
}

static enum status get_ids(const struct reader *r, const cJSON *object, const char *key, uint32_t **ret_ids,
                           uint32_t *ret_count)
{
    const cJSON *list, *item;
    uint32_t *ids, count, n = 0;
    enum status status = get_list(r, object, key, sizeof *ids, &list, &ids, &count);
    if (status != STATUS_OK)
        return status;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsNumber(item) || item->valuedouble < 0 || item->valuedouble > PLAN_MAX_LIST)
            return broken(r, "an id is no number");
        ids[n++] = (uint32_t)item->valuedouble;
    }
    *ret_ids = ids;
    *ret_count = count;
    return STATUS_OK;
}

static enum status read_value(const struct reader *r, const cJSON *object, struct plan_value *value)
{
    int kind = plan_value_kind_find(json_get_text(object, "kind", ""));
    if (kind < 0)
        return broken(r, "unknown kind of value");
    value->kind = (enum plan_value_kind)kind;
    value->type = get_text(r, object, "type");
    value->field = get_text(r, object, "field");
    value->name = get_text(r, object, "name");
    value->number = get_number(object, "number");
    value->is_unsigned = json_get_bool(object, "unsigned", false);
    value->real = strtod(json_get_text(object, "real", "0"), NULL);
    value->fill = (uint8_t)json_get_int(object, "fill", 0);
    enum status status = get_bytes(r, object, &value->bytes, &value->length);
    if (value->kind == PLAN_BUFFER) {
        const int rule = plan_rule_find(json_get_text(object, "rule", ""));
        value->length = get_count(object, "length");
        value->rule = rule > 0 ? (enum plan_rule)rule : PLAN_NO_RULE;
        if (rule < 0 || (rule && (value->number < 1 || value->number > UINT32_MAX)))
            return broken(r, "unknown rule for a buffer");
    }
    if (value->length > PLAN_MAX_VALUE_BYTES)
        return broken(r, "a buffer is too large");
    return status == STATUS_OK ? get_ids(r, object, "items", &value->items, &value->item_count) : status;
}

static enum status read_step(const struct reader *r, const cJSON *object, struct plan_step *step)
{
    step->function = get_text(r, object, "function");
    step->result_type = get_text(r, object, "result");
    step->fail_allocation = (int32_t)json_get_int(object, "failAllocation", 0);
    step->is_setup = json_get_bool(object, "setup", false);
    step->is_cleanup = json_get_bool(object, "cleanup", false);
    step->clears_errno = json_get_bool(object, "clearsErrno", false);
    return get_ids(r, object, "args", &step->args, &step->arg_count);
}

static enum status read_expect(const struct reader *r, const cJSON *object, struct plan_expect *expect)
{
    int kind = plan_expect_kind_find(json_get_text(object, "kind", ""));
    if (kind < 0)
        return broken(r, "unknown kind of expectation");
    const char *root = json_get_text(object, "root", "");
    expect->kind = (enum plan_expect_kind)kind;
    expect->after_step = (uint32_t)json_get_int(object, "step", 0);
    expect->root_is_result = !strcmp(root, "result");
    expect->root_is_global = !strcmp(root, "global");
    expect->root = (uint32_t)json_get_int(object, "index", 0);
    expect->path = get_text(r, object, "path");
    expect->type = get_text(r, object, "type");
    expect->number = get_number(object, "number");
    expect->is_unsigned = json_get_bool(object, "unsigned", false);
    expect->real = strtod(json_get_text(object, "real", "0"), NULL);
    expect->tolerance = strtod(json_get_text(object, "tolerance", "0"), NULL);
    expect->target = (uint32_t)json_get_int(object, "target", 0);
    expect->kills = (uint32_t)json_get_int(object, "kills", 0);
    const enum status status = get_bytes(r, object, &expect->bytes, &expect->length);
    if (expect->kind == PLAN_EXPECT_SUM)
        expect->length = get_count(object, "length");
    return status;
}

/* How many levels of items are below a value: heights holds them plus one, 0 where nobody has looked. A value that
 * several hold is looked at once. More than PLAN_MAX_NESTING when there are too many or a value holds itself. */
static uint32_t measure_height(const struct plan_test *test, uint32_t id, uint32_t depth, uint8_t *heights)
{
    if (depth > PLAN_MAX_NESTING)
        return PLAN_MAX_NESTING + 1;
    if (heights[id])
        return heights[id] - 1u;
    uint32_t height = 0;
    for (uint32_t i = 0; i < test->values[id].item_count && height <= PLAN_MAX_NESTING; i++) {
        uint32_t below = measure_height(test, test->values[id].items[i], depth + 1, heights);
        height = below + 1 > height ? below + 1 : height;
    }
    if (height <= PLAN_MAX_NESTING)
        heights[id] = (uint8_t)(height + 1);
    return height;
}

static enum status check_nesting(const struct reader *r, const struct plan_test *test)
{
    uint8_t *heights = memory_new((size_t)test->value_count + 1, sizeof *heights);
    enum status status = STATUS_OK;
    for (uint32_t i = 0; i < test->value_count && status == STATUS_OK; i++)
        if (measure_height(test, i, 0, heights) > PLAN_MAX_NESTING)
            status = broken(r, "a value holds itself, or others too deep");
    free(heights);
    return status;
}

/* Every id must name something; an item comes before or after its holder, but never holds it in turn. */
static enum status check_values(const struct reader *r, const struct plan_test *test)
{
    for (uint32_t i = 0; i < test->value_count; i++) {
        const struct plan_value *v = &test->values[i];
        for (uint32_t k = 0; k < v->item_count; k++)
            if (v->items[k] >= test->value_count)
                return broken(r, "an item names no value");
        if ((v->kind == PLAN_ADDRESS || v->kind == PLAN_SAME || v->kind == PLAN_MEMBER) && v->item_count != 1)
            return broken(r, "an address has no target");
        if (v->kind == PLAN_RESULT && (uint64_t)v->number >= test->step_count)
            return broken(r, "a result names no step");
    }
    return check_nesting(r, test);
}

static enum status check_test(const struct reader *r, const struct plan_test *test)
{
    enum status status = check_values(r, test);
    if (status != STATUS_OK)
        return status;
    for (uint32_t i = 0; i < test->step_count; i++)
        for (uint32_t k = 0; k < test->steps[i].arg_count; k++)
            if (test->steps[i].args[k] >= test->value_count)
                return broken(r, "an argument names no value");
    for (uint32_t i = 0; i < test->expect_count; i++) {
        const struct plan_expect *e = &test->expects[i];
        uint32_t bound = e->root_is_result ? test->step_count : test->value_count;
        bool has_root = e->kind < PLAN_EXPECT_LOG || e->kind == PLAN_EXPECT_OUTPUT;
        if (e->after_step >= test->step_count || (has_root && !e->root_is_global && e->root >= bound) ||
            (e->kind == PLAN_EXPECT_POINTS && e->target >= test->value_count))
            return broken(r, "an expectation names nothing");
    }
    return STATUS_OK;
}

static enum status get_texts(const struct reader *r, const cJSON *object, const char *key, const char ***ret_texts,
                             uint32_t *ret_count)
{
    const cJSON *list, *item;
    uint32_t n = 0;
    enum status status = get_list(r, object, key, sizeof **ret_texts, &list, ret_texts, ret_count);
    if (status == STATUS_OK)
        cJSON_ArrayForEach(item, list)(*ret_texts)[n++] =
            arena_strdup(r->arena, cJSON_IsString(item) ? item->valuestring : "");
    return status;
}

static enum status read_test(const struct reader *r, const cJSON *object, struct plan_test *test)
{
    const cJSON *list = NULL, *item;
    uint32_t n = 0;
    int kind = plan_kind_find(json_get_text(object, "kind", "happy path"));
    if (kind < 0)
        return broken(r, "unknown kind of test");
    test->kind = (enum plan_kind)kind;
    test->function = get_text(r, object, "function");
    test->branches = (uint32_t)json_get_int(object, "branches", 0);
    test->mutants = (uint32_t)json_get_int(object, "mutants", 0);
    test->contributes = get_text(r, object, "contributes");
    enum status status = get_texts(r, object, "ownPlaces", &test->own_places, &test->own_place_count);
    if (status == STATUS_OK)
        status = get_texts(r, object, "ownMutants", &test->own_mutants, &test->own_mutant_count);
    if (status == STATUS_OK)
        status = get_list(r, object, "values", sizeof *test->values, &list, &test->values, &test->value_count);
    cJSON_ArrayForEach(item, list) if (status == STATUS_OK) status = read_value(r, item, &test->values[n++]);
    if (status == STATUS_OK)
        status = get_list(r, object, "steps", sizeof *test->steps, &list, &test->steps, &test->step_count);
    n = 0;
    if (status == STATUS_OK)
        cJSON_ArrayForEach(item, list) if (status == STATUS_OK) status = read_step(r, item, &test->steps[n++]);
    if (status == STATUS_OK)
        status = get_list(r, object, "expects", sizeof *test->expects, &list, &test->expects, &test->expect_count);
    n = 0;
    if (status == STATUS_OK)
        cJSON_ArrayForEach(item, list) if (status == STATUS_OK) status = read_expect(r, item, &test->expects[n++]);
    return status == STATUS_OK ? check_test(r, test) : status;
}

static enum status read_property(const struct reader *r, const cJSON *object, struct plan_property *property)
{
    int kind = plan_property_find(json_get_text(object, "kind", ""));
    if (kind < 0)
        return broken(r, "unknown kind of property");
    property->kind = (enum plan_property_kind)kind;
    property->function = get_text(r, object, "function");
    property->partner = get_text(r, object, "partner");
    property->result_type = get_text(r, object, "result");
    property->held_on = (uint32_t)json_get_int(object, "heldOn", 0);
    property->low = get_number(object, "low");
    property->high = get_number(object, "high");
    uint32_t types = 0;
    enum status status = get_texts(r, object, "domains", &property->domains, &property->domain_count);
    if (status == STATUS_OK)
        status = get_texts(r, object, "types", &property->param_types, &types);
    if (status == STATUS_OK && types != property->domain_count)
        return broken(r, "a property has other domains than types");
    return status;
}

static enum status read_crash(const struct reader *r, const cJSON *object, struct plan_crash *crash)
{
    crash->function = get_text(r, object, "function");
    crash->outcome = get_text(r, object, "outcome");
    crash->inputs = get_text(r, object, "inputs");
    crash->is_contract = json_get_bool(object, "contract", false);
    crash->evidence = get_text(r, object, "evidence");
    crash->program = get_text(r, object, "program");
    return read_test(r, object, &crash->test);
}

static enum status read_plan(const struct reader *r, const cJSON *root, struct test_plan *plan)
{
    if (strcmp(json_get_text(root, "format", ""), TEST_PLAN_FORMAT) != 0)
        return broken(r, "no format '" TEST_PLAN_FORMAT "'");
    if (json_get_int(root, "version", 0) != TEST_PLAN_VERSION)
        return error_set(r->err, STATUS_INVALID, "'%s': test plan of version %lld, this reads %d", r->path,
                         (long long)json_get_int(root, "version", 0), TEST_PLAN_VERSION);
    plan->unit = get_text(r, root, "unit");
    plan->seed = (uint64_t)get_number(root, "seed");
    plan->executions = get_count(root, "executions");
    plan->was_capped = json_get_bool(root, "capped", false);
    enum status status = STATUS_OK;
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(root, "tests"))
    {
        struct plan_test test = {0};
        if ((status = read_test(r, item, &test)) != STATUS_OK)
            return status;
        ARRAY_PUSH(plan->tests, plan->test_count, plan->test_capacity, test);
    }
    cJSON_ArrayForEach(item, json_get(root, "properties"))
    {
        struct plan_property property = {0};
        if ((status = read_property(r, item, &property)) != STATUS_OK)
            return status;
        ARRAY_PUSH(plan->properties, plan->property_count, plan->property_capacity, property);
    }
    cJSON_ArrayForEach(item, json_get(root, "stubs"))
    {
        bool is_variable = json_get(item, "variable") != NULL;
        const char *definition = get_text(r, item, "definition");
        struct plan_stub stub = {get_text(r, item, is_variable ? "variable" : "function"), is_variable,
                                 *definition ? definition : NULL};
        if (!*stub.name)
            return broken(r, "a stand-in has no name");
        ARRAY_PUSH(plan->stubs, plan->stub_count, plan->stub_capacity, stub);
    }
    cJSON_ArrayForEach(item, json_get(root, "skipped"))
    {
        struct plan_skipped skipped = {get_text(r, item, "function"), get_text(r, item, "reason")};
        ARRAY_PUSH(plan->skipped, plan->skipped_count, plan->skipped_capacity, skipped);
    }
    cJSON_ArrayForEach(item, json_get(root, "probes"))
    {
        struct plan_test probe = {0};
        if ((status = read_test(r, item, &probe)) != STATUS_OK)
            return status;
        ARRAY_PUSH(plan->probes, plan->probe_count, plan->probe_capacity, probe);
    }
    cJSON_ArrayForEach(item, json_get(root, "crashes"))
    {
        struct plan_crash crash = {0};
        if ((status = read_crash(r, item, &crash)) != STATUS_OK)
            return status;
        ARRAY_PUSH(plan->crashes, plan->crash_count, plan->crash_capacity, crash);
    }
    return STATUS_OK;
}

enum status test_plan_load(const char *path, struct test_plan *ret_plan, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    struct test_plan plan = {0};
    enum status status = json_load(path, PLAN_MAX_BYTES, &root, err);
    if (status != STATUS_OK)
        return status;
    struct reader reader = {.path = path, .arena = &plan.arena, .err = err};
    status = read_plan(&reader, root, &plan);
    if (status == STATUS_OK)
        *ret_plan = plan;
    else
        test_plan_release(&plan);
    return status;
}

void test_plan_release(struct test_plan *plan)
{
    if (!plan)
        return;
    free(plan->tests);
    free(plan->properties);
    free(plan->skipped);
    free(plan->stubs);
    free(plan->crashes);
    free(plan->probes);
    arena_release(&plan->arena);
    *plan = (struct test_plan){0};
}
