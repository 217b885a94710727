/* Taking out of a plan what its suite did not keep. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "misuse.h"
#include "verify_round.h"

static void note(struct verify_round *round, enum verify_drop what, const char *function, const struct emit_mark *mark,
                 const char *detail, const char *reason)
{
    struct arena *arena = &round->report->arena;
    const struct verify_dropped dropped = {.what = what,
                                           .function = arena_strdup(arena, function),
                                           .test = arena_strdup(arena, mark->name ? mark->name : ""),
                                           .detail = arena_strdup(arena, detail),
                                           .reason = reason};
    ARRAY_PUSH(round->report->dropped, round->report->dropped_count, round->report->dropped_capacity, dropped);
}

/* Line `number` of the program without its indent. */
static const char *line_text(struct verify_round *round, unsigned number)
{
    const char *line = strbuf_text(&round->program);
    for (unsigned n = 1; n < number && line; n++) {
        line = strchr(line, '\n');
        line = line ? line + 1 : NULL;
    }
    if (!line)
        return "";
    line += strspn(line, " ");
    return arena_strndup(&round->map.arena, line, strcspn(line, "\n"));
}

/* The statements of a test in one line, for people. */
static const char *statements_of(struct verify_round *round, const struct emit_mark *mark)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const struct framework *framework = framework_or_default(round->options->framework);
    bool is_inside = false;
    for (unsigned n = mark->first_line; n <= mark->last_line && text.length < 300; n++) {
        const char *line = line_text(round, n);
        if (line[0] == '{' || line[0] == '}') {
            is_inside = line[0] == '{';
        } else if (is_inside && line[0] && !framework_is_assertion(framework, line)) {
            strbuf_add_text(&text, text.length ? " " : "");
            strbuf_add_text(&text, line);
        }
    }
    return arena_strdup(&round->plan->arena, strbuf_text(&text));
}

/* Probes broke no rule and came back: what ends the process instead is a limit that it met. Nor is it the function's
 * fault that memory was too short whose size nobody tells it. */
static bool is_probe_to_blame(const struct verify_round *round, const struct plan_test *probe,
                              const struct verdict_of_test *verdict)
{
    return strcmp(verdict->crash, "end of the process") == 0 ||
           (verdict->is_test_memory && test_gives_unmeasured_memory(probe, round->facts));
}

static void add_crash(struct verify_round *round, const struct emit_mark *mark, const struct verdict_of_test *verdict)
{
    struct test_plan *plan = round->plan;
    struct plan_crash crash = {.outcome = arena_strdup(&plan->arena, verdict->crash),
                               .inputs = statements_of(round, mark)};
    if (mark->is_property) {
        crash.function = plan->properties[mark->test].function;
        crash.inputs = arena_printf(&plan->arena, "inputs drawn by %s", mark->name);
        crash.is_contract = true; /* what may be drawn is a guess; the search judges single calls */
    } else {
        crash.function = plan->tests[mark->test].function;
        crash.test = plan->tests[mark->test];
        crash.test.expect_count = 0;
        crash.is_contract = round->is_probing ? is_probe_to_blame(round, &crash.test, verdict)
                                              : test_is_misuse(&crash.test, round->facts);
    }
    ARRAY_PUSH(plan->crashes, plan->crash_count, plan->crash_capacity, crash);
}

static bool is_ending(const struct plan_test *test)
{
    for (uint32_t e = 0; e < test->expect_count; e++)
        if (test->expects[e].kind == PLAN_EXPECT_EXIT || test->expects[e].kind == PLAN_EXPECT_ABORT)
            return true;
    return false;
}

/* Returns how many went; a test that then asserts nothing goes as well. */
static size_t drop_expects(struct verify_round *round, const struct emit_mark *mark, struct verdict_of_test *verdict)
{
    struct plan_test *test = &round->plan->tests[mark->test];
    uint32_t kept = 0;
    const uint32_t had = test->expect_count;
    for (uint32_t e = 0; e < had; e++) {
        const char *reason = e < mark->expect_count ? verdict->expects[e] : NULL;
        if (reason)
            note(round, VERIFY_DROPPED_ASSERTION, test->function, mark, line_text(round, mark->expect_lines[e]),
                 reason);
        else
            test->expects[kept++] = test->expects[e];
    }
    test->expect_count = kept;
    if (kept == 0 && had > 0 && !verdict->drop)
        verdict->drop = "no assertion of it holds in every run";
    return had - kept;
}

