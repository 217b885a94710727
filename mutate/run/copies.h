/* Copies of a program's folder, one for each mutant that runs, so that the files that it writes are its own. */
#ifndef CET_MUTATE_RUN_COPIES_H
#define CET_MUTATE_RUN_COPIES_H

#include "session.h"

/* malloc'ed path; NULL when the folder is too large, or holds the copies itself. */
char *copies_make(struct session *session, unsigned owner, size_t number, const char *folder);
void copies_remove(struct session *session, unsigned owner);

#endif
