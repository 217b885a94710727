/* All files in their folders with their figures; folders have the sums. The script sorts and folds; the rows are plain.
 */
#include <math.h>
#include <string.h>

#include "cet/core/memory.h"
#include "html.h"
#include "page_parts.h"

#define MAX_INDENT 9 /* deeper folders stand no further in */
#define BAR_STEPS 20 /* page.css has a width for each */

struct sums {
    struct coverage_totals totals;
    struct mutant_counts mutants;
    uint32_t levels[3];
    uint32_t complexity;
};

static void add_file_to(struct sums *sums, const struct page_file *file)
{
    coverage_totals_add(&sums->totals, &file->totals);
    for (size_t i = 0; i < file->mutant_count; i++)
        mutant_counts_add(&sums->mutants, file->mutants[i]);
    for (int level = 0; level < 3; level++)
        sums->levels[level] += file->levels[level];
    sums->complexity += file->complexity;
}

/* The bar is the cell's background, in steps of a twentieth: an element for each would slow large trees down. */
static void add_share(double ratio, uint64_t missing, struct strbuf *out)
{
    if (isnan(ratio)) {
        strbuf_add_text(out, "<td class=\"n faint\" data-v=\"2\">&#8211;</td>");
        return;
    }
    strbuf_printf(out, "<td class=\"n share p%d\" data-v=\"%.4f\">", (int)(ratio * BAR_STEPS), ratio);
    if (missing)
        strbuf_printf(out, "<small>&#8722;%llu</small> ", (unsigned long long)missing);
    page_add_percent(ratio, out);
    strbuf_add_text(out, "</td>");
}

/* Errors weigh more than any number of warnings when sorted. */
static void add_levels(const uint32_t levels[3], struct strbuf *out)
{
    const double weight = levels[FINDING_ERROR] * 1e6 + levels[FINDING_WARNING] * 1e3 + levels[FINDING_REFACTORING];
    strbuf_printf(out, "<td class=\"n\" data-v=\"%.0f\">", weight);
    if (levels[FINDING_ERROR])
        strbuf_printf(out, "<span class=\"bad\">&#10007;&#8239;%u</span> ", levels[FINDING_ERROR]);
    if (levels[FINDING_WARNING])
        strbuf_printf(out, "<span class=\"warn\">&#9650;&#8239;%u</span> ", levels[FINDING_WARNING]);
    if (levels[FINDING_REFACTORING])
        strbuf_printf(out, "<span class=\"faint\">&#9671;&#8239;%u</span>", levels[FINDING_REFACTORING]);
    strbuf_add_text(out, "</td>");
}

static void add_cells(const struct sums *sums, struct strbuf *out)
{
    const struct coverage_totals *totals = &sums->totals;
    add_share(page_ratio(totals->lines_hit, totals->lines), totals->lines - totals->lines_hit, out);
    add_share(page_ratio(totals->branches_taken, totals->branches), totals->branches - totals->branches_taken, out);
    add_share(page_score(&sums->mutants), sums->mutants.survived + sums->mutants.no_coverage, out);
    add_levels(sums->levels, out);
    strbuf_printf(out, "<td class=\"n\" data-v=\"%u\">%u</td></tr>\n", sums->complexity, sums->complexity);
}

static unsigned indent_of(unsigned depth)
{
    return depth > MAX_INDENT ? MAX_INDENT : depth;
}

/* The files whose shown path begins with that of the folder, which ends with a slash. */
static struct sums sum_folder(const struct page_model *model, size_t first, size_t length)
{
    struct sums sums = {0};
    const char *folder = model->files[first].shown;
    for (size_t i = first; i < model->file_count && !strncmp(model->files[i].shown, folder, length); i++)
        add_file_to(&sums, &model->files[i]);
    return sums;
}

static void add_folder(const struct page_model *model, size_t first, size_t start, size_t length, unsigned depth,
                       struct strbuf *out)
{
    const struct sums sums = sum_folder(model, first, length);
    strbuf_printf(out, "<tr class=\"folder\" data-depth=\"%u\"><th scope=\"row\" class=\"i%u\">", depth,
                  indent_of(depth));
    html_add_bytes(out, model->files[first].shown + start, length - start);
    strbuf_add_text(out, "</th>");
    add_cells(&sums, out);
}

/* The folders that this file is the first of: those that it does not share with the one before. */
static unsigned add_folders(const struct page_model *model, size_t number, struct strbuf *out)
{
    const char *path = model->files[number].shown;
    const char *before = number ? model->files[number - 1].shown : "";
    unsigned depth = 0;
    size_t start = 0;
    bool is_shared = true;
    for (size_t i = 0; path[i]; i++) {
        is_shared = is_shared && before[i] == path[i];
        if (path[i] != '/' || (i == 0 && path[1]))
            continue;
        if (!is_shared)
            add_folder(model, number, start, i + 1, depth, out);
        depth++;
        start = i + 1;
    }
    return depth;
}

static void add_file_row(const struct page_model *model, size_t number, unsigned depth, struct strbuf *out)
{
    const struct page_file *file = &model->files[number];
    const char *slash = strrchr(file->shown, '/');
    struct sums sums = {0};
    add_file_to(&sums, file);
    strbuf_printf(out, "<tr id=\"f%zu\" data-depth=\"%u\" data-path=\"", number, depth);
    html_add(out, file->shown);
    strbuf_printf(out, "\"><th scope=\"row\" class=\"i%u\">", indent_of(depth));
    page_add_link(model, file, 0, out);
    html_add(out, slash && slash[1] ? slash + 1 : file->shown);
    strbuf_add_text(out, "</a></th>");
    add_cells(&sums, out);
}

void page_add_files(const struct page_model *model, struct strbuf *out)
{
    static const char *const columns[] = {"Lines", "Branches", "Mutants", "Findings", "Complexity"};
    if (!model->file_count)
        return;
    strbuf_add_text(out, "<table class=\"tree\" id=\"tree\"><thead><tr><th scope=\"col\" "
                         "aria-sort=\"ascending\">File</th>");
    for (size_t i = 0; i < ARRAY_LENGTH(columns); i++)
        strbuf_printf(out, "<th scope=\"col\" class=\"n\">%s</th>", columns[i]);
    strbuf_add_text(out, "</tr></thead><tbody>\n");
    struct sums all = {0};
    for (size_t i = 0; i < model->file_count; i++) {
        const unsigned depth = add_folders(model, i, out);
        add_file_row(model, i, depth, out);
        add_file_to(&all, &model->files[i]);
    }
    strbuf_add_text(out, "</tbody><tfoot><tr><th scope=\"row\">All</th>");
    add_cells(&all, out);
    strbuf_add_text(out, "</tfoot></table>\n");
}
