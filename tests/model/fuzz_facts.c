/* Whatever the bytes, reading facts refuses them or gives facts that can be written, read, merged and asked. */
#include <stdint.h>
#include <stdlib.h>

#include "cet/model/facts.h"
#include "cet/model/function_uses.h"
#include "cet/model/param_uses.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void ask(const struct facts *facts)
{
    struct arena arena = {0};
    param_uses_program(facts, &arena);
    for (uint32_t i = 0; i < facts->function_count; i++)
        function_uses_find(facts, &facts->functions[i], &arena);
    arena_release(&arena);
}

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
        ask(&again);
    }
    strbuf_release(&text);
    facts_release(&again);
    facts_release(&facts);
    return 0;
}
