/* suite-quality.json: docs/formats/suite-quality.md. */
#include <math.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/model/suite_quality.h"

#define MAX_BYTES (512u << 20)

static void add_assertions(struct json_writer *json, const struct test_quality *test)
{
    json_object_begin(json, "assertions");
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        if (test->assertions[i])
            json_uint(json, assertion_class_text((enum assertion_class)i), test->assertions[i]);
    json_object_end(json);
    json_uint(json, "fatal", test->fatal);
    json_uint(json, "asserted", test->asserted);
}

static void add_deviation(struct json_writer *json, const struct test_deviation *deviation)
{
    json_object_begin(json, "deviation");
    json_string(json, "outcome", test_outcome_text(deviation->outcome));
    if (deviation->was_alone)
        json_bool(json, "alone", true);
    else if (deviation->run)
        json_uint(json, "run", deviation->run);
    else
        json_uint(json, "order", deviation->seed);
    json_string(json, "after", deviation->after);
    json_object_end(json);
}

static void add_use(struct json_writer *json, const struct test_quality *test)
{
    json_array_begin(json, "kills");
    for (uint32_t i = 0; i < test->killed_count; i++)
        json_string(json, NULL, test->killed[i]);
    json_array_end(json);
    json_uint(json, "killsAlone", test->killed_alone);
    json_uint(json, "branches", test->branches);
    json_uint(json, "branchesAlone", test->branches_alone);
}

static void add_test(struct json_writer *json, const struct suite_quality *quality, const struct test_quality *test)
{
    json_object_begin(json, NULL);
    json_string(json, "program", test->program);
    json_string(json, "name", test->name);
    json_string(json, "file", test->file);
    json_uint(json, "line", test->line);
    json_string(json, "function", test->function);
    json_string(json, "outcome", test_outcome_text(test->outcome));
    json_string(json, "steadiness", test_steadiness_text(test->steadiness));
    if (test->steadiness != TEST_STEADY)
        add_deviation(json, &test->deviation);
    add_assertions(json, test);
    json_number(json, "wallMs", test->wall_ms);
    json_number(json, "cpuMs", test->cpu_ms);
    json_string(json, "duplicateOf", test->duplicate_of);
    json_uint(json, "similar", test->similar);
    if (quality->has_mutants)
        add_use(json, test);
    json_array_begin(json, "faults");
    for (unsigned fault = 0; fault < TEST_FAULT_COUNT; fault++)
        if (test_quality_has(test, (enum test_fault)fault))
            json_string(json, NULL, test_fault_text((enum test_fault)fault));
    json_array_end(json);
    json_object_end(json);
}

static void add_mutants(struct json_writer *json, const struct suite_quality *quality)
{
    if (!quality->has_mutants) {
        json_null(json, "mutants");
        json_string(json, "whyNoMutants", quality->why_no_mutants);
        return;
    }
    json_object_begin(json, "mutants");
    json_uint(json, "all", quality->mutants);
    json_uint(json, "killed", quality->mutants_killed);
    json_object_end(json);
    json_object_begin(json, "branches");
    json_uint(json, "all", quality->branches);
    json_uint(json, "taken", quality->branches_taken);
    json_object_end(json);
}

void suite_quality_format(const struct suite_quality *quality, struct strbuf *out)
{
    struct json_writer json = {.out = out, .indent = 2};
    json_object_begin(&json, NULL);
    json_string(&json, "format", SUITE_QUALITY_FORMAT);
    json_uint(&json, "version", SUITE_QUALITY_VERSION);
    json_string(&json, "suite", quality->path);
    json_uint(&json, "runs", quality->runs);
    json_uint(&json, "orders", quality->orders);
    json_uint(&json, "seed", quality->seed);
    json_number(&json, "totalMs", quality->total_ms);
    json_object_begin(&json, "faults");
    for (unsigned fault = 0; fault < TEST_FAULT_COUNT; fault++)
        json_uint(&json, test_fault_text((enum test_fault)fault), suite_quality_count(quality, (enum test_fault)fault));
    json_object_end(&json);
    add_mutants(&json, quality);
    json_array_begin(&json, "notes");
    for (size_t i = 0; i < quality->note_count; i++)
        json_string(&json, NULL, quality->notes[i]);
    json_array_end(&json);
    json_array_begin(&json, "tests");
    for (size_t i = 0; i < quality->count; i++)
        add_test(&json, quality, &quality->tests[i]);
    json_array_end(&json);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}

