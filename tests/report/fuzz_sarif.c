/* Whatever stands in rules, paths, messages and positions: JSON with every finding in it. The bytes are texts parted by
 * NUL, each finding taking six of them. */
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/report/findings.h"
#include "core/fuzz_file.h"

#define TEXTS 6

static uint32_t number_of(const char *text)
{
    return (uint32_t)strtoul(text, NULL, 16);
}

static void add(struct finding_set *findings, const char *const *texts)
{
    struct finding_note note = {texts[1], number_of(texts[5]), number_of(texts[4]), texts[0]};
    finding_set_add(findings, &(struct finding){.rule = texts[0],
                                                .level = (enum finding_level)(texts[2][0] & 1),
                                                .path = texts[1],
                                                .message = texts[2],
                                                .function = texts[3],
                                                .source = "fuzz",
                                                .line = number_of(texts[4]),
                                                .column = number_of(texts[5]),
                                                .end_line = number_of(texts[4]),
                                                .end_column = number_of(texts[3]),
                                                .notes = &note,
                                                .note_count = 1});
}

static void check(const struct strbuf *text, size_t count)
{
    cJSON *root = NULL;
    if (json_parse("sarif", text->bytes, text->length, &root, NULL) != STATUS_OK)
        abort();
    const cJSON *run = cJSON_GetArrayItem(json_get(root, "runs"), 0);
    if ((size_t)cJSON_GetArraySize(json_get(run, "results")) != count)
        abort();
    json_free(&root);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct finding_set findings = {0};
    struct strbuf out = {0};
    char *words = memory_resize(NULL, length + 1, 1);
    if (length)
        memcpy(words, bytes, length);
    words[length] = '\0';
    const char *texts[TEXTS];
    size_t count = 0;
    for (size_t place = 0; place <= length; place += strlen(words + place) + 1) {
        texts[count++ % TEXTS] = words + place;
        if (count % TEXTS == 0)
            add(&findings, texts);
    }
    report_findings_sarif(
        &findings, &(struct sarif_options){.root = findings.count ? findings.items[0].path : NULL, .tool_version = "1"},
        &out);
    check(&out, findings.count);
    strbuf_release(&out);
    finding_set_release(&findings);
    free(words);
    return 0;
}
