/* A change on GitHub's "Files changed". */
#include "annotation.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/change.h"
#include "cet/report/mutants.h"
#include "change_places.h"

static void add_rest(size_t count, const char *what, struct strbuf *out)
{
    if (count > MAX_ANNOTATIONS)
        strbuf_printf(out, "::notice::%zu more %s\n", count - MAX_ANNOTATIONS, what);
}

static void add_findings(const struct change_report *report, struct strbuf *out)
{
    size_t count = 0;
    for (size_t i = 0; report->findings && i < report->findings->count; i++) {
        const struct finding *finding = &report->findings->items[i];
        if (finding->state != FINDING_SHOWN || count++ >= MAX_ANNOTATIONS)
            continue;
        annotation_add(&(struct annotation){.level = finding->level == FINDING_ERROR ? "error" : "warning",
                                            .path = change_path(report, finding->path),
                                            .line = finding->line,
                                            .column = finding->column,
                                            .title = finding->rule,
                                            .message = finding->message},
                       out);
    }
    add_rest(count, "new findings", out);
}

static void add_missing(const struct change_report *report, struct strbuf *out)
{
    size_t count = 0;
    for (size_t i = 0; report->new_code && i < report->new_code->count; i++) {
        const struct coverage_change_file *file = &report->new_code->files[i];
        for (size_t k = 0; k < file->missing_count; k++)
            if (count++ < MAX_ANNOTATIONS)
                annotation_add(&(struct annotation){.level = "warning",
                                                    .path = change_path(report, file->path),
                                                    .line = file->missing[k].first,
                                                    .end_line = file->missing[k].last > file->missing[k].first
                                                                    ? file->missing[k].last
                                                                    : 0,
                                                    .title = "No test executes this",
                                                    .message = "new lines that no test executes"},
                               out);
    }
    add_rest(count, "runs of new lines are executed by no test", out);
}

void report_change_annotations(const struct change_report *report, struct strbuf *out)
{
    add_findings(report, out);
    add_missing(report, out);
    if (report->mutants)
        report_mutants_annotations(&(struct mutants_report){.set = report->mutants, .root = report->root}, out);
}
