/* A run whose every input is as it was is answered from the last one's result, without running anything.
 *
 *     struct mutate_recall recall = {0};
 *     mutate_recall_open(args, &units, &choice, &recall);
 *     if (!mutate_recall_find(&recall, &set)) { ... run ...; mutate_recall_keep(&recall, &set); }
 *     mutate_recall_close(&recall);
 *
 * Inputs are the words, cet itself, and all files below the folders that compiling and running read. */
#ifndef CET_CLI_MUTATE_RECALL_H
#define CET_CLI_MUTATE_RECALL_H

#include "cet/mutate/cache.h"
#include "mutate.h"

struct mutate_recall {
    struct store *store; /* the caller's, NULL: nothing is found or kept */
    struct arena arena;
    const char **folders; /* NULL-terminated */
    const char **skipped; /* what this command writes itself */
    char key[DIGEST_TEXT_SIZE + 16];
    struct mutation_world before;
    bool is_usable;
};

void mutate_recall_open(const struct mutate_args *args, const struct source_units *units,
                        const struct mutate_choice *choice, struct mutate_recall *ret_recall);
bool mutate_recall_find(const struct mutate_recall *recall, struct mutant_set *set);
void mutate_recall_keep(const struct mutate_recall *recall, const struct mutant_set *set);
void mutate_recall_close(struct mutate_recall *recall);

#endif
