#include "cet/report/verdict.h"

#include "cet/core/file.h"
#include "html.h"
#include "page.h"

const char *page_path(const struct report_page *page, const char *path)
{
    return page->root ? path_below(path, page->root) : path;
}

void page_add_place(const struct report_page *page, const char *path, uint32_t line, uint32_t column,
                    struct strbuf *out)
{
    const struct coverage_file *file = page->coverage ? coverage_find_file(page->coverage, path) : NULL;
    if (file)
        strbuf_printf(out, "<a href=\"#file%zu-%u\">", (size_t)(file - page->coverage->files), line);
    strbuf_add_text(out, "<code>");
    html_printf(out, "%s:%u:%u", page_path(page, path), line, column);
    strbuf_add_text(out, file ? "</code></a>" : "</code>");
}

static const struct section {
    const char *anchor;
    const char *title;
    void (*add)(const struct report_page *page, struct strbuf *out);
} sections[] = {
    {"stages", "Stages", page_add_stages},           {"faults", "Possible faults", page_add_faults},
    {"findings", "Findings", page_add_findings},     {"mutants", "Mutants", page_add_mutants},
    {"coverage", "Coverage", page_add_coverage},     {"tests", "Tests", page_add_tests},
    {"basis", "What this rests on", page_add_basis},
};

#define SECTION_COUNT (sizeof sections / sizeof *sections)

static void add_head(const struct report_page *page, const char *subject, struct strbuf *out)
{
    strbuf_add_text(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                         "<meta http-equiv=\"Content-Security-Policy\" "
                         "content=\"default-src 'none';style-src 'unsafe-inline'\"><title>");
    if (page->verdict)
        html_printf(out, "%s: %s", subject, verdict_outcome_text(page->verdict->outcome));
    else
        html_add(out, subject);
    strbuf_printf(out, "</title><style>%s</style></head>\n<body><main>\n<h1>", page_style);
    html_add(out, subject);
    strbuf_add_text(out, "</h1>\n");
}

void report_verdict_html(const struct report_page *page, struct strbuf *out)
{
    struct strbuf texts[SECTION_COUNT] = {0};
    const char *subject = page->verdict && page->verdict->subject ? page->verdict->subject : "Report";
    add_head(page, subject, out);
    page_add_verdict(page, out);
    for (size_t i = 0; i < SECTION_COUNT; i++)
        sections[i].add(page, &texts[i]);
    strbuf_add_text(out, "<nav>");
    for (size_t i = 0; i < SECTION_COUNT; i++)
        if (texts[i].length)
            strbuf_printf(out, "<a href=\"#%s\">%s</a>", sections[i].anchor, sections[i].title);
    strbuf_add_text(out, "</nav>\n");
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        strbuf_add(out, strbuf_text(&texts[i]), texts[i].length);
        strbuf_release(&texts[i]);
    }
    strbuf_add_text(out, "</main></body></html>\n");
}
