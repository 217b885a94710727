#include "cet/core/memory.h"
#include "cet/model/findings_sarif.h"
#include "core/fuzz_reader.h"

static enum status load(const char *path, struct finding_set *set, struct error *err)
{
    return findings_sarif_load(path, "/p", set, err);
}

/* What was read is written as our own format, which reads back. */
static void check(const struct finding_set *set)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(finding_set_release) struct finding_set again = {0};
    finding_set_format(set, &text);
    if (finding_set_load(fuzz_file(text.bytes, text.length), &again, NULL) != STATUS_OK)
        abort();
}

FUZZ_READER(struct finding_set, load, finding_set_release, check)
