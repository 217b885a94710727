/* JUnit's XML: a stage is a suite; a file with new code, or a finding, is a case. Attributes and their order are those
 * that Ant's description asks for, which Jenkins, GitLab and GitHub's actions take too. */
#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/change.h"
#include "change_places.h"
#include "html.h"
#include "mutants_worth.h"

#define MAX_LOG_BYTES 20000

struct suite {
    const struct change_report *report;
    const struct verdict_stage *stage;
    struct strbuf cases;
    unsigned tests, failures, errors, skipped;
};

/* html_add lets U+FFFE and U+FFFF pass, which are no characters of XML. */
static void add_xml(struct strbuf *out, const char *text)
{
    size_t start = out->length;
    html_add(out, text);
    for (size_t i = start; i + 2 < out->length; i++)
        if (!memcmp(out->bytes + i, "\xef\xbf\xbe", 3) || !memcmp(out->bytes + i, "\xef\xbf\xbf", 3))
            out->bytes[i + 2] = '\xbd';
}

/* Attributes of type token hold no line ends, doubled or outer blanks. */
static void add_token(struct strbuf *out, const char *text)
{
    SCOPED(strbuf_release) struct strbuf token = {0};
    for (; *text; text++) {
        bool is_blank = (unsigned char)*text <= ' ';
        if (!is_blank)
            strbuf_add_char(&token, *text);
        else if (token.length && token.bytes[token.length - 1] != ' ')
            strbuf_add_char(&token, ' ');
    }
    if (token.length && token.bytes[token.length - 1] == ' ')
        token.bytes[--token.length] = '\0';
    add_xml(out, token.length ? strbuf_text(&token) : "-");
}

static void begin_case(struct suite *suite, const char *name)
{
    suite->tests++;
    strbuf_add_text(&suite->cases, "    <testcase name=\"");
    add_token(&suite->cases, name);
    strbuf_printf(&suite->cases, "\" classname=\"cet.%s\" time=\"0\"", suite->stage->name);
}

static void add_passed(struct suite *suite, const char *name)
{
    begin_case(suite, name);
    strbuf_add_text(&suite->cases, "/>\n");
}

/* kind: "failure", "error". */
static void add_failed(struct suite *suite, const char *kind, const char *name, const char *type, const char *message,
                       const char *text)
{
    begin_case(suite, name);
    strbuf_printf(&suite->cases, ">\n      <%s message=\"", kind);
    add_xml(&suite->cases, message);
    strbuf_add_text(&suite->cases, "\" type=\"");
    add_token(&suite->cases, type);
    strbuf_add_text(&suite->cases, "\">");
    add_xml(&suite->cases, text);
    strbuf_printf(&suite->cases, "</%s>\n    </testcase>\n", kind);
    if (!strcmp(kind, "error"))
        suite->errors++;
    else
        suite->failures++;
}

static void add_skipped(struct suite *suite, const char *name)
{
    begin_case(suite, name);
    strbuf_add_text(&suite->cases, ">\n      <skipped/>\n    </testcase>\n");
    suite->skipped++;
}

static void add_findings(struct suite *suite)
{
    const struct finding_set *findings = suite->report->findings;
    for (size_t i = 0; findings && i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        SCOPED(strbuf_release) struct strbuf place = {0}, text = {0};
        if (finding->state != FINDING_SHOWN)
            continue;
        strbuf_printf(&place, "%s:%u %s", change_path(suite->report, finding->path), finding->line, finding->rule);
        strbuf_printf(&text, "%s:%u:%u: %s: %s", change_path(suite->report, finding->path), finding->line,
                      finding->column, finding_level_text(finding->level), finding->message);
        add_failed(suite, "failure", strbuf_text(&place), finding->rule, finding->message, strbuf_text(&text));
    }
    if (!suite->tests)
        add_passed(suite, "no new finding");
}

static void add_tests(struct suite *suite)
{
    const char *log = suite->report->log ? suite->report->log : "";
    size_t length = strlen(log);
    if (!suite->report->tests_failed)
        add_passed(suite, "the project's tests");
    else
        add_failed(suite, "failure", "the project's tests", "tests",
                   suite->stage->reason_count ? suite->stage->reasons[0] : "they fail",
                   log + (length > MAX_LOG_BYTES ? length - MAX_LOG_BYTES : 0));
}

