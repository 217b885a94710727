/* Workflow commands of GitHub Actions for mutants that no test notices. */
#include <stdlib.h>

#include "annotation.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/mutants.h"
#include "mutants_worth.h"

static void add_mutant(const struct mutants_report *report, const struct mutant *mutant, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf message = {0};
    bool is_on_one_line = mutant->end_line == mutant->line;
    mutant_add_message(mutant, &message);
    strbuf_printf(&message, " (%s, mutant %s)", mutant->operator_name, mutant->id);
    annotation_add(
        &(struct annotation){.level = "warning",
                             .path = report->root ? path_below(mutant->path, report->root) : mutant->path,
                             .line = mutant->line,
                             .column = mutant->column,
                             .end_line = mutant->end_line > mutant->line ? mutant->end_line : 0,
                             .end_column =
                                 is_on_one_line && mutant->end_column > mutant->column ? mutant->end_column : 0,
                             .title = mutant->status == MUTANT_SURVIVED ? "No test notices" : "No test runs this",
                             .message = strbuf_text(&message)},
        out);
}

void report_mutants_annotations(const struct mutants_report *report, struct strbuf *out)
{
    size_t count;
    SCOPED(memory_free_pointer) const struct mutant **list = mutants_by_worth(report->set, &count);
    for (size_t i = 0; i < count && i < MAX_ANNOTATIONS; i++)
        add_mutant(report, list[i], out);
    if (count > MAX_ANNOTATIONS)
        strbuf_printf(out, "::notice::%zu more mutants are noticed by no test\n", count - MAX_ANNOTATIONS);
}
