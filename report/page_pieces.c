/* What several sections write: places, bars, shares. */
#include <math.h>

#include "cet/core/file.h"
#include "html.h"
#include "page_parts.h"

const char *page_path(const struct report_page *page, const char *path)
{
    return page->root ? path_below(path, page->root) : path;
}

void page_add_link(const struct page_model *model, const struct page_file *file, uint32_t line, struct strbuf *out)
{
    if (line)
        strbuf_printf(out, "<a href=\"#f%zu-%u\">", page_file_number(model, file), line);
    else
        strbuf_printf(out, "<a href=\"#f%zu\">", page_file_number(model, file));
}

void page_add_place(const struct page_model *model, const char *path, uint32_t line, struct strbuf *out)
{
    const struct page_file *file = page_model_find(model, path);
    if (file)
        page_add_link(model, file, line, out);
    strbuf_add_text(out, "<code>");
    html_printf(out, line ? "%s:%u" : "%s", page_path(model->page, path), line);
    strbuf_add_text(out, file ? "</code></a>" : "</code>");
}

void page_add_bar(double ratio, double threshold, struct strbuf *out)
{
    const double filled = isnan(ratio) || ratio < 0 ? 0 : ratio > 1 ? 1 : ratio;
    const char *tone = isnan(threshold) ? "plain" : ratio >= threshold ? "good" : "warn";
    strbuf_printf(out, "<svg class=\"bar %s\" aria-hidden=\"true\"><rect width=\"%.1f%%\" height=\"100%%\"/>", tone,
                  filled * 100);
    if (!isnan(threshold) && threshold >= 0 && threshold <= 1)
        strbuf_printf(out, "<rect class=\"mark\" x=\"%.1f%%\" width=\"2\" height=\"100%%\"/>", threshold * 100);
    strbuf_add_text(out, "</svg>");
}

void page_add_percent(double ratio, struct strbuf *out)
{
    if (isnan(ratio))
        strbuf_add_text(out, "&#8211;");
    else
        strbuf_printf(out, "%.1f&#8239;%%",
                      floor(ratio * 1000 + 1e-9) / 10); /* never up to 100 where something is missing */
}

double page_ratio(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : NAN;
}

double page_score(const struct mutant_counts *counts)
{
    double score;
    return mutant_score(counts, &score) ? score : NAN;
}
