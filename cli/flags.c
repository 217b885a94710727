/* cet flags: what a build adds to its compiler flags. */
#include "cet/core/memory.h"
#include "command.h"
#include "installation.h"

struct flags_args {
    struct common_args common;
    bool mutate;
};

static const struct option_spec options[] = {
    {0, "mutate", NULL, "flags for a build with mutants", OPTION_FLAG, offsetof(struct flags_args, mutate)},
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet flags [--mutate]",
    .about =
        "Prints the words that load the plugin into a clang 19 build: facts go into the objects, findings appear as\n"
        "compiler warnings.",
    .example = "  cet flags\n  cmake -S . -B build -DCMAKE_C_COMPILER=clang-19 -DCMAKE_C_FLAGS=\"$(cet flags)\"",
    .options = options,
};

int command_flags(int argc, char **argv, struct error *err)
{
    struct flags_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(installation_release) struct installation installation = {0};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (installation_find(&installation, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    printf("-fplugin=%s%s\n", installation.plugin, args.mutate ? " -fplugin-arg-cet-mutate" : "");
    return EXIT_CLEAN;
}
