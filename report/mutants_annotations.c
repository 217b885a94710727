/* Workflow commands of GitHub Actions: "::warning file=a.c,line=3,...::message". */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/mutants.h"
#include "mutants_worth.h"

#define MAX_ANNOTATIONS 10

/* The escapes of github.com/actions/toolkit, packages/core/src/command.ts: more of them in properties. */
static void add_escaped(struct strbuf *out, const char *text, const char *escaped)
{
    for (; *text; text++) {
        if (strchr(escaped, *text))
            strbuf_printf(out, "%%%02X", (unsigned char)*text);
        else
            strbuf_add_char(out, *text);
    }
}

static void add_annotation(const struct mutants_report *report, const struct mutant *mutant, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf message = {0};
    mutant_add_message(mutant, &message);
    strbuf_printf(&message, " (%s, mutant %s)", mutant->operator_name, mutant->id);
    strbuf_add_text(out, "::warning file=");
    add_escaped(out, report->root ? path_below(mutant->path, report->root) : mutant->path, "%\r\n:,");
    strbuf_printf(out, ",line=%u,col=%u", mutant->line, mutant->column);
    if (mutant->end_line == mutant->line && mutant->end_column > mutant->column)
        strbuf_printf(out, ",endColumn=%u", mutant->end_column);
    else if (mutant->end_line > mutant->line)
        strbuf_printf(out, ",endLine=%u", mutant->end_line);
    strbuf_printf(out, ",title=%s::", mutant->status == MUTANT_SURVIVED ? "No test notices" : "No test runs this");
    add_escaped(out, strbuf_text(&message), "%\r\n");
    strbuf_add_char(out, '\n');
}

void report_mutants_annotations(const struct mutants_report *report, struct strbuf *out)
{
    size_t count;
    SCOPED(memory_free_pointer) const struct mutant **list = mutants_by_worth(report->set, &count);
    for (size_t i = 0; i < count && i < MAX_ANNOTATIONS; i++)
        add_annotation(report, list[i], out);
    if (count > MAX_ANNOTATIONS)
        strbuf_printf(out, "::notice::%zu more mutants are noticed by no test\n", count - MAX_ANNOTATIONS);
}
