/* A change on one screen of a terminal. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/change.h"
#include "change_places.h"
#include "figures.h"
#include "harmless_text.h"
#include "mutants_worth.h"

#define MAX_SHOWN 6     /* of each kind */
#define MAX_LOG_LINES 8 /* of tests that failed */

static const char *const stage_colours[] = {[STAGE_NOT_RUN] = "\033[2m",
                                            [STAGE_PASSED] = "\033[32m",
                                            [STAGE_MISSED] = "\033[33m",
                                            [STAGE_FAILED] = "\033[31m",
                                            [STAGE_BROKEN] = "\033[31m"};

static void add_harmless(struct strbuf *out, const char *text)
{
    harmless_text_add(out, text, strlen(text));
}

static void add_stage(const struct verdict_stage *stage, bool use_colours, struct strbuf *out)
{
    strbuf_printf(out, "  %-9s %s%-8s%s ", stage->name, use_colours ? stage_colours[stage->status] : "",
                  stage_status_text(stage->status), use_colours ? "\033[0m" : "");
    bool is_without_figures = !stage->figure_count && stage->reason_count;
    if (is_without_figures)
        add_harmless(out, stage->reasons[0]);
    else
        change_add_figures(stage, out);
    if (stage->duration_ms >= 1 && !is_without_figures) {
        strbuf_add_text(out, stage->figure_count ? ", " : "");
        figure_add_duration(stage->duration_ms, out);
    }
    strbuf_add_char(out, '\n');
}

static void add_more(size_t count, const struct change_report *report, struct strbuf *out)
{
    if (count > MAX_SHOWN)
        strbuf_printf(out, "  and %zu more in %s/report.html\n", count - MAX_SHOWN, report->folder);
}

static bool is_blank(const char *line)
{
    size_t width = strcspn(line, "\n");
    return strspn(line, " \t\r") >= width;
}

/* The last lines of what the tests wrote. */
static const char *end_of(const char *log)
{
    const char *start = log + strlen(log);
    for (unsigned lines = 0; start > log && lines < MAX_LOG_LINES; lines += !is_blank(start))
        do
            start--;
        while (start > log && start[-1] != '\n');
    return start;
}

static bool is_complaint(const char *line)
{
    static const char *const words[] = {"error:", "CMake Error", "undefined reference"};
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++) {
        const char *at = strcasestr(line, words[i]);
        if (at && at < line + strcspn(line, "\n"))
            return true;
    }
    return false;
}

/* What follows a compiler's first complaint is often its consequence: that line, of the last command; NULL: none. */
static const char *first_complaint(const char *log)
{
    const char *found = NULL;
    for (const char *line = log; *line; line += strcspn(line, "\n"), line += *line == '\n') {
        if (!strncmp(line, "$ ", 2))
            found = NULL;
        else if (!found && is_complaint(line))
            found = line;
    }
    return found;
}

static void add_log(const struct change_report *report, struct strbuf *out)
{
    const char *log = report->log ? report->log : "";
    const char *line = report->build_failed ? first_complaint(log) : NULL;
    strbuf_printf(out, "\n%s; all of the output is in %s/log.txt\n",
                  report->build_failed ? "the build fails: mend it first" : "tests fail: mend them first",
                  report->folder);
    if (!line)
        line = end_of(log);
    for (unsigned shown = 0; *line && shown < MAX_LOG_LINES;) {
        size_t width = strcspn(line, "\n");
        if (!is_blank(line)) {
            strbuf_add_text(out, "  | ");
            harmless_text_add(out, line, width);
            strbuf_add_char(out, '\n');
            shown++;
        }
        line += width + (line[width] == '\n');
    }
}

static void add_findings(const struct change_report *report, struct strbuf *out)
{
    size_t count = 0, all = change_finding_count(report);
    if (!all)
        return;
    strbuf_printf(out,
                  "\nnew findings: mend each, or say why not: // NOLINT(NAME): reason; cet scan --diff %s FILE shows "
                  "them again\n",
                  report->base);
    for (size_t i = 0; i < report->findings->count && count < MAX_SHOWN; i++) {
        const struct finding *finding = &report->findings->items[i];
        if (finding->state != FINDING_SHOWN)
            continue;
        count++;
        strbuf_add_text(out, "  ");
        add_harmless(out, change_path(report, finding->path));
        strbuf_printf(out, ":%u: ", finding->line);
        add_harmless(out, finding->message);
        strbuf_printf(out, " [%s]\n", finding->rule);
    }
    add_more(all, report, out);
}

