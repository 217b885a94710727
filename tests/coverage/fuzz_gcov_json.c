/* Whatever gcov answers: refused in one line with nothing added, or sorted lines and branches under absolute paths. */
#include "cet/coverage/gcov.h"
#include "core/fuzz_file.h"

static void check(const struct coverage_file *file)
{
    if (file->path[0] != '/')
        abort();
    for (size_t i = 0; i < file->line_count; i++)
        if (file->lines[i].line == 0 || (i && file->lines[i - 1].line >= file->lines[i].line))
            abort();
    for (size_t i = 1; i < file->branch_count; i++)
        if (file->branches[i - 1].line > file->branches[i].line)
            abort();
    for (size_t i = 0; i < file->function_count; i++)
        if (!file->functions[i].name || file->functions[i].line == 0)
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct coverage coverage = {0};
    struct error err = {0};
    const char *text = (const char *)bytes;
    if (gcov_parse_json("fuzz", text, length, &coverage, &err) != STATUS_OK) {
        fuzz_check_refusal(&err);
        if (coverage.file_count)
            abort();
    }
    for (size_t i = 0; i < coverage.file_count; i++)
        check(&coverage.files[i]);
    coverage_release(&coverage);
    return 0;
}
