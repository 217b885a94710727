/* All reports of `cet ci`, in one folder, and what a runner of GitHub's shows of them. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_writers.h"
#include "cet/report/mutants.h"
#include "cet/report/page.h"
#include "ci.h"
#include "report_rules.h"
#include "scan.h"

#define VIEWER_IN_PROJECT "node_modules/mutation-testing-elements/dist/mutation-test-elements.js"
#define MAX_VIEWER_BYTES (16u << 20)

struct sources {
    const struct change_report *report;
    const struct ci_measured *measured;
    struct mutants_report mutants;
};

typedef void (*write_fn)(const struct sources *from, struct strbuf *out);

static void write_page(const struct sources *from, struct strbuf *out)
{
    size_t count;
    SCOPED(memory_free_pointer) struct report_rule *rules = report_rules_list(&count);
    report_page_html(&(struct report_page){.verdict = from->report->verdict,
                                           .findings = from->report->findings,
                                           .rules = rules,
                                           .rule_count = count,
                                           .coverage = &from->measured->coverage,
                                           .mutants = from->report->mutants,
                                           .change = from->report->new_code,
                                           .change_base = from->report->base_name,
                                           .root = from->report->root,
                                           .tool_version = CET_VERSION},
                     out);
}

static void write_comment(const struct sources *from, struct strbuf *out)
{
    report_change_markdown(from->report, REPORT_COMMENT_MAX_BYTES, out);
}

static void write_junit(const struct sources *from, struct strbuf *out)
{
    report_change_junit(from->report, out);
}

static void write_findings(const struct sources *from, struct strbuf *out)
{
    finding_set_format(&from->measured->found.findings, out);
}

static void write_findings_sarif(const struct sources *from, struct strbuf *out)
{
    scan_format_sarif(&from->measured->found, from->report->root, out);
}

static void write_code_quality(const struct sources *from, struct strbuf *out)
{
    report_findings_code_quality(&from->measured->found.findings, from->report->root, out);
}

static void write_trace(const struct sources *from, struct strbuf *out)
{
    coverage_format_tracefile(&from->measured->coverage, out);
}

static void write_cobertura(const struct sources *from, struct strbuf *out)
{
    coverage_format_as(coverage_writer_find("cobertura"), &from->measured->coverage, out);
}

static void write_new_code(const struct sources *from, struct strbuf *out)
{
    coverage_change_format_json(&from->measured->new_code, from->report->base, out);
}

static void write_mutants(const struct sources *from, struct strbuf *out)
{
    mutant_set_format(&from->measured->mutants, out);
}

static void write_mutants_sarif(const struct sources *from, struct strbuf *out)
{
    report_mutants_sarif(&from->mutants, out);
}

static void write_elements(const struct sources *from, struct strbuf *out)
{
    report_mutants_elements(&from->mutants, out);
}

static void write_verdict_badge(const struct sources *from, struct strbuf *out)
{
    report_verdict_badge(from->report->verdict, out);
}

static void write_line_badge(const struct sources *from, struct strbuf *out)
{
    report_figure_badge(from->report->verdict, "line", "coverage of new lines", out);
}

static void write_mutation_badge(const struct sources *from, struct strbuf *out)
{
    report_figure_badge(from->report->verdict, "mutation", "mutation score of new lines", out);
}

static void write_log(const struct sources *from, struct strbuf *out)
{
    strbuf_add(out, strbuf_text(&from->measured->log), from->measured->log.length);
}

static void write_verdict(const struct sources *from, struct strbuf *out)
{
    verdict_format(from->report->verdict, out);
}

static const struct {
    const char *name;
    write_fn write;
} files[] = {
    {"report.html", write_page},
    {"comment.md", write_comment},
    {"junit.xml", write_junit},
    {"findings.json", write_findings},
    {"findings.sarif", write_findings_sarif},
    {"code-quality.json", write_code_quality},
    {"coverage.info", write_trace},
    {"coverage.xml", write_cobertura},
    {"new-code.json", write_new_code},
    {"mutants.jsonl", write_mutants},
    {"mutants.sarif", write_mutants_sarif},
    {"mutation-report.json", write_elements},
    {"badge-verdict.svg", write_verdict_badge},
    {"badge-coverage.svg", write_line_badge},
    {"badge-mutation.svg", write_mutation_badge},
    {"log.txt", write_log},
    {"verdict.json", write_verdict},
};

static enum status write_text(const char *folder, const char *name, const struct strbuf *text, struct error *err)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    return file_write(path, strbuf_text(text), text->length, err);
}

/* The viewer of the npm package, where somebody has it. One that was asked for and is not there is an error. */
static enum status write_viewer(const struct sources *from, const char *asked, const char *folder, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf script = {0}, page = {0};
    const char *said = asked ? asked : getenv("CET_ELEMENTS_VIEWER");
    const char *path = said && *said ? said : VIEWER_IN_PROJECT;
    if (path != said && !file_exists(path))
        return STATUS_OK;
    enum status status = file_read(path, MAX_VIEWER_BYTES, &script, err);
    if (status != STATUS_OK)
        return status;
    report_mutants_elements_page(&from->mutants, strbuf_text(&script), script.length, &page);
    return write_text(folder, "mutation.html", &page, err);
}

/* What other steps wrote there stays. */
static void append_summary(const struct change_report *report, const char *path)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    report_change_markdown(report, REPORT_SUMMARY_MAX_BYTES, &text);
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd < 0 || write(fd, text.bytes, text.length) != (ssize_t)text.length)
        fprintf(stderr, "cet ci: '%s' (GITHUB_STEP_SUMMARY) cannot be written\n", path);
    if (fd >= 0)
        close(fd);
}

static void tell_runner(const struct change_report *report)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char *runs = getenv("GITHUB_ACTIONS"), *summary = getenv("GITHUB_STEP_SUMMARY");
    if (runs && !strcmp(runs, "true")) {
        report_change_annotations(report, &text);
        fwrite(strbuf_text(&text), 1, text.length, stdout);
    }
    if (summary && *summary)
        append_summary(report, summary);
}

/* A folder that nobody asked for is not to be committed. */
static enum status hide_from_git(const char *folder, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_add_text(&text, "*\n");
    return write_text(folder, ".gitignore", &text, err);
}

enum status ci_reports_write(const struct change_report *report, const struct ci_measured *measured,
                             const struct ci_args *args, const char *folder, struct error *err)
{
    const struct sources from = {
        report,
        measured,
        {.set = &measured->mutants, .root = report->root, .tool_version = CET_VERSION},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < ARRAY_LENGTH(files) && status == STATUS_OK; i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        files[i].write(&from, &text);
        status = write_text(folder, files[i].name, &text, err);
    }
    if (status == STATUS_OK && !args->common.out)
        status = hide_from_git(folder, err);
    if (status == STATUS_OK)
        status = write_viewer(&from, args->viewer, folder, err);
    if (status == STATUS_OK)
        tell_runner(report);
    return status;
}
