#include "cet/model/suite_quality.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/json.h"
#include "cet/core/memory.h"

static const char *const class_texts[] = {
#define ASSERTION_CLASS(id, text) text,
#include "cet/model/assertion_classes.def"
#undef ASSERTION_CLASS
};

static const char *const outcome_texts[] = {"not-run", "passed", "failed", "ended-process"};
static const char *const steadiness_texts[] = {"steady", "flaky", "order-dependent"};

static const struct {
    const char *text, *summary;
} faults[] = {
#define TEST_FAULT(id, text, summary) {text, summary},
#include "cet/model/test_faults.def"
#undef TEST_FAULT
};

const char *assertion_class_text(enum assertion_class class)
{
    return class_texts[class];
}

const char *test_outcome_text(enum test_outcome outcome)
{
    return outcome_texts[outcome];
}

const char *test_fault_text(enum test_fault fault)
{
    return faults[fault].text;
}

const char *test_fault_summary(enum test_fault fault)
{
    return faults[fault].summary;
}

void suite_quality_release(struct suite_quality *quality)
{
    if (!quality)
        return;
    arena_release(&quality->arena);
    free(quality->tests);
    free(quality->notes);
    *quality = (struct suite_quality){0};
}

void suite_quality_note(struct suite_quality *quality, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list values;
    va_start(values, format);
    strbuf_vprintf(&text, format, values);
    va_end(values);
    ARRAY_PUSH(quality->notes, quality->note_count, quality->note_capacity,
               arena_strdup(&quality->arena, strbuf_text(&text)));
}

/* An assertion that is written may stand where the test does not come; one that is run may be CU_PASS. */
static bool asserts_nothing(const struct test_quality *test)
{
    uint32_t written = 0;
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        written += test->assertions[i];
    const bool is_only_pass = written > 0 && written == test->assertions[ASSERTION_PASS];
    return test->outcome == TEST_PASSED && (test->asserted == 0 || is_only_pass);
}

void suite_quality_judge(struct suite_quality *quality)
{
    for (size_t i = 0; i < quality->count; i++) {
        struct test_quality *test = &quality->tests[i];
        const bool holds[TEST_FAULT_COUNT] = {
            [TEST_FAULT_FAILS] = test->steadiness == TEST_STEADY && test->outcome != TEST_PASSED,
            [TEST_FAULT_FLAKY] = test->steadiness == TEST_IS_FLAKY,
            [TEST_FAULT_ORDER_DEPENDENT] = test->steadiness == TEST_NEEDS_ORDER,
            [TEST_FAULT_NO_ASSERTION] = asserts_nothing(test),
            [TEST_FAULT_DUPLICATE] = test->duplicate_of != NULL,
            [TEST_FAULT_ADDS_NOTHING] = quality->has_mutants && test->killed_count == 0 && test->branches_alone == 0,
        };
        test->faults = 0;
        for (unsigned fault = 0; fault < TEST_FAULT_COUNT; fault++)
            test->faults |= (uint32_t)holds[fault] << fault;
    }
}

bool test_quality_has(const struct test_quality *test, enum test_fault fault)
{
    return test->faults >> fault & 1;
}

size_t suite_quality_count(const struct suite_quality *quality, enum test_fault fault)
{
    size_t count = 0;
    for (size_t i = 0; i < quality->count; i++)
        count += test_quality_has(&quality->tests[i], fault);
    return count;
}

size_t suite_quality_faulty(const struct suite_quality *quality)
{
    size_t count = 0;
    for (size_t i = 0; i < quality->count; i++)
        count += quality->tests[i].faults != 0;
    return count;
}

/* ---- as JSON ----------------------------------------------------------------------------------------------------- */

static void add_assertions(struct json_writer *json, const struct test_quality *test)
{
    json_object_begin(json, "assertions");
    for (int i = 0; i < ASSERTION_CLASS_COUNT; i++)
        if (test->assertions[i])
            json_uint(json, class_texts[i], test->assertions[i]);
    json_object_end(json);
    json_uint(json, "fatal", test->fatal);
    json_uint(json, "asserted", test->asserted);
}

static void add_deviation(struct json_writer *json, const struct test_deviation *deviation)
{
    json_object_begin(json, "deviation");
    json_string(json, "outcome", outcome_texts[deviation->outcome]);
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
    json_string(json, "outcome", outcome_texts[test->outcome]);
    json_string(json, "steadiness", steadiness_texts[test->steadiness]);
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
        if (test_quality_has(test, fault))
            json_string(json, NULL, faults[fault].text);
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
        json_uint(&json, faults[fault].text, suite_quality_count(quality, fault));
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
