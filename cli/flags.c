/* cet flags: what a build adds to its compiler flags. */
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "command.h"
#include "installation.h"

struct flags_args {
    struct common_args common;
    bool mutate;
};

static const struct option_spec options[] = {
    {0, "mutate", NULL, "flags for a build with mutants", OPTION_FLAG, offsetof(struct flags_args, mutate)},
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet flags [--mutate] [--json]",
    .about =
        "Prints the words that load the plugin into a clang 19 build: facts go into the objects, findings appear as\n"
        "compiler warnings.",
    .example = "  cet flags\n  cmake -S . -B build -DCMAKE_C_COMPILER=clang-19 -DCMAKE_C_FLAGS=\"$(cet flags)\"",
    .options = options,
};

static void print_flags(const struct flags_args *args, const char *plugin)
{
    if (!args->common.json) {
        printf("-fplugin=%s%s\n", plugin, args->mutate ? " -fplugin-arg-cet-mutate" : "");
        return;
    }
    SCOPED(strbuf_release) struct strbuf load = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct json_writer json = {.out = &text, .indent = 2};
    strbuf_printf(&load, "-fplugin=%s", plugin);
    json_array_begin(&json, NULL);
    json_string(&json, NULL, strbuf_text(&load));
    if (args->mutate)
        json_string(&json, NULL, "-fplugin-arg-cet-mutate");
    json_array_end(&json);
    fputs(strbuf_text(&text), stdout);
}

int command_flags(int argc, char **argv, struct error *err)
{
    struct flags_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(installation_release) struct installation installation = {0};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (!command_has_no_operand(&rest, err))
        return EXIT_COULD_NOT_RUN;
    if (installation_find(&installation, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    print_flags(&args, installation.plugin);
    return EXIT_CLEAN;
}
