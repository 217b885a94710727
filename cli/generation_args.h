/* The words of every command that writes tests: what is linked with the sources, and how long to search. */
#ifndef CET_CLI_GENERATION_ARGS_H
#define CET_CLI_GENERATION_ARGS_H

#include "command.h"
#include "source_units.h"

/* First member of such a command's own struct. */
struct generation_args {
    struct common_args common;
    struct option_list with;
    uint64_t executions; /* 0: as cet.json says, else derived from the branches */
    uint64_t budget_s;
};

#define GENERATION_OPTIONS                                                                                             \
    COMMON_BUILD, COMMON_OUT, COMMON_SEED,                                                                             \
        {0,           "with",                                                                                          \
         "FILE|LIB",  "define what the sources call: a C file, object, archive or -lNAME; may be repeated",            \
         OPTION_LIST, offsetof(struct generation_args, with)},                                                         \
        {0,           "executions",                                                                                    \
         "N",         "budget of the explorer for each source (default: from its branches)",                           \
         OPTION_UINT, offsetof(struct generation_args, executions)},                                                   \
    {                                                                                                                  \
        0, "budget", "SECONDS", "end each source's search after SECONDS; the result says that it did", OPTION_UINT,    \
            offsetof(struct generation_args, budget_s)                                                                 \
    }

/* Collects the units and adds what args say of them: with, seed, executions. */
enum status generation_collect(const struct generation_args *args, const struct option_rest *rest,
                               struct source_units *ret_units, struct error *err);

#endif
