/* Every file with its lines: how often each ran and how many of its branches were taken. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cet/core/memory.h"
#include "html.h"
#include "page.h"
#include "source_lines.h"

#define MAX_SOURCE_ROWS 20000 /* of one file; what lies behind is counted and said */

struct line_record {
    bool is_code;
    uint64_t hits;
    uint32_t branches, taken;
};

static struct line_record *read_records(const struct coverage_file *file, uint32_t line_count)
{
    struct line_record *records = memory_new((size_t)line_count + 1, sizeof *records);
    for (size_t i = 0; i < file->line_count; i++)
        if (file->lines[i].line <= line_count) {
            records[file->lines[i].line].is_code = true;
            records[file->lines[i].line].hits = file->lines[i].hits;
        }
    for (size_t i = 0; i < file->branch_count; i++)
        if (file->branches[i].line <= line_count) {
            records[file->branches[i].line].branches++;
            records[file->branches[i].line].taken += file->branches[i].taken != 0;
        }
    return records;
}

static void add_row(const struct line_record *record, uint32_t line, const char *text, size_t length,
                    const char *anchor, struct strbuf *out)
{
    const char *kind = "", *sign = "";
    if (record->is_code) {
        bool is_half = record->taken < record->branches;
        kind = record->hits == 0 ? "miss" : is_half ? "half" : "hit";
        sign = record->hits == 0 ? "&#10007;" : is_half ? "&#9680;" : "&#10003;";
    }
    strbuf_printf(out, "<tr class=\"%s\" id=\"%s-%u\"><td class=\"n\">%u</td><td class=\"n\">", kind, anchor, line,
                  line);
    if (record->is_code)
        strbuf_printf(out, "%llu", (unsigned long long)record->hits);
    strbuf_add_text(out, "</td><td class=\"n\">");
    if (record->branches)
        strbuf_printf(out, "%u/%u", record->taken, record->branches);
    strbuf_printf(out, "</td><td class=\"mark\">%s</td><td class=\"code\">", sign);
    html_add_bytes(out, text, length);
    strbuf_add_text(out, "</td></tr>\n");
}

static void add_source(const struct coverage_file *file, const char *anchor, struct strbuf *out)
{
    SCOPED(source_lines_release) struct source_lines lines = {0};
    source_lines_load(&lines, file->path);
    if (lines.line_count == 0) {
        strbuf_add_text(out, "<p class=\"inside faint\">The source could not be read.</p>");
        return;
    }
    struct line_record *records = read_records(file, lines.line_count);
    strbuf_add_text(out, "<div class=\"scroll\"><table class=\"source\"><tr><th class=\"n\">Line</th>"
                         "<th class=\"n\">Hits</th><th class=\"n\">Branches</th><th></th><th></th></tr>\n");
    for (uint32_t line = 1; line <= lines.line_count && line <= MAX_SOURCE_ROWS; line++) {
        size_t length;
        const char *text = source_lines_get(&lines, line, &length);
        add_row(&records[line], line, text, length, anchor, out);
    }
    strbuf_add_text(out, "</table></div>\n");
    if (lines.line_count > MAX_SOURCE_ROWS)
        strbuf_printf(out, "<p class=\"inside faint\">%u further lines are not shown.</p>",
                      lines.line_count - MAX_SOURCE_ROWS);
    free(records);
}

static double ratio_of(uint64_t part, uint64_t whole)
{
    return whole ? (double)part / (double)whole : NAN;
}

static void add_share(uint64_t part, uint64_t whole, struct strbuf *out)
{
    if (whole)
        strbuf_printf(out, "<td class=\"n\">%.1f %%</td><td class=\"n\">%llu of %llu</td><td class=\"wide\">",
                      floor(ratio_of(part, whole) * 1000) / 10, (unsigned long long)part, (unsigned long long)whole);
    else
        strbuf_add_text(out, "<td class=\"n\">-</td><td class=\"n\">none</td><td class=\"wide\">");
    if (whole)
        page_add_bar(ratio_of(part, whole), NAN, out);
    strbuf_add_text(out, "</td>");
}

static void add_totals(const struct report_page *page, struct strbuf *out)
{
    strbuf_add_text(out, "<div class=\"scroll\"><table><tr><th>File</th><th class=\"n\">Lines</th><th></th>"
                         "<th class=\"wide\"></th><th class=\"n\">Branches</th><th></th><th class=\"wide\"></th>"
                         "<th class=\"n\">Functions</th></tr>\n");
    for (size_t i = 0; i < page->coverage->file_count; i++) {
        const struct coverage_file *file = &page->coverage->files[i];
        struct coverage_totals totals = coverage_file_totals(file);
        strbuf_printf(out, "<tr><td><a href=\"#file%zu\">", i);
        html_add(out, page_path(page, file->path));
        strbuf_add_text(out, "</a></td>");
        add_share(totals.lines_hit, totals.lines, out);
        add_share(totals.branches_taken, totals.branches, out);
        strbuf_printf(out, "<td class=\"n\">%llu of %llu</td></tr>\n", (unsigned long long)totals.functions_hit,
                      (unsigned long long)totals.functions);
    }
    strbuf_add_text(out, "</table></div>\n");
}

static void add_unreached_functions(const struct coverage_file *file, struct strbuf *out)
{
    const char *before = "<p class=\"inside\">Never called: ";
    for (size_t i = 0; i < file->function_count; i++) {
        if (file->functions[i].hits)
            continue;
        strbuf_printf(out, "%s<code>", before);
        html_add(out, file->functions[i].name);
        strbuf_add_text(out, "</code>");
        before = ", ";
    }
    if (before[0] == ',')
        strbuf_add_text(out, "</p>");
}

void page_add_coverage(const struct report_page *page, struct strbuf *out)
{
    if (!page->coverage || !page->coverage->file_count)
        return;
    strbuf_add_text(out, "<h2 id=\"coverage\">Coverage</h2>\n");
    if (page->coverage->compiler) {
        strbuf_add_text(out, "<p class=\"faint\">Measured with ");
        html_add(out, page->coverage->compiler);
        strbuf_add_text(out, "</p>");
    }
    add_totals(page, out);
    strbuf_add_text(out,
                    "<p class=\"faint\">&#10003; ran, all branches taken &#183; &#9680; ran, not all branches taken "
                    "&#183; &#10007; never ran</p>\n");
    for (size_t i = 0; i < page->coverage->file_count; i++) {
        const struct coverage_file *file = &page->coverage->files[i];
        char anchor[32];
        snprintf(anchor, sizeof anchor, "file%zu", i);
        strbuf_printf(out, "<details id=\"%s\"><summary>", anchor);
        html_add(out, page_path(page, file->path));
        strbuf_add_text(out, "</summary>\n");
        add_unreached_functions(file, out);
        add_source(file, anchor, out);
        strbuf_add_text(out, "</details>\n");
    }
}
