/* A command of cet: one file, one row in commands.def.
 *
 * Exit codes, the same everywhere: 0 accepted or clean, 1 not accepted or findings, 2 could not run. A command that
 * fails fills err and returns EXIT_COULD_NOT_RUN; main prints the one line. */
#ifndef CET_CLI_COMMAND_H
#define CET_CLI_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "cet/core/error.h"
#include "cet/core/options.h"

enum { EXIT_CLEAN = 0, EXIT_NOT_ACCEPTED = 1, EXIT_COULD_NOT_RUN = 2 };

/* Switches that mean the same in every command; a command's own struct starts with this one. */
struct common_args {
    const char *build; /* -p: folder with compile_commands.json */
    const char *out;
    uint64_t seed;
    uint64_t jobs; /* 0: one for each processor */
    bool json;
    bool help;
    bool quiet;
};

#define COMMON_OPTIONS                                                                                                 \
    {'h', "help", NULL, "show this help", OPTION_FLAG, offsetof(struct common_args, help)},                            \
    {                                                                                                                  \
        'q', "quiet", NULL, "show no progress", OPTION_FLAG, offsetof(struct common_args, quiet)                       \
    }
#define COMMON_JSON {0, "json", NULL, "print the answer as JSON", OPTION_FLAG, offsetof(struct common_args, json)}
#define COMMON_BUILD                                                                                                   \
    {'p',         "build",                                                                                             \
     "BUILD",     "take compile commands from BUILD/compile_commands.json",                                            \
     OPTION_TEXT, offsetof(struct common_args, build)}
#define COMMON_OUT {'o', "out", "DIR", "write results to DIR", OPTION_TEXT, offsetof(struct common_args, out)}
#define COMMON_SEED {0, "seed", "N", "seed of all choices (default 1)", OPTION_UINT, offsetof(struct common_args, seed)}
#define COMMON_JOBS                                                                                                    \
    {'j',         "jobs",                                                                                              \
     "N",         "run N programs at a time (default: one for each processor)",                                        \
     OPTION_UINT, offsetof(struct common_args, jobs)}

struct command {
    const char *name;
    const char *summary;
    int (*run)(int argc, char **argv, struct error *err); /* argv[0] is the command's name */
};

/* What a command parses its words with. */
struct command_usage {
    const char *synopsis; /* "cet scan [-p BUILD] FILE... [-- CFLAGS]" */
    const char *about;    /* one paragraph */
    const char *example;  /* lines that can be copied */
    const struct option_spec *options;
};

/* Parses argv into args and rest. True when the command is to go on; else *ret_exit is its exit code: after --help 0,
 * after a wrong word 2 with err filled. The caller releases rest in both cases. */
bool command_parse(const struct command_usage *usage, int argc, char **argv, struct common_args *args,
                   struct option_rest *rest, int *ret_exit, struct error *err);

/* False, with err filled, when a command that reads no file is given one. */
bool command_has_no_operand(const struct option_rest *rest, struct error *err);

/* Where progress goes: standard error, or nowhere with --quiet. */
FILE *command_progress(const struct common_args *args);

/* Whether standard output is a terminal that wants colours (NO_COLOR is honoured). */
bool command_has_colours(void);

/* A command made of verbs ("cet mutate run"): finds argv[1] in verbs and runs it. */
int command_run_verb(const char *command, const struct command *verbs, size_t count, int argc, char **argv,
                     struct error *err);

#define COMMAND(id, name, summary) int command_##id(int argc, char **argv, struct error *err);
#include "commands.def"
#undef COMMAND

#endif
