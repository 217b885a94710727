/* Tests, each with the lines that it reaches and the mutants that it is the first to notice. */
#include "html.h"
#include "page_parts.h"

#define MAX_SHOWN 500
#define MAX_OPEN 40 /* more are folded */
#define MAX_RUNS 5  /* of lines that are linked for one test */

static bool goes_on(const struct page_test *test, size_t place)
{
    return place + 1 < test->place_count && test->places[place + 1] == test->places[place] + 1;
}

/* Lines of one file that stand one behind the other are one link. */
static void add_runs(const struct page_model *model, const struct page_test *test, struct strbuf *out)
{
    const struct page_file *before = NULL;
    size_t runs = 0, i = 0;
    for (size_t first = 0; i < test->place_count && runs < MAX_RUNS; first = ++i, runs++) {
        while (goes_on(test, i))
            i++;
        const struct page_file *file = &model->files[test->places[first] >> 32];
        const uint32_t line = (uint32_t)test->places[first], last = (uint32_t)test->places[i];
        strbuf_add_text(out, runs == 0 ? "" : file == before ? ", " : "; ");
        page_add_link(model, file, line, out);
        if (file != before)
            html_printf(out, "%s:", file->shown);
        if (first == i)
            strbuf_printf(out, "%u</a>", line);
        else
            strbuf_printf(out, "%u&#8211;%u</a>", line, last);
        before = file;
    }
    if (i < test->place_count)
        strbuf_add_text(out, ", &#8230;");
}

void page_add_tests(const struct page_model *model, struct strbuf *out)
{
    if (!model->test_count)
        return;
    strbuf_printf(out, "<details%s><summary>%zu tests reach something</summary>\n",
                  model->test_count <= MAX_OPEN ? " open" : "", model->test_count);
    strbuf_add_text(
        out,
        "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Test</th><th scope=\"col\" class=\"n\">"
        "Lines</th><th scope=\"col\" class=\"n\" title=\"Mutants that it is the first to notice\">Noticed first</th>"
        "<th scope=\"col\">Reaches</th></tr></thead><tbody>\n");
    for (size_t i = 0; i < model->test_count && i < MAX_SHOWN; i++) {
        const struct page_test *test = &model->tests[i];
        strbuf_printf(out, "<tr id=\"t%zu\"><td><code>", i);
        html_add(out, test->name);
        strbuf_printf(out, "</code></td><td class=\"n\">%zu</td><td class=\"n\">%u</td><td class=\"places\">",
                      test->place_count, test->first_kills);
        add_runs(model, test, out);
        strbuf_add_text(out, "</td></tr>\n");
    }
    strbuf_add_text(out, "</tbody></table></div></details>\n");
    if (model->test_count > MAX_SHOWN)
        strbuf_printf(out, "<p class=\"faint\">%zu more are named at the lines that they reach.</p>\n",
                      model->test_count - MAX_SHOWN);
}
