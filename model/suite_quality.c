#include "cet/model/suite_quality.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

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

const char *test_steadiness_text(enum test_steadiness steadiness)
{
    return steadiness_texts[steadiness];
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
