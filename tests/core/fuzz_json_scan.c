/* What the scan takes, cJSON takes too, and both are done with the text or refuse it in one line. */
#include "cet/core/json_scan.h"
#include "core/fuzz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct json_scan scan = json_scan_of("fuzz", (const char *)bytes, length);
    struct error err = {0};
    struct strbuf text = {0};
    if (json_scan_peek(&scan) == '"')
        json_scan_text(&scan, &text);
    else
        json_scan_skip(&scan);
    if (json_scan_end(&scan, &err) != STATUS_OK)
        fuzz_check_refusal(&err);
    strbuf_release(&text);
    return 0;
}