static void add_missing(const struct change_report *report, struct strbuf *out)
{
    size_t count = 0, all = change_missing_count(report);
    if (!all)
        return;
    strbuf_add_text(out, "\nnew lines that no test executes: write a test that reaches them\n");
    for (size_t i = 0; i < report->new_code->count; i++) {
        const struct coverage_change_file *file = &report->new_code->files[i];
        for (size_t k = 0; k < file->missing_count && count < MAX_SHOWN; k++, count++) {
            strbuf_add_text(out, "  ");
            add_harmless(out, change_path(report, file->path));
            strbuf_printf(out, ":%u", file->missing[k].first);
            if (file->missing[k].last > file->missing[k].first)
                strbuf_printf(out, "-%u", file->missing[k].last);
            strbuf_add_text(out,
                            file->state == COVERAGE_CHANGE_UNMEASURED ? " (nothing builds or runs this file)\n" : "\n");
        }
    }
    add_more(all, report, out);
}

static void add_mutants(const struct change_report *report, struct strbuf *out)
{
    size_t count, unreached;
    SCOPED(memory_free_pointer) const struct mutant **list = change_survivors(report, &count, &unreached);
    if (count)
        strbuf_add_text(out, "\nedits of new lines that tests run and do not notice: assert what each would change, or "
                             "leave it out: // NOLINT(cet-mutate): reason\n");
    for (size_t i = 0; i < count && i < MAX_SHOWN; i++) {
        SCOPED(strbuf_release) struct strbuf message = {0};
        mutant_add_message(list[i], &message);
        strbuf_add_text(out, "  ");
        add_harmless(out, change_path(report, list[i]->path));
        strbuf_printf(out, ":%u:%u: ", list[i]->line, list[i]->column);
        add_harmless(out, strbuf_text(&message));
        strbuf_printf(out, "; cet mutate why %s --results %s\n", list[i]->id, report->folder);
    }
    add_more(count, report, out);
}

static void add_marks(const struct change_report *report, struct strbuf *out)
{
    size_t count = 0;
    for (const char *const *mark = report->marks; mark && *mark; mark++, count++) {
        if (count >= MAX_SHOWN)
            continue;
        strbuf_add_text(out, count ? "  " : "\nmarks in new code; what they would hide counts all the same\n  ");
        add_harmless(out, *mark);
        strbuf_add_char(out, '\n');
    }
    add_more(count, report, out);
}

static void add_gaps(const struct change_report *report, struct strbuf *out)
{
    if (!report->gap_count)
        return;
    strbuf_add_text(out, "\nnot looked at\n");
    for (size_t i = 0; i < report->gap_count && i < MAX_SHOWN; i++) {
        strbuf_add_text(out, "  ");
        add_harmless(out, change_path(report, report->gaps[i].path));
        strbuf_add_text(out, ": ");
        add_harmless(out, report->gaps[i].why);
        strbuf_add_char(out, '\n');
    }
    add_more(report->gap_count, report, out);
}

/* Mutants and lines of a passing change are allowed by its thresholds: the page has them. */
void report_change_text(const struct change_report *report, bool use_colours, struct strbuf *out)
{
    const struct verdict *verdict = report->verdict;
    const struct verdict_stage *coverage = change_stage(report, "coverage"),
                               *mutation = change_stage(report, "mutation");
    for (uint32_t i = 0; i < verdict->stage_count; i++)
        add_stage(&verdict->stages[i], use_colours, out);
    if (report->tests_failed)
        add_log(report, out);
    add_findings(report, out);
    if (coverage && coverage->status == STAGE_MISSED)
        add_missing(report, out);
    if (mutation && mutation->status == STAGE_MISSED)
        add_mutants(report, out);
    add_marks(report, out);
    add_gaps(report, out);
    strbuf_printf(out, "\nreports: %s/report.html, %s/comment.md\n", report->folder, report->folder);
    strbuf_printf(out, "%s%s%s (since %s, %s)\n", use_colours ? "\033[1m" : "", verdict_outcome_text(verdict->outcome),
                  use_colours ? "\033[0m" : "", report->base_name, report->base);
}
