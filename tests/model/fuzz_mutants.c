/* Whatever the bytes: refused in one line, or a set that reads back as it is written. */
#include "cet/model/mutant.h"
#include "core/fuzz_file.h"

static bool read_and_write(const void *bytes, size_t length, struct strbuf *out)
{
    struct mutant_set read = {0};
    struct error err = {0};
    bool is_read = mutant_set_load(fuzz_file(bytes, length), &read, &err) == STATUS_OK;
    if (is_read)
        mutant_set_format(&read, out);
    else
        fuzz_check_refusal(&err);
    mutant_set_release(&read);
    return is_read;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct strbuf first = {0}, second = {0};
    if (read_and_write(bytes, length, &first)) {
        if (!read_and_write(first.bytes, first.length, &second))
            abort();
        fuzz_check_same(&first, &second);
    }
    strbuf_release(&first);
    strbuf_release(&second);
    return 0;
}
