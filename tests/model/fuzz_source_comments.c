/* Code without its comments: any bytes are read to their end, and a comment behind them changes nothing. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/source_comments.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    SCOPED(strbuf_release) struct strbuf before = {0}, text = {0}, after = {0};
    strbuf_add_text(&text, "int a; /* first */\n");
    strbuf_add(&text, data, size);
    source_comments_leave_out((const char *)data, size, &before);
    source_comments_leave_out(strbuf_text(&text), text.length, &after);
    if (after.length < before.length)
        abort();
    return 0;
}
