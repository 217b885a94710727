#include <stdlib.h>
#include <string.h>

#include "cet/core/base64.h"
#include "cet/core/digest.h"
#include "cet/core/memory.h"
#include "html.h"
#include "page_assets.h"
#include "page_parts.h"

/* In the order of the page; a section without content is left out. */
static const struct section {
    const char *anchor, *title;
    void (*add)(const struct page_model *model, struct strbuf *out);
} sections[] = {
    {"risk", "Risk", page_add_treemap},
    {"new-lines", "New lines", page_add_new_lines},
    {"findings", "Findings", page_add_findings},
    {"faults", "Possible faults", page_add_faults},
    {"survivors", "Mutants that nothing noticed", page_add_survivors},
    {"files", "Files", page_add_files},
    {"tests", "Tests", page_add_tests},
    {"plans", "Generated tests", page_add_plans},
    {"stages", "Stages", page_add_stages},
    {"basis", "What this rests on", page_add_basis},
};

static const struct embedded_file *get_asset(const char *name)
{
    const struct embedded_file *asset = page_assets;
    while (strcmp(asset->name, name) != 0)
        asset++;
    return asset;
}

/* As a Content-Security-Policy names what may run. */
static void add_hash(const struct embedded_file *asset, struct strbuf *out)
{
    char text[DIGEST_TEXT_SIZE];
    unsigned char bytes[(DIGEST_TEXT_SIZE - 1) / 2];
    digest_bytes(asset->bytes, asset->length, text);
    for (size_t i = 0; i < sizeof bytes; i++) {
        const char digits[3] = {text[2 * i], text[2 * i + 1], '\0'};
        bytes[i] = (unsigned char)strtoul(digits, NULL, 16);
    }
    strbuf_add_text(out, "'sha256-");
    base64_add(out, bytes, sizeof bytes);
    strbuf_add_char(out, '\'');
}

static void add_policy(struct strbuf *out)
{
    strbuf_add_text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; base-uri 'none'; "
                         "form-action 'none'; require-trusted-types-for 'script'; style-src ");
    add_hash(get_asset("page.css"), out);
    strbuf_add_text(out, "; script-src ");
    add_hash(get_asset("page.js"), out);
    strbuf_add_text(out, "\">\n");
}

static void add_asset(const char *name, const char *tag, struct strbuf *out)
{
    const struct embedded_file *asset = get_asset(name);
    strbuf_printf(out, "<%s>", tag);
    strbuf_add(out, asset->bytes, asset->length);
    strbuf_printf(out, "</%s>\n", tag);
}

static void add_head(const struct report_page *page, const char *title, struct strbuf *out)
{
    strbuf_add_text(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    add_policy(out);
    strbuf_add_text(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    html_add(out, title);
    if (page->verdict)
        html_printf(out, ": %s", verdict_outcome_text(page->verdict->outcome));
    strbuf_add_text(out, "</title>\n");
    add_asset("page.css", "style", out);
    add_asset("page.js", "script", out);
    strbuf_add_text(out, "</head>\n");
}

static void add_bar(const char *title, const struct strbuf *texts, struct strbuf *out)
{
    strbuf_add_text(out, "<body><a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header><a class=\"home\" "
                         "href=\"#overview\">cet</a> <span class=\"subject\">");
    html_add(out, title);
    strbuf_add_text(out, "</span><nav aria-label=\"Sections\">");
    for (size_t i = 0; i < ARRAY_LENGTH(sections); i++)
        if (texts[i].length)
            strbuf_printf(out, "<a href=\"#%s\">%s</a>", sections[i].anchor, sections[i].title);
    strbuf_add_text(out, "</nav><span class=\"tools\" id=\"tools\"></span></header>\n");
}

static void add_sections(const struct strbuf *texts, struct strbuf *out)
{
    for (size_t i = 0; i < ARRAY_LENGTH(sections); i++) {
        const struct section *section = &sections[i];
        if (!texts[i].length)
            continue;
        strbuf_printf(out, "<section id=\"%s\" aria-labelledby=\"%s-title\"><h2 id=\"%s-title\">%s</h2>\n",
                      section->anchor, section->anchor, section->anchor, section->title);
        strbuf_add(out, strbuf_text(&texts[i]), texts[i].length);
        strbuf_add_text(out, "</section>\n");
    }
}

/* Figures, and beside them how they came about. */
static void add_top(const struct page_model *model, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf trend = {0};
    page_add_trend(model, &trend);
    strbuf_printf(out, "<div class=\"top%s\"><div>\n", trend.length ? " two" : "");
    page_add_figures(model, out);
    strbuf_add_text(out, "</div>\n");
    if (trend.length)
        strbuf_printf(out, "<section id=\"trend\" aria-label=\"Past runs\">\n%s</section>\n", strbuf_text(&trend));
    strbuf_add_text(out, "</div>\n");
}

static void add_foot(const struct report_page *page, struct strbuf *out)
{
    strbuf_add_text(out,
                    "</main>\n<footer><noscript><p>Without JavaScript the files' sources stay folded in this page; "
                    "all else is here.</p></noscript><p>Written by cet");
    if (page->tool_version)
        html_printf(out, " %s", page->tool_version);
    if (page->coverage && page->coverage->compiler) {
        strbuf_add_text(out, " &#183; coverage measured with ");
        html_add(out, page->coverage->compiler);
    }
    strbuf_add_text(out, "</p></footer>\n");
}

void report_page_html(const struct report_page *page, struct strbuf *out)
{
    SCOPED(page_model_release) struct page_model model = {0};
    struct strbuf texts[ARRAY_LENGTH(sections)] = {0};
    const char *title = page->title                               ? page->title
                        : page->verdict && page->verdict->subject ? page->verdict->subject
                                                                  : "Report";
    page_model_build(&model, page);
    for (size_t i = 0; i < ARRAY_LENGTH(sections); i++)
        sections[i].add(&model, &texts[i]);
    add_head(page, title, out);
    add_bar(title, texts, out);
    strbuf_add_text(out, "<main id=\"main\" tabindex=\"-1\">\n<div id=\"overview\">\n<h1>");
    html_add(out, title);
    strbuf_add_text(out, "</h1>\n");
    page_add_verdict(&model, out);
    add_top(&model, out);
    add_sections(texts, out);
    strbuf_add_text(out, "</div>\n<div id=\"view\" hidden></div>\n");
    add_foot(page, out);
    page_add_data(&model, out);
    strbuf_add_text(out, "</body></html>\n");
    for (size_t i = 0; i < ARRAY_LENGTH(sections); i++)
        strbuf_release(&texts[i]);
}
