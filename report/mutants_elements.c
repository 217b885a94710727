/* The report schema of mutation-testing-elements: files with their mutants, and the tests that they name. Lines and
 * columns count from one, columns in characters of the source that is written beside them. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/report/mutants.h"
#include "source_lines.h"

#define DEFAULT_LOW_PERCENT 60
#define DEFAULT_HIGH_PERCENT 80

struct elements {
    struct json_writer json;
    const struct mutants_report *report;
    struct source_lines lines;
    struct map tests; /* name -> 0 */
};

static const char *status_word(enum mutant_status status)
{
    static const char *const words[] = {
        [MUTANT_PENDING] = "Pending",        [MUTANT_KILLED] = "Killed",   [MUTANT_SURVIVED] = "Survived",
        [MUTANT_NO_COVERAGE] = "NoCoverage", [MUTANT_TIMEOUT] = "Timeout", [MUTANT_EQUIVALENT] = "Ignored",
        [MUTANT_DUPLICATE] = "Ignored",      [MUTANT_IGNORED] = "Ignored",
    };
    return words[status];
}

static const char *status_reason(const struct mutant *mutant)
{
    if (mutant->reason)
        return mutant->reason;
    if (mutant->status == MUTANT_EQUIVALENT || mutant->status == MUTANT_DUPLICATE)
        return mutant_status_text(mutant->status);
    return mutant->killed_kind ? mutant_kill_text(mutant->killed_kind) : NULL;
}

static void write_position(struct elements *e, const char *key, uint32_t line, uint32_t column)
{
    uint32_t character = source_lines_character(&e->lines, line, column);
    json_object_begin(&e->json, key);
    json_uint(&e->json, "line", line ? line : 1);
    json_uint(&e->json, "column", character ? character : 1);
    json_object_end(&e->json);
}

static void write_tests_of(struct elements *e, const char *key, const char *const *tests, uint32_t count)
{
    json_array_begin(&e->json, key);
    for (uint32_t i = 0; i < count; i++) {
        json_string(&e->json, NULL, tests[i]);
        map_add(&e->tests, tests[i], 0, NULL);
    }
    json_array_end(&e->json);
}

static void write_mutant(struct elements *e, const struct mutant *mutant)
{
    const char *reason = status_reason(mutant);
    json_object_begin(&e->json, NULL);
    json_string(&e->json, "id", mutant->id);
    json_string(&e->json, "mutatorName", mutant->operator_name);
    json_string(&e->json, "replacement", mutant->replacement);
    json_object_begin(&e->json, "location");
    write_position(e, "start", mutant->line, mutant->column);
    write_position(e, "end", mutant->end_line, mutant->end_column);
    json_object_end(&e->json);
    json_string(&e->json, "status", status_word(mutant->status));
    if (reason)
        json_string(&e->json, "statusReason", reason);
    if (mutant->covered_by_count)
        write_tests_of(e, "coveredBy", mutant->covered_by, mutant->covered_by_count);
    if (mutant->killed_by)
        write_tests_of(e, "killedBy", &mutant->killed_by, 1);
    if (mutant->duration_ms > 0)
        json_number(&e->json, "duration", mutant->duration_ms);
    json_object_end(&e->json);
}

static void write_files(struct elements *e)
{
    const struct mutant_set *set = e->report->set;
    json_object_begin(&e->json, "files");
    for (size_t i = 0; i < set->count;) {
        const char *path = set->items[i].path;
        source_lines_load(&e->lines, path);
        json_object_begin(&e->json, e->report->root ? path_below(path, e->report->root) : path);
        json_string(&e->json, "language", "c");
        json_string_bytes(&e->json, "source", strbuf_text(&e->lines.text), e->lines.text.length);
        json_array_begin(&e->json, "mutants");
        for (; i < set->count && !strcmp(set->items[i].path, path); i++)
            write_mutant(e, &set->items[i]);
        json_array_end(&e->json);
        json_object_end(&e->json);
    }
    json_object_end(&e->json);
}

/* "suite" of "suite/test"; a program that is one test is its own file. */
static size_t file_length(const char *test)
{
    const char *slash = strrchr(test, '/');
    return slash && slash > test ? (size_t)(slash - test) : strlen(test);
}

static int compare_tests(const void *left, const void *right)
{
    const char *a = *(const char *const *)left, *b = *(const char *const *)right;
    size_t a_length = file_length(a), b_length = file_length(b);
    int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    if (!order)
        order = (a_length > b_length) - (a_length < b_length);
    return order ? order : strcmp(a, b);
}

static bool is_same_file(const char *a, const char *b)
{
    size_t length = file_length(a);
    return length == file_length(b) && !memcmp(a, b, length);
}

static void write_tests(struct elements *e)
{
    SCOPED(memory_free_pointer) const char **tests = memory_new(e->tests.count, sizeof *tests);
    for (size_t i = 0; i < e->tests.count; i++)
        tests[i] = e->tests.entries[i].key;
    if (e->tests.count)
        qsort(tests, e->tests.count, sizeof *tests, compare_tests);
    json_object_begin(&e->json, "testFiles");
    for (size_t i = 0; i < e->tests.count;) {
        SCOPED(memory_free_pointer) char *file = memory_strndup(tests[i], file_length(tests[i]));
        const char *first = tests[i];
        json_object_begin(&e->json, file);
        json_array_begin(&e->json, "tests");
        for (; i < e->tests.count && is_same_file(first, tests[i]); i++) {
            json_object_begin(&e->json, NULL);
            json_string(&e->json, "id", tests[i]);
            json_string(&e->json, "name", tests[i]);
            json_object_end(&e->json);
        }
        json_array_end(&e->json);
        json_object_end(&e->json);
    }
    json_object_end(&e->json);
}

static void write_thresholds(struct elements *e)
{
    double ratio = e->report->threshold_ratio;
    uint64_t low = ratio > 0 ? (uint64_t)lround(100 * ratio) : DEFAULT_LOW_PERCENT;
    json_object_begin(&e->json, "thresholds");
    json_uint(&e->json, "high", low > DEFAULT_HIGH_PERCENT ? low : DEFAULT_HIGH_PERCENT);
    json_uint(&e->json, "low", low);
    json_object_end(&e->json);
}

void report_mutants_elements(const struct mutants_report *report, struct strbuf *out)
{
    struct elements e = {.json = {.out = out, .indent = 1}, .report = report};
    json_object_begin(&e.json, NULL);
    json_string(&e.json, "schemaVersion", "2.0");
    write_thresholds(&e);
    json_object_begin(&e.json, "framework");
    json_string(&e.json, "name", "cet");
    json_string(&e.json, "version", report->tool_version);
    json_object_end(&e.json);
    write_files(&e);
    write_tests(&e);
    json_object_end(&e.json);
    strbuf_add_char(out, '\n');
    source_lines_release(&e.lines);
    map_release(&e.tests);
}
