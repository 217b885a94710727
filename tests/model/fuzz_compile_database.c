/* Whatever the bytes: refused in one line, or commands with absolute paths and lists that end. */
#include "cet/model/compile_database.h"
#include "core/fuzz_reader.h"

static void check_entry(const struct compile_entry *entry)
{
    if (entry->file[0] != '/' || entry->folder[0] != '/' || entry->arguments[entry->argument_count])
        abort();
    for (size_t i = 0; i < entry->argument_count; i++)
        if (!entry->arguments[i])
            abort();
}

static void check(const struct compile_database *database)
{
    for (size_t i = 0; i < database->entry_count; i++)
        check_entry(&database->entries[i]);
}

FUZZ_READER(struct compile_database, compile_database_load, compile_database_release, check)
