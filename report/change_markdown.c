/* The comment on a pull request: verdict first, then what to do, the new code alone. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/change.h"
#include "change_places.h"
#include "figures.h"
#include "markdown.h"
#include "mutant_diff.h"
#include "mutants_worth.h"
#include "source_lines.h"

#define MAX_RUNS 20          /* missing lines of one file */
#define ROOM_FOR_THE_END 400 /* for the words on what was cut */
#define MAX_LOG_BYTES 3000

/* What fits. An item is whole or not there. */
struct bounded {
    struct strbuf *out;
    size_t limit;
    size_t left_out;
};

static bool add_item(struct bounded *bounded, const struct strbuf *item)
{
    if (bounded->left_out || bounded->out->length + item->length + ROOM_FOR_THE_END > bounded->limit) {
        bounded->left_out++;
        return false;
    }
    strbuf_add(bounded->out, strbuf_text(item), item->length);
    return true;
}

static void add_heading(struct bounded *bounded, const char *title, size_t count)
{
    SCOPED(strbuf_release) struct strbuf item = {0};
    strbuf_printf(&item, "\n### %s (%zu)\n\n", title, count);
    if (!add_item(bounded, &item))
        bounded->left_out--; /* its items are counted */
}

static const char *mark_of(enum stage_status status)
{
    static const char *const marks[] = {[STAGE_NOT_RUN] = ":heavy_minus_sign:",
                                        [STAGE_PASSED] = ":white_check_mark:",
                                        [STAGE_MISSED] = ":warning:",
                                        [STAGE_FAILED] = ":x:",
                                        [STAGE_BROKEN] = ":x:"};
    return marks[status];
}

static void add_stages(const struct change_report *report, struct strbuf *out)
{
    strbuf_add_text(out, "| | stage | result | of the new code |\n|---|---|---|---|\n");
    for (uint32_t i = 0; i < report->verdict->stage_count; i++) {
        const struct verdict_stage *stage = &report->verdict->stages[i];
        SCOPED(strbuf_release) struct strbuf figures = {0};
        strbuf_printf(out, "| %s | %s | %s | ", mark_of(stage->status), stage->name, stage_status_text(stage->status));
        change_add_figures(stage, &figures);
        if (figures.length)
            strbuf_add(out, figures.bytes, figures.length);
        else if (stage->reason_count)
            markdown_add(out, stage->reasons[0]);
        else
            figure_add_duration(stage->duration_ms, out);
        strbuf_add_text(out, " |\n");
    }
}

static void add_log(const struct change_report *report, struct bounded *bounded)
{
    SCOPED(strbuf_release) struct strbuf item = {0};
    const char *log = report->log ? report->log : "";
    size_t length = strlen(log);
    const char *end = log + (length > MAX_LOG_BYTES ? length - MAX_LOG_BYTES : 0);
    if (!report->tests_failed || !length)
        return;
    strbuf_printf(&item, "\n### The %s\n\n", report->build_failed ? "build fails" : "tests fail");
    end += end > log ? strcspn(end, "\n") : 0;
    markdown_add_block(&item, "", end);
    add_item(bounded, &item);
}

static void add_finding(const struct change_report *report, const struct finding *finding, struct bounded *bounded)
{
    SCOPED(strbuf_release) struct strbuf item = {0}, place = {0};
    strbuf_printf(&place, "%s:%u", change_path(report, finding->path), finding->line);
    strbuf_add_text(&item, "- ");
    markdown_add_code(&item, strbuf_text(&place));
    strbuf_printf(&item, " %s: ", finding_level_text(finding->level));
    markdown_add(&item, finding->message);
    strbuf_add_char(&item, ' ');
    markdown_add_code(&item, finding->rule);
    strbuf_add_char(&item, '\n');
    add_item(bounded, &item);
}

static void add_findings(const struct change_report *report, struct bounded *bounded)
{
    size_t count = change_finding_count(report);
    if (!count)
        return;
    add_heading(bounded, "New findings", count);
    for (size_t i = 0; i < report->findings->count; i++)
        if (report->findings->items[i].state == FINDING_SHOWN)
            add_finding(report, &report->findings->items[i], bounded);
}

static void add_share(uint64_t part, uint64_t whole, struct strbuf *out)
{
    if (whole)
        strbuf_printf(out, " %llu of %llu |", (unsigned long long)part, (unsigned long long)whole);
    else
        strbuf_add_text(out, " - |");
}

static void add_file(const struct change_report *report, const struct coverage_change_file *file,
                     struct bounded *bounded)
{
    SCOPED(strbuf_release) struct strbuf item = {0}, runs = {0};
    strbuf_add_text(&item, "| ");
    markdown_add_code(&item, change_path(report, file->path));
    strbuf_add_text(&item, " |");
    add_share(file->totals.lines_hit, file->totals.lines + file->unmeasured_lines, &item);
    add_share(file->totals.branches_taken, file->totals.branches, &item);
    line_runs_format(file->missing, file->missing_count, MAX_RUNS, &runs);
    strbuf_printf(&item, " %s%s |\n", runs.length ? strbuf_text(&runs) : "-",
                  file->state == COVERAGE_CHANGE_UNMEASURED ? " (nothing builds or runs this file)" : "");
    add_item(bounded, &item);
}

