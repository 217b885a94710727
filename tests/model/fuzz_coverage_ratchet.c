/* Whatever the bytes: refused in one line, or a ratchet that is read back as it was written. */
#include "cet/model/coverage_ratchet.h"
#include "core/fuzz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct coverage_ratchet ratchet = {0}, again = {0};
    struct strbuf first = {0}, second = {0};
    struct error err = {0};
    if (coverage_ratchet_load(fuzz_file(bytes, length), &ratchet, &err) != STATUS_OK) {
        fuzz_check_refusal(&err);
        if (ratchet.count)
            abort();
        return 0;
    }
    coverage_ratchet_format(&ratchet, &first);
    if (coverage_ratchet_load(fuzz_file(first.bytes, first.length), &again, NULL) != STATUS_OK)
        abort();
    coverage_ratchet_format(&again, &second);
    if (first.length != second.length || memcmp(first.bytes, second.bytes, first.length) != 0)
        abort();
    coverage_ratchet_release(&ratchet);
    coverage_ratchet_release(&again);
    strbuf_release(&first);
    strbuf_release(&second);
    return 0;
}
