/* Whatever the source: refused with its line and nothing added, or marks that begin before they end. */
#include "cet/model/coverage_exclusions.h"
#include "core/fuzz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct coverage_exclusions marks = {0};
    struct error err = {0};
    if (coverage_exclusions_find("fuzz", (const char *)bytes, length, &marks, &err) != STATUS_OK) {
        fuzz_check_refusal(&err);
        if (marks.count)
            abort();
    }
    for (size_t i = 0; i < marks.count; i++)
        if (!marks.items[i].first || marks.items[i].first > marks.items[i].last)
            abort();
    coverage_exclusions_release(&marks);
    return 0;
}
