/* cet testqual: what a suite is worth as a suite. */
#include <stdio.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/suite_quality.h"
#include "cet/testgen/measure.h"
#include "command.h"
#include "source_units.h"
#include "testqual_sources.h"
#include "workplace.h"

#define DEFAULT_RUNS 20
#define DEFAULT_ORDERS 10
#define MAX_RUNS 10000 /* of each kind */

struct testqual_args {
    struct common_args common;
    const char *source_root;
    uint64_t runs, orders, timeout_s;
};

static const struct option_spec options[] = {
    {0, "src-dir", "DIR", "root of the sources under test (default: the current folder)", OPTION_TEXT,
     offsetof(struct testqual_args, source_root)},
    {0, "runs", "N", "run the suite N times in its own order (default 20)", OPTION_UINT,
     offsetof(struct testqual_args, runs)},
    {0, "orders", "N", "and in N drawn orders (default 10)", OPTION_UINT, offsetof(struct testqual_args, orders)},
    COMMON_SEED,
    {0, "timeout", "SECONDS", "of each run of all tests (default: 300)", OPTION_UINT,
     offsetof(struct testqual_args, timeout_s)},
    COMMON_OUT,
    COMMON_JOBS,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet testqual [--src-dir DIR] [--runs N] [--orders N] [--out DIR] [--json] DIR [FILE...]",
    .about =
        "Measures the CUnit suite in DIR, a folder whose Makefile has the target check, whoever wrote it: what its\n"
        "tests assert, whether they end alike in repeated runs, drawn orders and alone, how long they take, which are\n"
        "copies. With the sources under test, FILE, also which mutants each test kills and which branches it alone\n"
        "takes. Exit 1 when a test has a fault. --out writes suite-quality.json.",
    .example = "  cet testqual tests cJSON.c",
    .options = options,
};

static enum status check_args(struct testqual_args *args, const struct option_rest *rest, struct error *err)
{
    if (rest->operand_count == 0)
        return error_set(err, STATUS_INVALID, "a suite's folder is missing; see 'cet testqual --help'");
    SCOPED(memory_free_pointer) char *makefile = path_join(rest->operands[0], "Makefile");
    if (!file_exists(makefile))
        return error_set(err, STATUS_NOT_FOUND, "'%s' is no suite: it has no Makefile", rest->operands[0]);
    if (args->runs > MAX_RUNS || args->orders > MAX_RUNS)
        return error_set(err, STATUS_INVALID, "'--runs' and '--orders' must be at most %d", MAX_RUNS);
    args->common.seed = args->common.seed ? args->common.seed : 1;
    return STATUS_OK;
}

/* Operands behind the suite's folder. */
static enum status collect_units(const struct option_rest *rest, struct source_units *units, struct error *err)
{
    struct option_rest files = *rest;
    files.operands++;
    files.operand_count--;
    return files.operand_count ? source_units_collect(&files, NULL, units, err) : STATUS_OK;
}

/* Folders that compiling and running may read: the units', and the root of the sources. */
static const char **list_readable(const struct source_units *units, const char *root)
{
    size_t count = 0;
    while (units->readable && units->readable[count])
        count++;
    const char **readable = memory_new(count + 2, sizeof *readable);
    for (size_t i = 0; i < count; i++)
        readable[i] = units->readable[i];
    readable[count] = root;
    return readable;
}

static enum status measure_suite(const struct testqual_args *args, const char *name,
                                 const struct testqual_sources *sources, struct suite_quality *quality,
                                 struct error *err)
{
    const struct measure_options measure = {.suite = sources->suite,
                                            .name = name,
                                            .source_root = sources->root,
                                            .tools = &sources->workplace->tools,
                                            .sandbox = sources->workplace->sandbox,
                                            .library = sources->workplace->installation.library,
                                            .runs = args->runs ? (uint32_t)args->runs : DEFAULT_RUNS,
                                            .orders = args->orders ? (uint32_t)args->orders : DEFAULT_ORDERS,
                                            .seed = args->common.seed,
                                            .jobs = sources->jobs,
                                            .limit_ms = sources->limit_ms,
                                            .progress = mutation_progress_show,
                                            .progress_context = sources->progress};
    enum status status = testgen_measure(&measure, quality, err);
    mutation_progress_end(sources->progress);
    return status == STATUS_OK ? testqual_add_sources(sources, quality, err) : status;
}

static enum status measure(const struct testqual_args *args, const struct option_rest *rest,
                           struct suite_quality *quality, struct error *err)
{
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(memory_free_pointer) char *suite = path_real(rest->operands[0]);
    SCOPED(memory_free_pointer) char *root = path_absolute(args->source_root ? args->source_root : ".", NULL);
    enum status status = collect_units(rest, &units, err);
    if (status != STATUS_OK)
        return status;
    SCOPED(memory_free_pointer) const char **readable = list_readable(&units, root);
    status = workplace_open(&(struct source_units){.readable = readable}, suite, &workplace, err);
    if (status != STATUS_OK)
        return status;
    struct mutation_progress progress = {.out = command_progress(&args->common)};
    const struct testqual_sources sources = {.units = &units,
                                             .workplace = &workplace,
                                             .suite = suite,
                                             .root = root,
                                             .jobs = (unsigned)args->common.jobs,
                                             .limit_ms = args->timeout_s * 1000,
                                             .progress = &progress};
    return measure_suite(args, rest->operands[0], &sources, quality, err);
}

static enum status show(const struct testqual_args *args, const struct suite_quality *quality, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf json = {0};
    SCOPED(strbuf_release) struct strbuf table = {0};
    suite_quality_format(quality, &json);
    if (args->common.out) {
        SCOPED(memory_free_pointer) char *path = path_join(args->common.out, "suite-quality.json");
        enum status status = folder_make(args->common.out, err);
        if (status == STATUS_OK)
            status = file_write(path, json.bytes, json.length, err);
        if (status != STATUS_OK)
            return status;
    }
    if (!args->common.json)
        report_suite_quality_text(quality, &table);
    const struct strbuf *answer = args->common.json ? &json : &table;
    fwrite(strbuf_text(answer), 1, answer->length, stdout);
    return STATUS_OK;
}

int command_testqual(int argc, char **argv, struct error *err)
{
    struct testqual_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(suite_quality_release) struct suite_quality quality = {0};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (check_args(&args, &rest, err) != STATUS_OK || measure(&args, &rest, &quality, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    suite_quality_judge(&quality);
    if (show(&args, &quality, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    return suite_quality_faulty(&quality) ? EXIT_NOT_ACCEPTED : EXIT_CLEAN;
}
