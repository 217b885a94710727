/* Which mutants need not be run: what the configuration or a comment leaves out, what another run judges.
 *
 *     struct mutate_selection selection = {.changed = &changed, .root = root, .shard = 2, .shard_count = 3};
 *     status = mutate_select(&selection, &set, &err);
 *
 * Meant for a set after its clean run: those left out become ignored, with a reason; the rest keeps its status. Zeroed
 * options leave out what comments suppress and nothing else. The same set, options and seed choose the same mutants. */
#ifndef CET_MUTATE_SELECT_H
#define CET_MUTATE_SELECT_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/model/changed_lines.h"
#include "cet/model/mutant.h"

struct mutate_selection {
    const char *root;           /* absolute; globs see paths below it */
    const char *const *exclude; /* globs of files below root, or of functions */
    size_t exclude_count;
    const struct changed_lines *changed; /* by absolute path; NULL: all lines */
    uint64_t sample;                     /* at most so many; 0: all */
    uint64_t seed;                       /* of the sample */
    uint32_t shard, shard_count;         /* 1..shard_count; 0: no shards */
    const struct mutant_set *costs;      /* an earlier result, by which shards are balanced; NULL: by count */
};

enum status mutate_select(const struct mutate_selection *selection, struct mutant_set *set, struct error *err);

/* Only what comments suppress; adds the comments that suppress nothing to set->unused. Part of mutate_select. */
enum status mutate_suppress(struct mutant_set *set, struct error *err);

/* "2/3" */
enum status mutate_parse_shard(const char *text, uint32_t *ret_shard, uint32_t *ret_count, struct error *err);

/* Joins results of runs that chose differently: the verdict of the one that judged a mutant counts. STATUS_INVALID when
 * both judged it and differ, or when a file was not the same for both. name stands in messages. */
enum status mutate_merge(struct mutant_set *into, const struct mutant_set *from, const char *name, struct error *err);

#endif
