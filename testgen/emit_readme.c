#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "emit_files.h"

#define STATEMENTS_SHOWN 400 /* bytes */

static void add_line_of_text(struct strbuf *out, const char *text)
{
    for (; *text; text++)
        strbuf_add_char(out, *text == '\n' || *text == '\r' ? ' ' : *text);
}

static size_t count_kind(const struct test_plan *plan, enum plan_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->test_count; i++)
        count += plan->tests[i].kind == kind;
    return count;
}

static void add_unit(const struct suite_unit *unit, struct strbuf *out)
{
    const struct test_plan *plan = unit->unit->plan;
    strbuf_printf(out, "| %s | %zu | %zu | %zu | %zu | %zu | %zu |\n", path_name(plan->unit),
                  count_kind(plan, PLAN_HAPPY), count_kind(plan, PLAN_ERROR), count_kind(plan, PLAN_BOUNDARY),
                  count_kind(plan, PLAN_EDGE), plan->property_count, count_kind(plan, PLAN_SEQUENCE));
}

/* One call for each function and outcome is enough. */
static bool was_told(const struct test_plan *plan, size_t crash)
{
    for (size_t i = 0; i < crash; i++)
        if (strcmp(plan->crashes[i].function, plan->crashes[crash].function) == 0 &&
            strcmp(plan->crashes[i].outcome, plan->crashes[crash].outcome) == 0 &&
            plan->crashes[i].is_contract == plan->crashes[crash].is_contract)
            return true;
    return false;
}

static void add_crash(const struct emit_unit *unit, const struct plan_crash *crash, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf statements = {0};
    emit_statements(unit, &crash->test, &statements);
    strbuf_printf(out, "* `%s`: %s", plan_function_name(crash->function), crash->outcome);
    if (crash->inputs && crash->inputs[0] && !statements.length) {
        strbuf_add_text(out, " with ");
        add_line_of_text(out, crash->inputs);
    }
    if (statements.length)
        strbuf_printf(out, ": ``%.*s%s``", STATEMENTS_SHOWN, strbuf_text(&statements),
                      statements.length > STATEMENTS_SHOWN ? " ..." : "");
    strbuf_add_char(out, '\n');
}

static void add_crashes(const struct emit_unit *unit, bool is_contract, struct strbuf *out)
{
    const struct test_plan *plan = unit->plan;
    bool is_first = true;
    for (size_t i = 0; i < plan->crash_count; i++) {
        if (plan->crashes[i].is_contract != is_contract || was_told(plan, i))
            continue;
        if (is_first)
            strbuf_printf(out,
                          is_contract ? "\n## Calls that %s does not survive\n\nProbably not permitted, and therefore "
                                        "no tests:\n\n"
                                      : "\n## Possible faults in %s\n\nThese calls crash, hang or trip a sanitizer; "
                                        "none of them looks forbidden. findings/ has a program for each that could be "
                                        "built: its first\ncomment says how to see it.\n\n",
                          path_name(plan->unit));
        is_first = false;
        add_crash(unit, &plan->crashes[i], out);
    }
}

static void add_skipped(const struct test_plan *plan, struct strbuf *out)
{
    if (!plan->skipped_count)
        return;
    strbuf_printf(out, "\n## Functions of %s without a test\n\n", path_name(plan->unit));
    for (size_t i = 0; i < plan->skipped_count; i++) {
        strbuf_printf(out, "* `%s`: ", plan_function_name(plan->skipped[i].function));
        add_line_of_text(out, plan->skipped[i].reason);
        strbuf_add_char(out, '\n');
    }
}

static void add_stubs(const struct test_plan *plan, struct strbuf *out)
{
    if (!plan->stub_count)
        return;
    strbuf_printf(out,
                  "\n## Stand-ins in the tests of %s\n\nNobody defines these: in their place stand weak functions that "
                  "log their calls and return zero unless a test\nsays otherwise, and variables that start as zero. A "
                  "real definition wins when it is linked (`LDFLAGS=real.o`), and\nwhat the tests expect may then no "
                  "longer hold.\n\n",
                  path_name(plan->unit));
    for (size_t i = 0; i < plan->stub_count; i++)
        strbuf_printf(out, "* `%s`%s\n", plan_function_name(plan->stubs[i].name),
                      plan->stubs[i].is_variable ? " (variable)" : "");
}

void readme_format(const struct suite_unit *units, size_t count, struct strbuf *out)
{
    strbuf_add_text(out, "# Unit tests of");
    for (size_t i = 0; i < count; i++)
        strbuf_printf(out, "%s %s", i ? "," : "", path_name(units[i].source));
    strbuf_add_text(out, "\n\n`make check` builds and runs them; `make check SRC_DIR=...` with the sources elsewhere. "
                         "Needs a C compiler,\nmake and CUnit.\n\nThe tests pin what the code does today. They cannot "
                         "know what was meant: read an expectation before you\ntrust it.\n\n"
                         "| unit | happy path | error path | boundary | edge case | property | integration |\n"
                         "|---|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < count; i++)
        add_unit(&units[i], out);
    strbuf_add_text(out,
                    "\nBefore each test the unit's own variables are put back to their first values. Blocks that a "
                    "test leaves\nare kept until the end of the run and freed then, so that leak detectors report "
                    "only what the code under test\nlost in other ways.\n");
    for (size_t i = 0; i < count; i++) {
        add_crashes(units[i].unit, false, out);
        add_crashes(units[i].unit, true, out);
        add_skipped(units[i].unit->plan, out);
        add_stubs(units[i].unit->plan, out);
    }
}
