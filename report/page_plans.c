/* What the generated tests are, which functions have none, and where the code fell over while they were looked for. */
#include <stdlib.h>

#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "html.h"
#include "page_parts.h"

static size_t count_crashes(const struct report_page *page)
{
    size_t count = 0;
    for (size_t i = 0; page->plans && page->plans[i]; i++)
        count += page->plans[i]->crash_count;
    return count;
}

void page_add_faults(const struct page_model *model, struct strbuf *out)
{
    const struct report_page *page = model->page;
    if (count_crashes(page) == 0)
        return;
    strbuf_add_text(out, "<p class=\"faint\">Calls that did not come back, met "
                         "while tests were looked for. \"Likely misuse\" means that the arguments break what the "
                         "function seems to ask of its caller.</p>\n<div class=\"scroll\"><table><tr><th>Function</th>"
                         "<th>Outcome</th><th>Kind</th><th>Inputs</th></tr>\n");
    for (size_t p = 0; page->plans[p]; p++)
        for (size_t i = 0; i < page->plans[p]->crash_count; i++) {
            const struct plan_crash *crash = &page->plans[p]->crashes[i];
            strbuf_add_text(out, "<tr><td><code>");
            html_add(out, crash->function);
            strbuf_add_text(out, "</code></td><td>");
            html_add(out, crash->outcome);
            strbuf_add_text(out, crash->is_contract
                                     ? "</td><td><span class=\"chip none\">likely misuse</span></td><td><code>"
                                     : "</td><td><span class=\"chip bad\">&#10007; fault</span></td><td><code>");
            html_add(out, crash->inputs);
            strbuf_add_text(out, "</code></td></tr>\n");
        }
    strbuf_add_text(out, "</table></div>\n");
}

enum { KIND_COUNT = PLAN_SEQUENCE + 1 };

struct tally {
    uint32_t kinds[KIND_COUNT];
    uint32_t properties;
};

static void add_tally(const char *function, const struct tally *tally, struct strbuf *out)
{
    strbuf_add_text(out, "<tr><td><code>");
    html_add(out, function);
    strbuf_add_text(out, "</code></td>");
    for (int kind = 0; kind < KIND_COUNT; kind++)
        if (tally->kinds[kind])
            strbuf_printf(out, "<td class=\"n\">%u</td>", tally->kinds[kind]);
        else
            strbuf_add_text(out, "<td class=\"n faint\">&#183;</td>");
    if (tally->properties)
        strbuf_printf(out, "<td class=\"n\">%u</td></tr>\n", tally->properties);
    else
        strbuf_add_text(out, "<td class=\"n faint\">&#183;</td></tr>\n");
}

static void add_plan_tests(const struct test_plan *plan, struct strbuf *out)
{
    SCOPED(map_release) struct map functions = {0};
    struct tally *tallies = memory_new(plan->test_count + plan->property_count + 1, sizeof *tallies);
    for (size_t i = 0; i < plan->test_count; i++) {
        const struct plan_test *test = &plan->tests[i];
        uint64_t index = map_add(&functions, test->function, functions.count, NULL);
        if ((unsigned)test->kind < KIND_COUNT)
            tallies[index].kinds[test->kind]++;
    }
    for (size_t i = 0; i < plan->property_count; i++)
        tallies[map_add(&functions, plan->properties[i].function, functions.count, NULL)].properties++;
    strbuf_add_text(out, "<div class=\"scroll\"><table><tr><th>Function</th>");
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        strbuf_add_text(out, "<th class=\"n\">");
        html_add(out, plan_kind_text((enum plan_kind)kind));
        strbuf_add_text(out, "</th>");
    }
    strbuf_add_text(out, "<th class=\"n\">property</th></tr>\n");
    for (size_t i = 0; i < functions.count; i++)
        add_tally(functions.entries[i].key, &tallies[functions.entries[i].value], out);
    strbuf_add_text(out, "</table></div>\n");
    free(tallies);
}

static void add_skipped(const struct test_plan *plan, struct strbuf *out)
{
    if (plan->skipped_count == 0)
        return;
    strbuf_printf(out, "<p>%zu functions have no test:</p><div class=\"scroll\"><table>", plan->skipped_count);
    for (size_t i = 0; i < plan->skipped_count; i++) {
        strbuf_add_text(out, "<tr><td><code>");
        html_add(out, plan->skipped[i].function);
        strbuf_add_text(out, "</code></td><td>");
        html_add(out, plan->skipped[i].reason);
        strbuf_add_text(out, "</td></tr>\n");
    }
    strbuf_add_text(out, "</table></div>\n");
}

void page_add_plans(const struct page_model *model, struct strbuf *out)
{
    const struct report_page *page = model->page;
    if (!page->plans || !page->plans[0])
        return;
    for (size_t i = 0; page->plans[i]; i++) {
        const struct test_plan *plan = page->plans[i];
        strbuf_add_text(out, "<h3>");
        html_add(out, page_path(page, plan->unit));
        strbuf_add_text(out, "</h3><p class=\"faint\">");
        html_printf(out, "%zu tests and %zu properties, kept from %llu executions, seed %llu%s", plan->test_count,
                    plan->property_count, (unsigned long long)plan->executions, (unsigned long long)plan->seed,
                    plan->was_capped ? "; time ran out, so another machine may find something else" : "");
        strbuf_add_text(out, "</p>\n");
        if (plan->test_count || plan->property_count)
            add_plan_tests(plan, out);
        add_skipped(plan, out);
    }
}
