/* The environment of a child as a list "NAME=value": a base, then additions that replace equal names. */
#ifndef CET_EXEC_ENVIRONMENT_H
#define CET_EXEC_ENVIRONMENT_H

#include "words.h"

/* The folders in which programs are looked up in a clean environment. */
#define CLEAN_PATH "/usr/local/bin:/usr/bin:/bin"

void environment_set(struct words *environment, const char *assignment);
/* A NULL-terminated list; NULL: nothing. */
void environment_set_all(struct words *environment, const char *const *assignments);
/* PATH, HOME and TMPDIR (both temporary_folder), LC_ALL. */
void environment_set_clean(struct words *environment, const char *temporary_folder);
/* The value of name, or NULL. */
const char *environment_find(const struct words *environment, const char *name);

#endif