/* ---- and back ---------------------------------------------------------------------------------------------------- */

typedef const char *(*word_fn)(int value);

static const char *outcome_word(int value)
{
    return test_outcome_text((enum test_outcome)value);
}

static const char *steadiness_word(int value)
{
    return test_steadiness_text((enum test_steadiness)value);
}

static const char *fault_word(int value)
{
    return test_fault_text((enum test_fault)value);
}

static enum status read_word(const char *path, const char *key, const char *text, word_fn word, int count,
                             int *ret_value, struct error *err)
{
    for (int i = 0; i < count; i++)
        if (strcmp(word(i), text) == 0) {
            *ret_value = i;
            return STATUS_OK;
        }
    return error_set(err, STATUS_INVALID, "'%s': unknown \"%s\": '%.60s'", path, key, text);
}

static uint32_t read_count(const cJSON *object, const char *key)
{
    const int64_t value = json_get_int(object, key, 0);
    return value < 0 ? 0 : value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
}

static uint64_t read_large(const cJSON *object, const char *key)
{
    const int64_t value = json_get_int(object, key, 0);
    return value < 0 ? 0 : (uint64_t)value;
}

static double read_ms(const cJSON *object, const char *key)
{
    const double value = json_get_number(object, key, 0);
    return isfinite(value) && value > 0 ? value : 0;
}

static const char *read_text(struct suite_quality *quality, const cJSON *object, const char *key)
{
    const char *text = json_get_text(object, key, NULL);
    return text ? arena_strdup(&quality->arena, text) : NULL;
}

static enum status read_deviation(const char *path, struct suite_quality *quality, const cJSON *item,
                                  struct test_quality *test, struct error *err)
{
    const cJSON *object = json_get(item, "deviation");
    int outcome = 0;
    enum status status = read_word(path, "outcome", json_get_text(object, "outcome", "not-run"), outcome_word,
                                   TEST_OUTCOME_COUNT, &outcome, err);
    test->deviation = (struct test_deviation){.outcome = (enum test_outcome)outcome,
                                              .was_alone = json_get_bool(object, "alone", false),
                                              .after = read_text(quality, object, "after")};
    if (!test->deviation.was_alone)
        test->deviation.run = read_count(object, "run");
    if (!test->deviation.was_alone && !test->deviation.run)
        test->deviation.seed = read_large(object, "order");
    return status;
}

static void read_use(struct suite_quality *quality, const cJSON *item, struct test_quality *test)
{
    const cJSON *kills = json_get(item, "kills"), *kill;
    test->killed = arena_array(&quality->arena, (size_t)cJSON_GetArraySize(kills) + 1, sizeof *test->killed);
    cJSON_ArrayForEach(kill, kills)
    {
        if (cJSON_IsString(kill))
            test->killed[test->killed_count++] = arena_strdup(&quality->arena, kill->valuestring);
    }
    test->killed_alone = read_count(item, "killsAlone");
    test->branches = read_count(item, "branches");
    test->branches_alone = read_count(item, "branchesAlone");
}

static enum status read_faults(const char *path, const cJSON *item, struct test_quality *test, struct error *err)
{
    enum status status = STATUS_OK;
    const cJSON *fault;
    cJSON_ArrayForEach(fault, json_get(item, "faults"))
    {
        int value = 0;
        if (status == STATUS_OK && cJSON_IsString(fault))
            status = read_word(path, "faults", fault->valuestring, fault_word, TEST_FAULT_COUNT, &value, err);
        if (status == STATUS_OK && cJSON_IsString(fault))
            test->faults |= UINT32_C(1) << value;
    }
    return status;
}

