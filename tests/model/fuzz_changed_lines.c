/* Whatever the bytes: refused in one line, or runs of lines that rise from one. */
#include "cet/model/changed_lines.h"
#include "core/fuzz_file.h"

static void check(const struct changed_file *file)
{
    for (size_t i = 0; i < file->run_count; i++)
        if (file->runs[i].first > file->runs[i].last ||
            !changed_lines_touch(&(struct changed_lines){(struct changed_file *)file, 1, 1}, file->path,
                                 file->runs[i].first, file->runs[i].first))
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct changed_lines changed = {0};
    struct error err = {0};
    if (changed_lines_parse("diff", (const char *)bytes, length, &changed, &err) != STATUS_OK)
        fuzz_check_refusal(&err);
    for (size_t i = 0; i < changed.count; i++)
        check(&changed.files[i]);
    changed_lines_release(&changed);
    return 0;
}
