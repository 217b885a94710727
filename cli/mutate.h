/* What the verbs of `cet mutate` share: their words, and what they do before and after mutants run. */
#ifndef CET_CLI_MUTATE_H
#define CET_CLI_MUTATE_H

#include "cet/model/mutant.h"
#include "cet/mutate/cache.h"
#include "cet/mutate/select.h"
#include "cet/store/store.h"
#include "changes.h"
#include "command.h"
#include "mutate_tests.h"
#include "source_units.h"

struct mutate_args {
    struct common_args common;
    const char *suite;
    const char *source_root;
    const char *operators;
    const char *cflags;
    const char *diff;
    const char *shard;
    const char *results;
    const char *sarif;
    const char *elements;
    uint64_t sample;
    uint64_t timeout_s;
    double threshold_ratio;
    const char *store;
    bool annotations;
    bool no_cache;
    bool no_equivalents;
};

#define MUTATE_OPERATORS                                                                                               \
    {0,           "operators",                                                                                         \
     "NAMES",     "comma-separated operators or groups, or all (default: default)",                                    \
     OPTION_TEXT, offsetof(struct mutate_args, operators)}
#define MUTATE_RESULTS(help) {0, "results", "FILE|DIR", help, OPTION_TEXT, offsetof(struct mutate_args, results)}
#define MUTATE_SELECTION                                                                                               \
    {0,           "diff",                                                                                              \
     "REF|FILE",  "only mutants on lines that changed since git's REF, or in the unified diff FILE",                   \
     OPTION_TEXT, offsetof(struct mutate_args, diff)},                                                                 \
        {0,           "shard",                                                                                         \
         "K/N",       "only the K-th of N parts; cet mutate merge joins their results",                                \
         OPTION_TEXT, offsetof(struct mutate_args, shard)},                                                            \
        {0,           "sample",                                                                                        \
         "N",         "only N mutants, drawn at random from --seed",                                                   \
         OPTION_UINT, offsetof(struct mutate_args, sample)},                                                           \
        COMMON_SEED, MUTATE_RESULTS("an earlier result, by whose costs --shard balances")
#define MUTATE_CACHE                                                                                                   \
    {0, "store", "FILE", "keep verdicts in FILE", OPTION_TEXT, offsetof(struct mutate_args, store)},                   \
    {                                                                                                                  \
        0, "no-cache", NULL, "take no verdict from an earlier run, and keep none", OPTION_FLAG,                        \
            offsetof(struct mutate_args, no_cache)                                                                     \
    }
#define MUTATE_REPORTS                                                                                                 \
    {0,           "sarif",                                                                                             \
     "FILE",      "write what no test notices as SARIF 2.1.0 to FILE",                                                 \
     OPTION_TEXT, offsetof(struct mutate_args, sarif)},                                                                \
        {0,           "elements",                                                                                      \
         "FILE",      "write a mutation-testing-elements report to FILE",                                              \
         OPTION_TEXT, offsetof(struct mutate_args, elements)},                                                         \
        {0,           "annotations",                                                                                   \
         NULL,        "print GitHub annotations instead of the summary",                                               \
         OPTION_FLAG, offsetof(struct mutate_args, annotations)},                                                      \
    {                                                                                                                  \
        0, "threshold", "RATIO", "exit 1 when the score is below it, 0.7 for 70 % (default: cet.json's)",              \
            OPTION_NUMBER, offsetof(struct mutate_args, threshold_ratio)                                               \
    }

/* Mutants from what --results names: a mutants.jsonl, or a folder that holds one. */
enum status mutate_load_results(const char *path, struct mutant_set *set, struct error *err);

/* mutate_choice.c: what `run` hands to mutate_run as its hooks. */
struct mutate_choice {
    struct mutate_selection selection;
    struct changes changes;
    struct mutant_set costs;
    char *root;          /* the current folder */
    struct store *store; /* NULL: nothing is cached */
    struct mutation_cache *cache;
    size_t found; /* verdicts of earlier runs that hold */
    struct mutate_tests tests;
    const struct mutate_inputs *inputs; /* of a command, the caller's; NULL: of a suite */
};
/* units: the files under test, whose cet.json counts. */
enum status mutate_choice_open(const struct mutate_args *args, const struct source_units *units,
                               struct mutate_choice *ret_choice, struct error *err);
void mutate_choice_close(struct mutate_choice *choice);
void mutate_choice_reached(void *context, const char *test, const char *program);
enum status mutate_choice_select(void *context, struct mutant_set *set, struct error *err);
void mutate_choice_judged(void *context, const struct mutant *mutant);

/* mutate_reports.c: writes what args ask for, prints the summary, and says whether the threshold holds. */
enum status mutate_report(const struct mutate_args *args, const struct project *project, struct mutant_set *set,
                          int *ret_exit, struct error *err);

/* A verb: *ret_exit is EXIT_CLEAN unless it says otherwise. */
typedef enum status (*mutate_verb_fn)(const struct mutate_args *args, const struct option_rest *rest, int *ret_exit,
                                      struct error *err);
int mutate_run_verb(const struct command_usage *usage, mutate_verb_fn verb, int argc, char **argv, struct error *err);

/* A list of that one mutant. */
void mutate_print_json(const struct mutant *mutant);

int mutate_verb_list(int argc, char **argv, struct error *err);
int mutate_verb_show(int argc, char **argv, struct error *err);
int mutate_verb_patch(int argc, char **argv, struct error *err);
int mutate_verb_why(int argc, char **argv, struct error *err);
int mutate_verb_merge(int argc, char **argv, struct error *err);

#endif
