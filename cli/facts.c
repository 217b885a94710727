/* cet facts: what the compiler knows, from a source, an object, an archive or a side file. */
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "command.h"
#include "read_facts.h"

struct facts_args {
    struct common_args common;
};

static const struct option_spec options[] = {COMMON_BUILD, COMMON_JSON, COMMON_OPTIONS, OPTION_END};

static const struct command_usage usage = {
    .synopsis = "cet facts [-p BUILD] [--json] FILE... [-- CFLAGS]",
    .about =
        "Prints the functions of C sources, or of objects, archives and programs that were built with the plugin.\n"
        "With --json every record is printed, one a line (docs/formats/facts.md).",
    .example = "  cet facts cJSON.c -- -I.\n  cet facts build/libcjson.a",
    .options = options,
};

static void print_functions(const struct facts *facts)
{
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (!function->is_defined)
            continue;
        const struct source_range *range = &function->range;
        const char *path = range->file < facts->file_count ? facts->files[range->file].path : "?";
        printf("%s:%u: %s: %u parameters, %u lines, cyclomatic %u, cognitive %u, nesting %u\n", path, range->line,
               function->id, function->param_count, function->metrics.lines, function->metrics.cyclomatic,
               function->metrics.cognitive, function->metrics.nesting);
    }
}

static enum status load_source(const struct facts_args *args, const struct option_rest *rest, struct facts *facts,
                               struct error *err)
{
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(strbuf_release) struct strbuf messages = {0};
    enum status status = source_units_collect(rest, args->common.build, &units, err);
    if (status == STATUS_OK)
        status = workplace_open(&units, NULL, &workplace, err);
    if (status == STATUS_OK)
        status = read_facts(&(struct read_facts_request){.workplace = &workplace,
                                                         .units = &units,
                                                         .progress = command_progress(&args->common)},
                            facts, &messages, err);
    fputs(strbuf_text(&messages), stderr);
    return status;
}

static enum status load_built(const struct option_rest *rest, struct facts *facts, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < rest->operand_count && status == STATUS_OK; i++) {
        SCOPED(facts_release) struct facts one = {0};
        status = facts_load(rest->operands[i], &one, err);
        if (status == STATUS_OK)
            facts_merge(facts, &one);
    }
    return status;
}

int command_facts(int argc, char **argv, struct error *err)
{
    struct facts_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(facts_release) struct facts facts = {0};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    bool is_built = rest.operand_count && !path_has_extension(rest.operands[0], ".c");
    enum status status = is_built && !file_is_folder(rest.operands[0]) ? load_built(&rest, &facts, err)
                                                                       : load_source(&args, &rest, &facts, err);
    if (status != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    if (!args.common.json) {
        print_functions(&facts);
        return EXIT_CLEAN;
    }
    SCOPED(strbuf_release) struct strbuf text = {0};
    facts_format(&facts, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    return EXIT_CLEAN;
}