static void add_coverage(const struct change_report *report, struct bounded *bounded)
{
    static const char head[] = "| file | lines executed | branches taken | lines that no test executes |\n"
                               "|---|---|---|---|\n";
    size_t count = 0;
    for (size_t i = 0; report->new_code && i < report->new_code->count; i++)
        count += report->new_code->files[i].state != COVERAGE_CHANGE_NOTHING;
    if (!count)
        return;
    add_heading(bounded, "Coverage of the new lines", count);
    SCOPED(strbuf_release) struct strbuf item = {0};
    strbuf_add_text(&item, head);
    if (!add_item(bounded, &item))
        bounded->left_out--;
    for (size_t i = 0; i < report->new_code->count; i++)
        if (report->new_code->files[i].state != COVERAGE_CHANGE_NOTHING)
            add_file(report, &report->new_code->files[i], bounded);
}

static void add_mutant(const struct change_report *report, const struct mutant *mutant, struct source_lines *lines,
                       struct bounded *bounded)
{
    SCOPED(strbuf_release) struct strbuf item = {0}, place = {0}, message = {0}, diff = {0};
    strbuf_printf(&place, "%s:%u", change_path(report, mutant->path), mutant->line);
    source_lines_load(lines, mutant->path);
    bool has_diff = mutant_diff_add(lines, mutant, "", &diff);
    if (has_diff)
        mutant_add_reach(mutant, &message);
    else
        mutant_add_message(mutant, &message);
    strbuf_add_char(&item, '\n');
    markdown_add_code(&item, strbuf_text(&place));
    strbuf_add_char(&item, ' ');
    markdown_add(&item, strbuf_text(&message));
    strbuf_printf(&item, " (`cet mutate why %s --results %s`)\n", mutant->id, report->folder);
    if (has_diff)
        markdown_add_block(&item, "diff", strbuf_text(&diff));
    add_item(bounded, &item);
}

static void add_mutants(const struct change_report *report, struct bounded *bounded)
{
    SCOPED(source_lines_release) struct source_lines lines = {0};
    SCOPED(strbuf_release) struct strbuf item = {0};
    size_t count, unreached;
    SCOPED(memory_free_pointer) const struct mutant **list = change_survivors(report, &count, &unreached);
    if (count)
        add_heading(bounded, "Edits of the new lines that tests run and do not notice", count);
    for (size_t i = 0; i < count; i++)
        add_mutant(report, list[i], &lines, bounded);
    if (unreached)
        strbuf_printf(&item, "\n%zu edits of the new lines are run by no test.\n", unreached);
    if (unreached && !add_item(bounded, &item))
        bounded->left_out--;
}

static void add_marks(const struct change_report *report, struct bounded *bounded)
{
    size_t count = 0;
    while (report->marks && report->marks[count])
        count++;
    if (!count)
        return;
    add_heading(bounded, "Marks in new code; what they would hide counts all the same", count);
    for (size_t i = 0; i < count; i++) {
        SCOPED(strbuf_release) struct strbuf item = {0};
        strbuf_add_text(&item, "- ");
        markdown_add(&item, report->marks[i]);
        strbuf_add_char(&item, '\n');
        add_item(bounded, &item);
    }
}

static void add_gaps(const struct change_report *report, struct bounded *bounded)
{
    if (!report->gap_count)
        return;
    add_heading(bounded, "Not looked at", report->gap_count);
    for (size_t i = 0; i < report->gap_count; i++) {
        SCOPED(strbuf_release) struct strbuf item = {0};
        strbuf_add_text(&item, "- ");
        markdown_add_code(&item, change_path(report, report->gaps[i].path));
        strbuf_add_text(&item, ": ");
        markdown_add(&item, report->gaps[i].why);
        strbuf_add_char(&item, '\n');
        add_item(bounded, &item);
    }
}

void report_change_markdown(const struct change_report *report, size_t max_bytes, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct bounded bounded = {.out = &text, .limit = max_bytes};
    strbuf_printf(&text, "%s\n## cet: %s\n\nSince ", REPORT_COMMENT_MARKER,
                  verdict_outcome_text(report->verdict->outcome));
    markdown_add_code(&text, report->base_name);
    strbuf_printf(&text, " (%s).\n\n", report->base);
    add_stages(report, &text);
    add_log(report, &bounded);
    add_findings(report, &bounded);
    add_coverage(report, &bounded);
    add_mutants(report, &bounded);
    add_marks(report, &bounded);
    add_gaps(report, &bounded);
    if (bounded.left_out)
        strbuf_printf(
            &text,
            "\n%zu more entries do not fit into a comment of %zu bytes; `report.html` among the run's reports "
            "has all.\n",
            bounded.left_out, max_bytes);
    strbuf_add(out, text.bytes, text.length);
}
