/* Whatever the bytes: refused in one line, or commands with absolute paths and lists that end. */
#include "cet/model/compile_database.h"
#include "core/fuzz_file.h"

static void check(const struct compile_entry *entry)
{
    if (entry->file[0] != '/' || entry->folder[0] != '/' || entry->arguments[entry->argument_count])
        abort();
    for (size_t i = 0; i < entry->argument_count; i++)
        if (!entry->arguments[i])
            abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct compile_database database = {0};
    struct error err = {0};
    if (compile_database_load(fuzz_file(bytes, length), &database, &err) == STATUS_OK)
        for (size_t i = 0; i < database.entry_count; i++)
            check(&database.entries[i]);
    else
        fuzz_check_refusal(&err);
    compile_database_release(&database);
    return 0;
}
