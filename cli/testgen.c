/* cet testgen: the unit tests that are missing, as a CUnit suite that stands alone. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/testgen/emit.h"
#include "cet/testgen/explore.h"
#include "command.h"
#include "generate.h"
#include "generation_args.h"
#include "read_facts.h"
#include "result_folder.h"
#include "suite_stamp_make.h"

struct testgen_args {
    struct generation_args generation;
    const char *explain, *framework;
    bool check;
    const struct framework *chosen; /* by the name */
};

static const struct option_spec options[] = {
    GENERATION_OPTIONS,
    {0, "explain", "FUNCTION", "print the roles of its parameters with their evidence, write nothing", OPTION_TEXT,
     offsetof(struct testgen_args, explain)},
    {0, "framework", "NAME", "write tests for this framework: cunit (default)", OPTION_TEXT,
     offsetof(struct testgen_args, framework)},
    {0, "check", NULL, "tell whether the suite in DIR is stale, write nothing; exit code 1 when it is", OPTION_FLAG,
     offsetof(struct testgen_args, check)},
    COMMON_JOBS,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet testgen [-p BUILD] [--with FILE|LIB]... [--out DIR] FILE...|FOLDER [-- CFLAGS]",
    .about = "Explores what the functions of the sources do and writes it down as a CUnit suite in DIR (default:\n"
             "cet-suite), with its own Makefile: make check. Every function without a test is listed with its reason.\n"
             "Tests in DIR that a person has written or edited are kept.",
    .example = "  cet testgen cJSON.c --out tests -- -I.\n  make -C tests check SRC_DIR=$PWD\n  cet testgen --check "
               "cJSON.c --out tests -- -I.",
    .options = options,
};

static void print_plan(const struct test_plan *plan)
{
    size_t faults = 0;
    for (size_t i = 0; i < plan->crash_count; i++)
        faults += !plan->crashes[i].is_contract;
    printf("%s: %zu tests, %zu properties, %zu functions without a test, %zu possible faults\n", path_name(plan->unit),
           plan->test_count, plan->property_count, plan->skipped_count, faults);
    for (size_t i = 0; i < plan->skipped_count; i++)
        printf("  no test for %s: %s\n", plan->skipped[i].function, plan->skipped[i].reason);
    for (size_t i = 0; i < plan->crash_count; i++)
        if (!plan->crashes[i].is_contract)
            printf("  possible fault in %s: %s with %s\n", plan->crashes[i].function, plan->crashes[i].outcome,
                   plan->crashes[i].inputs);
}

static void print_json(const struct generated_suite *suite)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    for (size_t i = 0; i < suite->count; i++)
        test_plan_format(&suite->plans[i], &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
}

static void print_reasons_json(const char *lines)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct json_writer json = {.out = &text, .indent = 1};
    json_object_begin(&json, NULL);
    json_bool(&json, "stale", *lines != '\0');
    json_array_begin(&json, "reasons");
    for (; *lines; lines += strcspn(lines, "\n") + 1)
        json_string_bytes(&json, NULL, lines, strcspn(lines, "\n"));
    json_array_end(&json);
    json_object_end(&json);
    puts(strbuf_text(&text));
}

static enum status explain(const struct testgen_args *args, const struct workplace *workplace,
                           const struct source_units *units, const struct facts *facts, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char **with = memory_new(units->with_count + 1, sizeof *with);
    for (size_t i = 0; i < units->with_count; i++)
        with[i] = units->with[i];
    const struct testgen_options asked = {.unit = units->items[0].path,
                                          .flags = units->items[0].flags,
                                          .folder = units->items[0].folder,
                                          .with = with,
                                          .clang = workplace->tools.clang.path,
                                          .plugin = workplace->installation.plugin,
                                          .sandbox = workplace->sandbox,
                                          .corrections = &units->project.corrections};
    enum status status = testgen_explain(&asked, facts, args->explain, args->generation.common.json, &text, err);
    if (status == STATUS_OK)
        fputs(strbuf_text(&text), stdout);
    free(with);
    return status;
}

static const char *suite_folder(const struct testgen_args *args)
{
    return args->generation.common.out ? args->generation.common.out : "cet-suite";
}