static void add_coverage(struct suite *suite)
{
    const struct coverage_change *change = suite->report->new_code;
    bool has_missed = suite->stage->status == STAGE_MISSED;
    for (size_t i = 0; change && i < change->count; i++) {
        const struct coverage_change_file *file = &change->files[i];
        const char *path = change_path(suite->report, file->path);
        SCOPED(strbuf_release) struct strbuf runs = {0}, text = {0};
        line_runs_format(file->missing, file->missing_count, 50, &runs);
        strbuf_printf(&text, "%s: no test executes the new lines %s", path, strbuf_text(&runs));
        if (has_missed && file->missing_count)
            add_failed(suite, "failure", path, "coverage", strbuf_text(&text), strbuf_text(&text));
        else
            add_passed(suite, path);
    }
    if (!suite->tests)
        add_passed(suite, "no new line to cover");
}

static void add_mutants_of(struct suite *suite, const char *path, const struct mutant *const *list, size_t count)
{
    SCOPED(strbuf_release) struct strbuf text = {0}, message = {0};
    size_t unnoticed = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(list[i]->path, path) != 0)
            continue;
        unnoticed++;
        strbuf_printf(&text, "%s:%u:%u: ", change_path(suite->report, path), list[i]->line, list[i]->column);
        mutant_add_message(list[i], &text);
        strbuf_printf(&text, " (%s)\n", list[i]->id);
    }
    strbuf_printf(&message, "%zu edits of new lines are noticed by no test", unnoticed);
    if (unnoticed && suite->stage->status == STAGE_MISSED)
        add_failed(suite, "failure", change_path(suite->report, path), "mutation", strbuf_text(&message),
                   strbuf_text(&text));
    else
        add_passed(suite, change_path(suite->report, path));
}

static void add_mutants(struct suite *suite)
{
    const struct mutant_set *set = suite->report->mutants;
    size_t count = 0;
    SCOPED(memory_free_pointer) const struct mutant **list = set ? mutants_by_worth(set, &count) : NULL;
    for (size_t i = 0; set && i < set->count; i++)
        if (!i || strcmp(set->items[i].path, set->items[i - 1].path) != 0)
            add_mutants_of(suite, set->items[i].path, list, count);
    if (!suite->tests)
        add_passed(suite, "no mutant on new lines");
}

static const struct {
    const char *stage;
    void (*add)(struct suite *suite);
} writers[] = {{"scan", add_findings}, {"tests", add_tests}, {"coverage", add_coverage}, {"mutation", add_mutants}};

static void add_cases(struct suite *suite)
{
    const struct verdict_stage *stage = suite->stage;
    const char *reason = stage->reason_count ? stage->reasons[0] : "it did not run";
    if (stage->status == STAGE_BROKEN) {
        add_failed(suite, "error", stage->name, "broken", reason, reason);
        return;
    }
    if (stage->status == STAGE_NOT_RUN) {
        add_skipped(suite, reason);
        return;
    }
    for (size_t i = 0; i < ARRAY_LENGTH(writers); i++)
        if (!strcmp(writers[i].stage, stage->name))
            writers[i].add(suite);
}

static void add_suite(const struct change_report *report, uint32_t number, struct strbuf *out)
{
    const struct verdict_stage *stage = &report->verdict->stages[number];
    struct suite suite = {.report = report, .stage = stage};
    const char *created = report->verdict->created && strlen(report->verdict->created) >= 19 ? report->verdict->created
                                                                                             : "1970-01-01T00:00:00";
    add_cases(&suite);
    strbuf_printf(out,
                  "  <testsuite name=\"%s\" package=\"cet\" id=\"%u\" timestamp=\"%.19s\" hostname=\"localhost\" "
                  "tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\" time=\"%.3f\">\n    <properties/>\n",
                  stage->name, number, created, suite.tests, suite.failures, suite.errors, suite.skipped,
                  stage->duration_ms / 1000);
    strbuf_add(out, strbuf_text(&suite.cases), suite.cases.length);
    strbuf_add_text(out, "    <system-out/>\n    <system-err/>\n  </testsuite>\n");
    strbuf_release(&suite.cases);
}

void report_change_junit(const struct change_report *report, struct strbuf *out)
{
    strbuf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    for (uint32_t i = 0; i < report->verdict->stage_count; i++)
        add_suite(report, i, out);
    strbuf_add_text(out, "</testsuites>\n");
}
