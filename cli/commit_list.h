/* Commits that touch C, and a sample of them. */
#ifndef CET_CLI_COMMIT_LIST_H
#define CET_CLI_COMMIT_LIST_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"

struct commit {
    const char *hash, *date, *subject;
};

/* Texts live in the arena. */
struct commit_list {
    struct arena arena;
    struct commit *items; /* oldest first */
    size_t count;
    uint32_t all; /* of which items are a sample */
};

/* The commits of git's range (NULL: of the current branch) that change a .c or .h file, `limit` of them, evenly spaced,
 * the first and the last among them. STATUS_INVALID when there is none. */
enum status commit_list_read(const char *top, const char *range, size_t limit, struct commit_list *ret_list,
                             struct error *err);
void commit_list_release(struct commit_list *list);

#endif
