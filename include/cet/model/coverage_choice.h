/* Which files of coverage data are meant by the paths that were asked for. A compiler writes down the path that it was
 * given, so a source that is reached through a symbolic link has two names; either stands for the other here.
 *
 *     SCOPED(coverage_choice_release) struct coverage_choice choice = coverage_choice_of(paths);
 *     const char *name = coverage_choice_find(&choice, file->path);
 *
 * The paths stay the caller's and live as long as the choice. Links are looked up once for each path. */
#ifndef CET_MODEL_COVERAGE_CHOICE_H
#define CET_MODEL_COVERAGE_CHOICE_H

#include "cet/core/map.h"

struct coverage_choice {
    const char *const *paths;
    struct map asked;    /* as they were asked for -> place in paths */
    struct map real;     /* the same, links resolved */
    struct map resolved; /* what was looked for and is not asked for by this name -> place in paths, or none */
};

/* paths: absolute, NULL-terminated; NULL: all are meant. */
struct coverage_choice coverage_choice_of(const char *const *paths);
/* What the file is called where it was asked for; path itself when all are meant; NULL: it is not meant. */
const char *coverage_choice_find(struct coverage_choice *choice, const char *path);
void coverage_choice_release(struct coverage_choice *choice);

#endif