/* Whether a suite of now would be the same, from digests alone: nothing is generated. */
static enum status check_suite(const struct testgen_args *args, const struct source_units *units, bool *ret_is_stale,
                               struct error *err)
{
    SCOPED(memory_free_pointer) char *path = path_join(suite_folder(args), SUITE_STAMP_FILE);
    SCOPED(suite_stamp_release) struct suite_stamp then = {0};
    SCOPED(suite_stamp_release) struct suite_stamp now = {0};
    SCOPED(strbuf_release) struct strbuf reasons = {0};
    enum status status = suite_stamp_load(path, &then, err);
    if (status == STATUS_NOT_FOUND)
        return error_set(err, status, "'%s' holds no suite of 'cet testgen': it has no %s", suite_folder(args),
                         SUITE_STAMP_FILE);
    if (status != STATUS_OK)
        return status;
    suite_stamp_make(&(struct suite_stamp_request){.units = units,
                                                   .seed = units->project.seed,
                                                   .executions = units->project.executions,
                                                   .budget_s = args->generation.budget_s},
                     &now);
    suite_stamp_look_at(units, &then, &now);
    suite_stamp_compare(&then, &now, &reasons);
    *ret_is_stale = reasons.length > 0;
    if (args->generation.common.json)
        print_reasons_json(strbuf_text(&reasons));
    else if (*ret_is_stale)
        printf("%s is stale; generate it anew with 'cet testgen':\n%s", suite_folder(args), strbuf_text(&reasons));
    else
        printf("%s is up to date\n", suite_folder(args));
    return STATUS_OK;
}

static enum status refuse_strangers(const char *folder, const struct source_units *units, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < units->count && status == STATUS_OK; i++)
        status = testgen_may_replace(folder, units->items[i].path, err);
    return status;
}

static enum status write_suite(const struct testgen_args *args, const struct workplace *workplace,
                               const struct source_units *units, const struct facts *facts, struct error *err)
{
    const char *folder = suite_folder(args);
    SCOPED(generated_suite_release) struct generated_suite suite = {0};
    SCOPED(result_folder_close) struct result_folder results = {0};
    enum status status = result_folder_open(folder, &results, err);
    if (status == STATUS_OK)
        status = generate_suite(&(struct generate_request){.workplace = workplace,
                                                           .units = units,
                                                           .facts = facts,
                                                           .seed = units->project.seed,
                                                           .executions = units->project.executions,
                                                           .budget_s = args->generation.budget_s,
                                                           .jobs = (unsigned)args->generation.common.jobs,
                                                           .folder = results.scratch,
                                                           .final_folder = results.path,
                                                           .framework = args->chosen,
                                                           .earlier = results.path,
                                                           .progress = command_progress(&args->generation.common)},
                                &suite, err);
    if (status == STATUS_OK)
        status = result_folder_commit(&results, "Makefile", err);
    if (status != STATUS_OK)
        return status;
    if (args->generation.common.json)
        print_json(&suite);
    for (size_t i = 0; i < suite.count && !args->generation.common.json; i++)
        print_plan(&suite.plans[i]);
    if (suite.kept && !args->generation.common.json)
        printf("%zu functions in %s are a person's and were kept\n", suite.kept, folder);
    return STATUS_OK;
}

static enum status run(const struct testgen_args *args, const struct source_units *units, struct error *err)
{
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(strbuf_release) struct strbuf messages = {0};
    struct facts *each = memory_new(units->count, sizeof *each);
    enum status status = args->explain ? STATUS_OK : refuse_strangers(suite_folder(args), units, err);
    if (status == STATUS_OK)
        status = workplace_open(units, NULL, &workplace, err);
    if (status == STATUS_OK)
        status = read_facts(&(struct read_facts_request){.workplace = &workplace,
                                                         .units = units,
                                                         .jobs = args->generation.common.jobs,
                                                         .progress = command_progress(&args->generation.common),
                                                         .each = each},
                            &facts, &messages, err);
    fputs(strbuf_text(&messages), stderr);
    if (status == STATUS_OK)
        status = args->explain ? explain(args, &workplace, units, &facts, err)
                               : write_suite(args, &workplace, units, each, err);
    for (size_t i = 0; i < units->count; i++)
        facts_release(&each[i]);
    free(each);
    return status;
}

int command_testgen(int argc, char **argv, struct error *err)
{
    struct testgen_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(source_units_release) struct source_units units = {0};
    int exit_code;
    if (command_parse(&usage, argc, argv, &args.generation.common, &rest, &exit_code, err)) {
        enum status status = framework_find(args.framework, &args.chosen, err);
        if (status == STATUS_OK)
            status = generation_collect(&args.generation, &rest, &units, err);
        bool is_stale = false;
        if (status == STATUS_OK)
            status = args.check ? check_suite(&args, &units, &is_stale, err) : run(&args, &units, err);
        exit_code = status != STATUS_OK ? EXIT_COULD_NOT_RUN : is_stale ? EXIT_NOT_ACCEPTED : EXIT_CLEAN;
    }
    option_list_release(&args.generation.with);
    return exit_code;
}
