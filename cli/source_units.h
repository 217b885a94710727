/* The C files a command was asked to work on, and how each is compiled: from operands, from a build's compilation
 * database, from cet.json, from what stands behind "--". */
#ifndef CET_CLI_SOURCE_UNITS_H
#define CET_CLI_SOURCE_UNITS_H

#include <stddef.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/map.h"
#include "cet/core/options.h"
#include "cet/model/project.h"

struct source_unit {
    const char *path;   /* absolute */
    const char *folder; /* absolute, where its compiler runs */
    const char **flags; /* flag_count of them and a NULL */
    size_t flag_count;
};

struct source_units {
    struct arena arena;
    struct map known;       /* what units there are: real path and flags */
    struct project project; /* of cet.json, or the defaults; folder NULL: no cet.json was read */
    struct source_unit *items;
    size_t count;
    const char **with; /* absolute, files that define what the units call */
    size_t with_count;
    const char **libraries; /* the linker's words: "-lm" */
    size_t library_count;
    const char **absent; /* files of the compilation database that do not exist, absolute */
    size_t absent_count;
    const char *moved_to;  /* the tree that source_units_moved moved them to, or NULL */
    const char **readable; /* folders that compiling them needs to read, NULL-terminated */
};

/* operands are files, one folder with a cet.json, or nothing where build names a compilation database (then all its C
 * files). Each file must exist, be readable and be a C source. */
enum status source_units_collect(const struct option_rest *rest, const char *build, struct source_units *ret_units,
                                 struct error *err);
/* The same, but files of the compilation database that do not exist are listed as absent, where there are others. */
enum status source_units_collect_present(const struct option_rest *rest, const char *build,
                                         struct source_units *ret_units, struct error *err);
/* No units, but the thresholds and choices of the cet.json in the current folder, if there is one. */
enum status source_units_none(struct source_units *ret_units, struct error *err);
/* Adds a --with operand: a C file, object, archive or shared library, or a word of the linker's ("-lm"). */
enum status source_units_add_with(struct source_units *units, const char *path, struct error *err);
/* Units by their compile commands; the files need not be there. Texts of entries are copied. */
struct compile_entry;
void source_units_of_commands(const struct compile_entry *entries, size_t count, struct source_units *ret_units);
/* The units as they stand in the tree `to`, which is another state of the tree `from`: those that are there, with paths
 * of their flags leading there where that exists. Texts of units are shared: it lives no longer than they do. */
void source_units_moved(const struct source_units *units, const char *from, const char *to,
                        struct source_units *ret_units);
/* The folder that holds all units: what SRC_DIR of a suite stands for. malloc'ed. */
char *source_units_root(const struct source_units *units);
void source_units_release(struct source_units *units);

#endif
