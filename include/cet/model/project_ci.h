/* "ci" of a cet.json: how the project is built and tested, and what its new code has to reach. */
#ifndef CET_MODEL_PROJECT_CI_H
#define CET_MODEL_PROJECT_CI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/json.h"

#define PROJECT_CI_TIMEOUT_S 600u
/* Files whose own code is not judged, as globs below the project. */
#define PROJECT_CI_EXCLUDE "test/*,tests/*,*/test/*,*/tests/*,test_*.c,*/test_*.c,*_test.c"

struct project_ci {
    bool is_given;
    const char *build; /* of the shell; NULL: found out */
    const char *test;
    const char *suite;   /* folder with a Makefile, relative; NULL: none */
    const char *exclude; /* globs with commas between; NULL: PROJECT_CI_EXCLUDE */
    double line_ratio, branch_ratio, mutation_ratio;
    uint64_t timeout_s; /* of each command; 0: PROJECT_CI_TIMEOUT_S */
};

/* All of the new lines, none of the branches, all mutants. */
void project_ci_defaults(struct project_ci *ci);
/* Texts live in the arena; path stands in messages. */
enum status project_ci_read(const cJSON *node, const char *path, struct arena *arena, struct project_ci *ci,
                            struct error *err);

#endif
