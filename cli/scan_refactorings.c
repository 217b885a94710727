/* cet scan --refactorings: what is worth changing most. */
#include "cet/check/refactorings.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/refactorings.h"
#include "line_changes.h"
#include "scan.h"

#define STANDARD_LIMIT 20

enum status scan_refactorings(const struct scan_args *args, const struct find_request *request, struct error *err)
{
    SCOPED(found_release) struct found found = {0};
    SCOPED(refactoring_set_release) struct refactoring_set set = {0};
    SCOPED(line_history_release) struct line_history history = {0};
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = read_units(request, &found, err);
    if (status != STATUS_OK)
        return status;
    bool has_history = line_changes_find(&found.facts, &history);
    struct refactoring_options options = {.thresholds = request->checks.thresholds,
                                          .changes = has_history ? history.changes : NULL};
    size_t limit = args->limit ? args->limit : STANDARD_LIMIT;
    refactorings_find(&found.facts, &options, &set);
    if (args->common.json)
        refactoring_set_format(&set, limit, here, &text);
    else
        report_refactorings_text(&set, limit, here, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    scan_print_unread(&found.unread, here);
    return STATUS_OK;
}