static size_t compact_tests(struct test_plan *plan, const bool *is_dropped)
{
    size_t kept = 0;
    for (size_t i = 0; i < plan->test_count; i++)
        if (!is_dropped[i])
            plan->tests[kept++] = plan->tests[i];
    const size_t gone = plan->test_count - kept;
    plan->test_count = kept;
    return gone;
}

static size_t compact_properties(struct test_plan *plan, const bool *is_dropped)
{
    size_t kept = 0;
    for (size_t i = 0; i < plan->property_count; i++)
        if (!is_dropped[i])
            plan->properties[kept++] = plan->properties[i];
    const size_t gone = plan->property_count - kept;
    plan->property_count = kept;
    return gone;
}

size_t round_thin_plan(struct verify_round *round)
{
    struct test_plan *plan = round->plan;
    bool *tests = memory_new(plan->test_count + 1, sizeof *tests);
    bool *properties = memory_new(plan->property_count + 1, sizeof *properties);
    size_t changes = 0;
    for (size_t i = 0; i < round->map.count; i++) {
        const struct emit_mark *mark = &round->map.marks[i];
        struct verdict_of_test *verdict = &round->verdicts[i];
        if (!verdict->drop && !mark->is_property)
            changes += drop_expects(round, mark, verdict);
        if (!verdict->drop)
            continue;
        const char *function =
            mark->is_property ? plan->properties[mark->test].function : plan->tests[mark->test].function;
        note(round, mark->is_property ? VERIFY_DROPPED_PROPERTY : VERIFY_DROPPED_TEST, function, mark, "",
             verdict->drop);
        if (verdict->crash)
            add_crash(round, mark, verdict);
        (mark->is_property ? properties : tests)[mark->test] = true;
    }
    changes += compact_tests(plan, tests) + compact_properties(plan, properties);
    free(tests);
    free(properties);
    return changes;
}

static void expect_no_blocks(struct test_plan *plan, struct plan_test *test)
{
    struct plan_expect *expects = arena_array(&plan->arena, test->expect_count + 1, sizeof *expects);
    if (test->expect_count)
        memcpy(expects, test->expects, test->expect_count * sizeof *expects);
    expects[test->expect_count] = (struct plan_expect){
        .kind = PLAN_EXPECT_NO_BLOCKS, .after_step = test->step_count - 1, .path = "", .type = "", .bytes = ""};
    test->expects = expects;
    test->expect_count++;
}

static bool has_no_blocks(const struct plan_test *test)
{
    for (uint32_t e = 0; e < test->expect_count; e++)
        if (test->expects[e].kind == PLAN_EXPECT_NO_BLOCKS)
            return true;
    return false;
}

/* "Nothing is left" says nothing of a test that took nothing. */
static size_t drop_idle_expectation(struct plan_test *test)
{
    uint32_t kept = 0;
    for (uint32_t e = 0; e < test->expect_count; e++)
        if (test->expects[e].kind != PLAN_EXPECT_NO_BLOCKS || test->expect_count == 1)
            test->expects[kept++] = test->expects[e];
    const size_t dropped = test->expect_count - kept;
    test->expect_count = kept;
    return dropped;
}

size_t round_add_block_expectations(struct verify_round *round)
{
    size_t added = 0;
    for (size_t i = 0; i < round->map.count; i++) {
        const struct emit_mark *mark = &round->map.marks[i];
        const struct verdict_of_test *verdict = &round->verdicts[i];
        if (mark->is_property || mark->problem || !verdict->was_measured)
            continue;
        struct plan_test *test = &round->plan->tests[mark->test];
        if (verdict->blocks_taken == 0)
            added += drop_idle_expectation(test);
        if (verdict->blocks_taken == 0 || verdict->blocks_left > 0)
            continue;
        if (test->step_count == 0 || is_ending(test) || has_no_blocks(test))
            continue;
        expect_no_blocks(round->plan, test);
        added++;
    }
    return added;
}
