/* The page around the official viewer of mutation-testing-elements: its element, its script, the report. */
#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"
#include "cet/report/mutants.h"

/* "</script" would end the element, "<!--" change how it is read. In a script's texts and regular expressions "\/" and
 * "\!" mean the same without the backslash. */
static void add_script(const char *text, size_t length, struct strbuf *out)
{
    for (size_t i = 0; i < length; i++) {
        bool ends = length - i >= 8 && !strncasecmp(text + i, "</script", 8);
        bool hides = length - i >= 4 && !strncmp(text + i, "<!--", 4);
        strbuf_add_char(out, text[i]);
        if (ends || hides)
            strbuf_add_char(out, '\\');
    }
}

/* In JSON "<" stands in texts only, where it may be written by its number. */
static void add_json(const struct strbuf *json, struct strbuf *out)
{
    for (size_t i = 0; i < json->length; i++) {
        if (json->bytes[i] == '<')
            strbuf_add_text(out, "\\u003c");
        else
            strbuf_add_char(out, json->bytes[i]);
    }
}

void report_mutants_elements_page(const struct mutants_report *report, const char *script, size_t script_length,
                                  struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf json = {0};
    report_mutants_elements(report, &json);
    strbuf_add_text(out, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                         "<title>Mutants</title></head>\n<body>\n"
                         "<mutation-test-report-app title-postfix=\"cet\">This page needs JavaScript."
                         "</mutation-test-report-app>\n<script>");
    add_script(script, script_length, out);
    strbuf_add_text(out, "</script>\n<script>document.querySelector('mutation-test-report-app').report = ");
    add_json(&json, out);
    strbuf_add_text(out, ";</script>\n</body></html>\n");
}
