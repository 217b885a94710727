/* cet version: what this cet is and which tools it uses. */
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/exec/compiler.h"
#include "command.h"
#include "tool_versions.h"

struct version_args {
    struct common_args common;
};

static const struct option_spec options[] = {COMMON_JSON, COMMON_OPTIONS, OPTION_END};

static const struct command_usage usage = {
    .synopsis = "cet version [--json]",
    .about = "Prints the version of cet and of the compilers and tools that it would use here.",
    .example = "  cet version",
    .options = options,
};

static void print_versions(const struct tool_version *versions, size_t count, bool as_json)
{
    if (!as_json) {
        for (size_t i = 0; i < count; i++)
            printf("%-9s %s\n", versions[i].name, versions[i].text ? versions[i].text : "not found");
        return;
    }
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct json_writer json = {.out = &text, .indent = 2};
    json_object_begin(&json, NULL);
    for (size_t i = 0; i < count; i++)
        json_string(&json, versions[i].name, versions[i].text);
    json_object_end(&json);
    fputs(strbuf_text(&text), stdout);
}

int command_version(int argc, char **argv, struct error *err)
{
    struct version_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(toolchain_release) struct toolchain tools = {0};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (!command_has_no_operand(&rest, err))
        return EXIT_COULD_NOT_RUN;
    bool is_complete = toolchain_find(&tools, err) == STATUS_OK;
    toolchain_ask_versions(&tools);
    struct tool_version versions[TOOL_VERSION_COUNT];
    print_versions(versions, tool_versions(&tools, versions), args.common.json);
    return is_complete ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
}
