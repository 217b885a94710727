/* cet coverage who: which tests reach a line. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "coverage.h"

static const struct option_spec options[] = {COMMON_JSON, COMMON_OPTIONS, OPTION_END};

static const struct command_usage usage = {
    .synopsis = "cet coverage who [--json] FILE:LINE [FOLDER|FILE...]",
    .about = "Prints which tests reach a line, by data that tell tests apart: what `cet coverage run --each-test` "
             "wrote, or\n"
             "tracefiles with a name (TN) for each test (default: coverage-data.json). Exit 1 when none does.",
    .example = "  cet coverage who list.c:12 report/coverage-data.json",
    .options = options,
};

/* "src/list.c:12" */
static enum status read_place(const char *word, char **ret_path, uint32_t *ret_line, struct error *err)
{
    const char *colon = strrchr(word, ':');
    char *end = NULL;
    const unsigned long line = colon ? strtoul(colon + 1, &end, 10) : 0;
    if (!colon || colon == word || *end || line < 1 || line > COVERAGE_MAX_LINE)
        return error_set(err, STATUS_INVALID, "'%s' is not FILE:LINE", word);
    SCOPED(memory_free_pointer) char *path = memory_strndup(word, (size_t)(colon - word));
    *ret_path = path_absolute(path, NULL);
    *ret_line = (uint32_t)line;
    return STATUS_OK;
}

static bool has_code(const struct coverage_file *file, uint32_t line)
{
    for (size_t i = 0; i < file->line_count; i++)
        if (file->lines[i].line == line)
            return true;
    return false;
}

static void print(const struct coverage *coverage, const struct coverage_test_line *reached, size_t count, bool as_json)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct json_writer json = {.out = &text, .indent = 2};
    if (as_json)
        json_array_begin(&json, NULL);
    for (size_t i = 0; i < count; i++) {
        if (as_json)
            json_string(&json, NULL, coverage->tests[reached[i].test]);
        else
            strbuf_printf(&text, "%s\n", coverage->tests[reached[i].test]);
    }
    if (as_json)
        json_array_end(&json);
    if (as_json)
        strbuf_add_char(&text, '\n');
    fwrite(strbuf_text(&text), 1, text.length, stdout);
}

static enum status answer(const struct coverage_args *args, const struct option_rest *rest, int *ret_exit,
                          struct error *err)
{
    static const char *const report[] = {"coverage-data.json"};
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(coverage_release) struct coverage kept = {0};
    SCOPED(memory_free_pointer) char *path = NULL;
    uint32_t line = 0;
    size_t count = 0;
    if (!rest->operand_count)
        return error_set(err, STATUS_INVALID, "'who' needs FILE:LINE; see 'cet coverage who --help'");
    enum status status = read_place(rest->operands[0], &path, &line, err);
    if (status == STATUS_OK)
        status = coverage_read_operands(args, rest->operand_count > 1 ? rest->operands + 1 : report,
                                        rest->operand_count > 1 ? rest->operand_count - 1 : 1, &coverage, err);
    if (status != STATUS_OK)
        return status;
    coverage_keep(&coverage, (const char *const[]){path, NULL}, &kept);
    const struct coverage_file *file = coverage_find_file(&kept, path);
    if (!file)
        return error_set(err, STATUS_NOT_FOUND, "the data do not speak of '%s'", path);
    if (!kept.test_count)
        return error_set(err, STATUS_INVALID,
                         "the data do not tell tests apart; 'cet coverage run --each-test' writes such");
    if (!has_code(file, line))
        return error_set(err, STATUS_NOT_FOUND, "'%s':%" PRIu32 ": there is no code on this line", path, line);
    const struct coverage_test_line *reached = coverage_file_tests_of(file, line, &count);
    print(&kept, reached, reached ? count : 0, args->common.json);
    *ret_exit = reached && count ? EXIT_CLEAN : EXIT_NOT_ACCEPTED;
    return STATUS_OK;
}

int coverage_verb_who(int argc, char **argv, struct error *err)
{
    struct coverage_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err) &&
        answer(&args, &rest, &exit_code, err) != STATUS_OK)
        exit_code = EXIT_COULD_NOT_RUN;
    return exit_code;
}
