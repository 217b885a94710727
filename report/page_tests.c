/* Tests, each with the function that it is of, the lines that it reaches and the mutants that it is the first to
 * notice. */
#include <string.h>

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

/* "program: function/test", as cet's own suites name their tests. */
static const char *group_of(const char *name, size_t *ret_length)
{
    const char *slash = strrchr(name, '/'), *colon = strstr(name, ": ");
    const char *start = colon && slash && colon < slash ? colon + 2 : name;
    *ret_length = slash && slash > start ? (size_t)(slash - start) : 0;
    return start;
}

static bool is_named(const struct page_function *function, const char *name, size_t length)
{
    return strlen(function->name) == length && !memcmp(function->name, name, length);
}

static bool reaches(const struct page_test *test, const struct page_file *file, const struct page_model *model)
{
    for (size_t i = 0; i < test->place_count; i++)
        if (&model->files[test->places[i] >> 32] == file)
            return true;
    return false;
}

/* The function that the test's group is named after; of several the one in a file that it reaches. */
static const struct page_function *find_tested(const struct page_model *model, const struct page_test *test,
                                               const struct page_file **ret_file)
{
    size_t length;
    const char *group = group_of(test->name, &length);
    const struct page_function *found = NULL;
    for (size_t i = 0; i < model->file_count && length; i++)
        for (size_t k = 0; k < model->files[i].function_count; k++) {
            const struct page_file *file = &model->files[i];
            if (!is_named(&file->functions[k], group, length) || (found && !reaches(test, file, model)))
                continue;
            found = &file->functions[k];
            *ret_file = file;
        }
    return found;
}

static void add_tested(const struct page_model *model, const struct page_test *test, struct strbuf *out)
{
    const struct page_file *file = NULL;
    const struct page_function *function = find_tested(model, test, &file);
    strbuf_add_text(out, "<td>");
    if (function) {
        page_add_link(model, file, function->line, out);
        strbuf_add_text(out, "<code>");
        html_add(out, function->name);
        strbuf_add_text(out, "</code></a>");
    }
    strbuf_add_text(out, "</td>");
}

static void add_program(const struct page_model *model, const struct page_test *test, struct strbuf *out)
{
    if (!model->page->suite_count)
        return;
    strbuf_add_text(out, "<td>");
    if (test->program)
        html_printf(out, "%s", test->program);
    strbuf_add_text(out, "</td>");
}

static void add_test(const struct page_model *model, size_t number, struct strbuf *out)
{
    const struct page_test *test = &model->tests[number];
    strbuf_printf(out, "<tr id=\"t%zu\"><td><code>", number);
    html_add(out, test->name);
    strbuf_add_text(out, "</code></td>");
    add_program(model, test, out);
    add_tested(model, test, out);
    strbuf_printf(out, "<td class=\"n\">%zu</td><td class=\"n\">%u</td><td class=\"places\">", test->place_count,
                  test->first_kills);
    add_runs(model, test, out);
    strbuf_add_text(out, "</td></tr>\n");
}

/* Of a test that nothing is known of it is said how to learn it. */
static void add_summary(const struct page_model *model, struct strbuf *out)
{
    size_t known = 0;
    for (size_t i = 0; i < model->test_count; i++)
        known += model->tests[i].place_count > 0;
    strbuf_printf(out, "<details%s><summary>%zu tests reach something", model->test_count <= MAX_OPEN ? " open" : "",
                  known);
    if (known < model->test_count)
        strbuf_printf(out,
                      "; of %zu it is not known (<code>cet coverage run --each-test --source FILE SUITE</code> "
                      "tells)",
                      model->test_count - known);
    strbuf_add_text(out, "</summary>\n");
}

void page_add_tests(const struct page_model *model, struct strbuf *out)
{
    if (!model->test_count)
        return;
    add_summary(model, out);
    strbuf_printf(
        out,
        "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Test</th>%s<th scope=\"col\">Tests</th>"
        "<th scope=\"col\" class=\"n\">"
        "Lines</th><th scope=\"col\" class=\"n\" title=\"Mutants that it is the first to notice\">Noticed first</th>"
        "<th scope=\"col\">Reaches</th></tr></thead><tbody>\n",
        model->page->suite_count ? "<th scope=\"col\">Generated in</th>" : "");
    for (size_t i = 0; i < model->test_count && i < MAX_SHOWN; i++)
        add_test(model, i, out);
    strbuf_add_text(out, "</tbody></table></div></details>\n");
    if (model->test_count > MAX_SHOWN)
        strbuf_printf(out, "<p class=\"faint\">%zu more are named at the lines that they reach.</p>\n",
                      model->test_count - MAX_SHOWN);
}
