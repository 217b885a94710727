/* What the views of files are made from, compressed and in base64: first what all share, then each file. The script
 * expands a file when it is asked for. */
#include <stdio.h>

#include "cet/core/base64.h"
#include "cet/core/deflate.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "page_file_data.h"
#include "page_parts.h"

static void add_packed(const char *id, const struct strbuf *text, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf packed = {0};
    deflate_add(&packed, strbuf_text(text), text->length);
    strbuf_printf(out, "<script type=\"text/plain\" id=\"%s\">", id);
    base64_add(out, strbuf_text(&packed), packed.length);
    strbuf_add_text(out, "</script>\n");
}

static void add_rules(const struct report_page *page, struct json_writer *json)
{
    json_object_begin(json, "rules");
    for (size_t i = 0; i < page->rule_count; i++) {
        json_object_begin(json, page->rules[i].name);
        json_string(json, "summary", page->rules[i].summary);
        json_string(json, "help", page->rules[i].help);
        json_object_end(json);
    }
    json_object_end(json);
}

static void add_shared(const struct page_model *model, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct json_writer json = {.out = &text};
    json_object_begin(&json, NULL);
    json_array_begin(&json, "tests");
    for (size_t i = 0; i < model->test_count; i++)
        json_string(&json, NULL, model->tests[i].name);
    json_array_end(&json);
    add_rules(model->page, &json);
    json_object_end(&json);
    add_packed("shared", &text, out);
}

void page_add_data(const struct page_model *model, struct strbuf *out)
{
    if (!model->file_count)
        return;
    add_shared(model, out);
    for (size_t i = 0; i < model->file_count; i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        char id[32];
        snprintf(id, sizeof id, "d%zu", i);
        page_file_data_format(model, &model->files[i], &text);
        add_packed(id, &text, out);
    }
}
