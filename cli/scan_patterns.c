/* cet scan --patterns: the design idioms that the code shows. */
#include "cet/check/patterns.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/patterns.h"
#include "scan.h"

enum status scan_patterns(const struct scan_args *args, const struct find_request *request, struct error *err)
{
    SCOPED(found_release) struct found found = {0};
    SCOPED(pattern_set_release) struct pattern_set patterns = {0};
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = read_units(request, &found, err);
    if (status != STATUS_OK)
        return status;
    patterns_find(&found.facts, &patterns);
    if (args->common.json)
        pattern_set_format(&patterns, here, &text);
    else
        report_patterns_text(&patterns, here, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    scan_print_unread(&found.unread, here);
    return STATUS_OK;
}
