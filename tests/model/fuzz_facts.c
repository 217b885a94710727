/* Whatever the bytes, reading facts refuses them or gives facts that can be written, read and merged. */
#include <stdint.h>
#include <stdlib.h>

#include "cet/model/facts.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct facts facts = {0};
    struct facts again = {0};
    struct strbuf text = {0};
    if (facts_parse(&facts, "fuzz", (const char *)bytes, length, NULL) == STATUS_OK) {
        facts_format(&facts, &text);
        if (facts_parse(&again, "again", text.bytes, text.length, NULL) != STATUS_OK)
            abort();
        facts_merge(&again, &facts);
    }
    strbuf_release(&text);
    facts_release(&again);
    facts_release(&facts);
    return 0;
}
