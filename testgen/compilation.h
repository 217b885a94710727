/* Runs of the compiler on behalf of one unit.
 *
 *     struct compilation c = {.arena = arena};
 *     compilation_add(&c, options->clang);
 *     compilation_add_flags(&c, options->flags);
 *     status = compilation_run(options, &c, "the explorer does not compile", NULL, err);
 */
#ifndef CET_TESTGEN_COMPILATION_H
#define CET_TESTGEN_COMPILATION_H

#include "cet/core/arena.h"
#include "cet/core/strbuf.h"
#include "cet/testgen/explore.h"

/* A command line while it grows; texts live in the arena. */
struct compilation {
    struct arena *arena;
    const char **words;
    size_t count, capacity;
};

void compilation_add(struct compilation *c, const char *word);
void compilation_add_list(struct compilation *c, const char *const *words);
/* What of the user's flags concerns the code: not outputs, dependencies, warnings, optimisation, coverage. */
void compilation_add_flags(struct compilation *c, const char *const *flags);
/* Runs it and frees its words; the compiler's own words are the error, all of them in ret_words where it is not NULL.
 */
enum status compilation_run(const struct testgen_options *o, struct compilation *c, const char *what,
                            struct strbuf *ret_words, struct error *err);

#endif
