/* Whatever the bytes: refused in one line with nothing kept, or sources that are texts and each there once. */
#include "cet/coverage/data_files.h"
#include "core/fuzz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct gcov_notes notes = {0};
    struct gcov_head head = {0};
    struct error err = {0};
    if (gcov_notes_parse("fuzz", bytes, length, &notes, &err) != STATUS_OK) {
        fuzz_check_refusal(&err);
        if (notes.sources || notes.folder)
            abort();
    }
    for (size_t i = 0; i < notes.source_count; i++)
        for (size_t k = 0; k < i; k++)
            if (!strcmp(notes.sources[i], notes.sources[k]))
                abort();
    gcov_notes_release(&notes);
    err = (struct error){0};
    if (gcov_data_parse_head("fuzz", bytes, length, &head, &err) != STATUS_OK)
        fuzz_check_refusal(&err);
    return 0;
}
