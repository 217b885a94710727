/* Whatever the bytes: refused in one line, or a history that reads back as it was written. */
#include <string.h>

#include "cet/model/history.h"
#include "core/fuzz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct history history = {0}, again = {0};
    struct strbuf text = {0}, second = {0};
    struct error err = {0};
    if (history_parse("history", (const char *)bytes, length, &history, &err) != STATUS_OK) {
        fuzz_check_refusal(&err);
    } else {
        history_format(&history, true, &text);
        if (history_parse("history", strbuf_text(&text), text.length, &again, &err) != STATUS_OK)
            abort();
        history_format(&again, true, &second);
        if (strcmp(strbuf_text(&text), strbuf_text(&second)) != 0)
            abort();
    }
    history_release(&history);
    history_release(&again);
    strbuf_release(&text);
    strbuf_release(&second);
    return 0;
}