static enum status read_test(const char *path, struct suite_quality *quality, const cJSON *item, struct error *err)
{
    struct test_quality test = {.program = read_text(quality, item, "program"),
                                .name = read_text(quality, item, "name"),
                                .file = read_text(quality, item, "file"),
                                .function = read_text(quality, item, "function"),
                                .line = read_count(item, "line"),
                                .fatal = read_count(item, "fatal"),
                                .asserted = read_count(item, "asserted"),
                                .wall_ms = read_ms(item, "wallMs"),
                                .cpu_ms = read_ms(item, "cpuMs"),
                                .duplicate_of = read_text(quality, item, "duplicateOf"),
                                .similar = read_count(item, "similar")};
    int outcome = 0, steadiness = 0;
    if (!test.program || !test.name)
        return error_set(err, STATUS_INVALID, "'%s': test %zu has no \"program\" or \"name\"", path,
                         quality->count + 1);
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        test.assertions[i] = read_count(json_get(item, "assertions"), assertion_class_text((enum assertion_class)i));
    enum status status = read_word(path, "outcome", json_get_text(item, "outcome", "not-run"), outcome_word,
                                   TEST_OUTCOME_COUNT, &outcome, err);
    if (status == STATUS_OK)
        status = read_word(path, "steadiness", json_get_text(item, "steadiness", "steady"), steadiness_word,
                           TEST_STEADINESS_COUNT, &steadiness, err);
    test.outcome = (enum test_outcome)outcome;
    test.steadiness = (enum test_steadiness)steadiness;
    if (status == STATUS_OK && steadiness != TEST_STEADY)
        status = read_deviation(path, quality, item, &test, err);
    if (status == STATUS_OK)
        status = read_faults(path, item, &test, err);
    if (quality->has_mutants)
        read_use(quality, item, &test);
    if (status == STATUS_OK)
        ARRAY_PUSH(quality->tests, quality->count, quality->capacity, test);
    return status;
}

static enum status read_quality(const char *path, const cJSON *root, struct suite_quality *quality, struct error *err)
{
    const cJSON *mutants = json_get(root, "mutants"), *branches = json_get(root, "branches"), *item;
    if (strcmp(json_get_text(root, "format", ""), SUITE_QUALITY_FORMAT) != 0)
        return error_set(err, STATUS_INVALID, "'%s': no \"format\": \"%s\"", path, SUITE_QUALITY_FORMAT);
    if (json_get_int(root, "version", 0) != SUITE_QUALITY_VERSION)
        return error_set(err, STATUS_INVALID, "'%s': version %d of the format is read, no other", path,
                         SUITE_QUALITY_VERSION);
    quality->path = read_text(quality, root, "suite");
    quality->runs = read_count(root, "runs");
    quality->orders = read_count(root, "orders");
    quality->seed = read_large(root, "seed");
    quality->total_ms = read_ms(root, "totalMs");
    quality->has_mutants = cJSON_IsObject(mutants);
    if (!quality->has_mutants)
        quality->why_no_mutants = read_text(quality, root, "whyNoMutants");
    if (quality->has_mutants) {
        quality->mutants = read_count(mutants, "all");
        quality->mutants_killed = read_count(mutants, "killed");
        quality->branches = read_large(branches, "all");
        quality->branches_taken = read_large(branches, "taken");
    }
    cJSON_ArrayForEach(item, json_get(root, "notes"))
    {
        if (cJSON_IsString(item))
            suite_quality_note(quality, "%s", item->valuestring);
    }
    enum status status = STATUS_OK;
    cJSON_ArrayForEach(item, json_get(root, "tests"))
    {
        status = status == STATUS_OK ? read_test(path, quality, item, err) : status;
    }
    return status;
}

enum status suite_quality_load(const char *path, struct suite_quality *quality, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    struct suite_quality loaded = {0};
    enum status status = json_load(path, MAX_BYTES, &root, err);
    if (status == STATUS_OK)
        status = read_quality(path, root, &loaded, err);
    if (status != STATUS_OK) {
        suite_quality_release(&loaded);
        return status;
    }
    suite_quality_release(quality);
    *quality = loaded;
    return STATUS_OK;
}
