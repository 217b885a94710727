/* How each file of a build is compiled: compile_commands.json (Clang's JSON compilation database).
 *
 * The arguments that come out can be given to any compiler run of ours: without the compiler's name, the source, -c, -o
 * and dependency output; relative folders stay relative to entry.folder. */
#ifndef CET_MODEL_COMPILE_DATABASE_H
#define CET_MODEL_COMPILE_DATABASE_H

#include <stddef.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"

struct compile_entry {
    const char *file;       /* absolute */
    const char *folder;     /* absolute, where the compiler runs */
    const char **arguments; /* argument_count of them and a NULL */
    size_t argument_count;
};

struct compile_database {
    struct arena arena;
    struct compile_entry *entries; /* C files only, in the order of the file */
    size_t entry_count;
    size_t left_out; /* entries of other languages */
};

/* build is a folder that holds compile_commands.json, or the file itself. */
enum status compile_database_load(const char *build, struct compile_database *database, struct error *err);
void compile_database_release(struct compile_database *database);
/* The first entry for the file (absolute path), or NULL. */
const struct compile_entry *compile_database_find(const struct compile_database *database, const char *file);

#endif
