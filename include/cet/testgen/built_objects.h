/* Object files kept for who compiles the same again: the files that a unit is linked with, which are the same for all
 * units of a project and all rounds of the gate.
 *
 *     struct built_objects objects = {0};
 *     status = built_objects_open(&objects, sandbox_staging(box), err);
 *     if (!built_objects_fetch(&objects, key, "suite/with_file.o"))
 *         compile and built_objects_keep(&objects, key, "suite/with_file.o");
 *     built_objects_close(&objects);   // removes them
 *
 * key names all that the object depends on: compiler, flags, source; the sources must not change in between. A zeroed
 * struct keeps nothing. Several threads may use one. */
#ifndef CET_TESTGEN_BUILT_OBJECTS_H
#define CET_TESTGEN_BUILT_OBJECTS_H

#include <stdbool.h>

#include "cet/core/error.h"

struct built_objects {
    char *folder; /* malloc'ed; NULL: nothing is kept */
};

/* The objects lie in a new folder below base, of the same file system as where they are fetched to. */
enum status built_objects_open(struct built_objects *objects, const char *base, struct error *err);
void built_objects_close(struct built_objects *objects);

/* Puts the object to path, newer than everything there, so that make finds it done; false: there is none, or the file
 * system has no second names. */
bool built_objects_fetch(const struct built_objects *objects, const char *key, const char *path);
/* Keeps the object at path; where that fails it is only compiled again. */
void built_objects_keep(const struct built_objects *objects, const char *key, const char *path);

#endif
