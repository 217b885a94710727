/* Whatever an analyser prints: findings with a place, a rule and a message of one line, and what was taken in once is
 * known the second time. The first byte chooses the analyser. */
#include <stdlib.h>
#include <string.h>

#include "cet/model/analyser_output.h"

static void check(const struct finding *finding)
{
    if (finding->path[0] != '/' || !finding->line || !*finding->rule || strchr(finding->message, '\n'))
        abort();
    for (uint32_t i = 0; i < finding->note_count; i++)
        if (!finding->notes[i].line || strchr(finding->notes[i].message, '\n'))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct finding_set theirs = {0}, all = {0};
    if (!length)
        return 0;
    analyser_output_read((enum analyser)(bytes[0] % ANALYSER_COUNT), "/folder", (const char *)bytes + 1, length - 1,
                         &theirs);
    for (size_t i = 0; i < theirs.count; i++)
        check(&theirs.items[i]);
    findings_take_in(&theirs, &all);
    size_t count = all.count;
    findings_take_in(&theirs, &all);
    if (all.count != count || count > theirs.count)
        abort();
    finding_set_release(&theirs);
    finding_set_release(&all);
    return 0;
}
