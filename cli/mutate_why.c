/* cet mutate why: which tests run a mutant, which one notices it, and where the next check behind it stands. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "mutate.h"
#include "read_facts.h"
#include "workplace.h"

#define MAX_SHOWN_TESTS 40

static const struct option_spec options[] = {
    MUTATE_RESULTS("the result that holds ID; needed"),
    COMMON_BUILD,
    COMMON_JOBS,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet mutate why ID --results FILE|DIR [-p BUILD] [TEST.c...] [-- CFLAGS]",
    .about =
        "Prints what became of a mutant and why: the tests that run it, the one that notices it. With the sources\n"
        "of the tests also the nearest assertion: the first one behind the last call of the mutated function.",
    .example = "  cet mutate why 1b8e2f6a90c4d713 --results report tests/test_list.c -- -I.",
    .options = options,
};

/* CU_assertImplementation, UnityAssertEqualNumber, _assert_int_equal, __assert_fail, _ck_assert_failed */
static bool is_assertion(const struct facts *facts, const struct graph_node *node)
{
    if (node->kind != NODE_CALL || node->symbol == NO_ID)
        return false;
    for (const char *at = facts->functions[node->symbol].name; *at; at++)
        if (strncasecmp(at, "assert", 6) == 0)
            return true;
    return false;
}

static bool is_call_of(const struct facts *facts, const struct graph_node *node, const char *function)
{
    return node->kind == NODE_CALL && node->symbol != NO_ID &&
           strcmp(facts->functions[node->symbol].name, function) == 0;
}

static bool is_at_or_behind(const struct source_range *a, const struct source_range *b)
{
    return a->file == b->file && (a->line > b->line || (a->line == b->line && a->column >= b->column));
}

/* The assertion that holds the last call, or the first one behind it. */
static const struct graph_node *nearest_assertion(const struct facts *facts, const struct function_graph *graph,
                                                  const char *function)
{
    const struct graph_node *call = NULL;
    for (uint32_t i = 0; i < graph->node_count; i++)
        if (is_call_of(facts, &graph->nodes[i], function))
            call = &graph->nodes[i];
    for (uint32_t i = 0; call && i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        bool holds_call = node < call && call < graph->nodes + node->subtree_end;
        if (is_assertion(facts, node) && (holds_call || is_at_or_behind(&node->range, &call->range)))
            return node;
    }
    return NULL;
}

/* "suite/test" is the function `test`; a program that is one test may be any function. */
static bool is_test_of(const struct mutant *mutant, const char *function)
{
    bool has_names = false;
    for (uint32_t i = 0; i < mutant->covered_by_count; i++) {
        const char *slash = strrchr(mutant->covered_by[i], '/');
        const char *name = slash ? slash + 1 : mutant->covered_by[i];
        size_t length = strlen(name), function_length = strlen(function);
        has_names = has_names || slash;
        if (length <= function_length && strcmp(function + function_length - length, name) == 0)
            return true;
    }
    return !has_names;
}

static size_t print_nearest(const struct facts *facts, const struct mutant *mutant, bool only_tests)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    size_t printed = 0;
    for (uint32_t i = 0; i < facts->function_count && printed < MAX_SHOWN_TESTS; i++) {
        const struct fact_function *test = &facts->functions[i];
        if (!test->is_defined || (only_tests && !is_test_of(mutant, test->name)))
            continue;
        const struct graph_node *node = nearest_assertion(facts, &test->graph, mutant->function);
        if (!node)
            continue;
        printf("checked  at %s:%u:%u in %s\n", path_below(facts->files[node->range.file].path, here), node->range.line,
               node->range.column, test->name);
        printed++;
    }
    return printed;
}

static enum status print_checks(const struct mutate_args *args, const struct option_rest *files,
                                const struct mutant *mutant, struct error *err)
{
    SCOPED(source_units_release) struct source_units units = {0};
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(strbuf_release) struct strbuf messages = {0};
    SCOPED(facts_release) struct facts facts = {0};
    enum status status = source_units_collect(files, args->common.build, &units, err);
    if (status == STATUS_OK)
        status = workplace_open(&units, NULL, &workplace, err);
    if (status == STATUS_OK)
        status = read_facts(
            &(struct read_facts_request){.workplace = &workplace, .units = &units, .jobs = args->common.jobs}, &facts,
            &messages, err);
    fputs(strbuf_text(&messages), stderr);
    if (status != STATUS_OK)
        return status;
    if (!print_nearest(&facts, mutant, true))
        print_nearest(&facts, mutant, false);
    return STATUS_OK;
}

static void print_answer(const struct mutant *m)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    printf("%s:%u:%u: %s %s in %s: '%s' -> '%s'\n", path_below(m->path, here), m->line, m->column, m->operator_name,
           m->id, m->function, m->original, m->replacement);
    printf("status   %s%s%s\n", mutant_status_text(m->status), m->reason ? ": " : "", m->reason ? m->reason : "");
    if (m->killed_by)
        printf("noticed  by %s%s%s\n", m->killed_by, m->killed_kind ? ", " : "",
               m->killed_kind ? mutant_kill_text(m->killed_kind) : "");
    for (uint32_t i = 0; i < m->covered_by_count && i < MAX_SHOWN_TESTS; i++)
        printf("run      by %s\n", m->covered_by[i]);
    if (m->covered_by_count > MAX_SHOWN_TESTS)
        printf("         and %u more\n", m->covered_by_count - MAX_SHOWN_TESTS);
    if (m->covered_by_count == 0 && m->status != MUTANT_IGNORED)
        printf(m->hits ? "run      by programs whose tests have no names\n" : "run      by no test\n");
}

static enum status why(const struct mutate_args *args, const struct option_rest *rest, int *ret_exit, struct error *err)
{
    SCOPED(mutant_set_release) struct mutant_set set = {0};
    (void)ret_exit;
    if (rest->operand_count == 0 || !args->results)
        return error_set(err, STATUS_INVALID, "'why' needs an id and --results; see 'cet mutate why --help'");
    enum status status = mutate_load_results(args->results, &set, err);
    if (status != STATUS_OK)
        return status;
    const struct mutant *mutant = mutant_set_find(&set, rest->operands[0]);
    if (!mutant)
        return error_set(err, STATUS_NOT_FOUND, "no mutant '%s' in '%s'", rest->operands[0], args->results);
    if (args->common.json) {
        mutate_print_json(mutant);
        return STATUS_OK;
    }
    print_answer(mutant);
    struct option_rest files = *rest;
    files.operands++;
    files.operand_count--;
    return files.operand_count || args->common.build ? print_checks(args, &files, mutant, err) : STATUS_OK;
}

int mutate_verb_why(int argc, char **argv, struct error *err)
{
    return mutate_run_verb(&usage, why, argc, argv, err);
}
