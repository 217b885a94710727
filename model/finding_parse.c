/* Reads what finding_set_format writes. Apart from it: the compiler's plugin does not read JSON, and so need not load
 * cJSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/model/finding.h"

#define MAX_FINDINGS_BYTES (256u << 20)

static uint32_t read_position(const cJSON *object, const char *key)
{
    int64_t value = json_get_int(object, key, 0);
    return value < 0 || value > UINT32_MAX ? 0 : (uint32_t)value;
}

static void read_notes(const cJSON *list, struct finding *finding, struct finding_note *notes)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        notes[finding->note_count++] = (struct finding_note){.path = json_get_text(item, "path", ""),
                                                             .line = read_position(item, "line"),
                                                             .column = read_position(item, "column"),
                                                             .message = json_get_text(item, "message", "")};
    }
    finding->notes = notes;
}

static void read_fixes(const cJSON *list, struct finding *finding, struct finding_fix *fixes)
{
    const cJSON *item;
    cJSON_ArrayForEach(item, list)
    {
        fixes[finding->fix_count++] = (struct finding_fix){.line = read_position(item, "line"),
                                                           .column = read_position(item, "column"),
                                                           .end_line = read_position(item, "endLine"),
                                                           .end_column = read_position(item, "endColumn"),
                                                           .replacement = json_get_text(item, "replacement", "")};
    }
    finding->fixes = fixes;
}

/* Hexadecimal digits, or none at all: half a fingerprint would match what it does not stand for. */
static void read_fingerprint(const cJSON *item, char fingerprint[17])
{
    const char *text = json_get_text(item, "fingerprint", "");
    size_t length = strlen(text);
    if (length <= 16 && strspn(text, "0123456789abcdef") == length)
        memcpy(fingerprint, text, length + 1);
}

static enum status read_finding(const char *path, const cJSON *item, size_t index, struct finding_set *set,
                                struct error *err)
{
    struct finding finding = {.rule = json_get_text(item, "rule", NULL),
                              .path = json_get_text(item, "path", NULL),
                              .message = json_get_text(item, "message", NULL),
                              .function = json_get_text(item, "function", ""),
                              .source = json_get_text(item, "source", "cet"),
                              .cwe = json_get_text(item, "cwe", ""),
                              .line = read_position(item, "line"),
                              .column = read_position(item, "column"),
                              .end_line = read_position(item, "endLine"),
                              .end_column = read_position(item, "endColumn")};
    if (!finding.rule || !finding.path || !finding.message)
        return error_set(err, STATUS_INVALID, "'%s': finding %zu lacks \"rule\", \"path\" or \"message\"", path, index);
    const char *level = json_get_text(item, "level", "");
    if (!finding_level_find(level, &finding.level))
        return error_set(err, STATUS_INVALID, "'%s': finding %zu has the unknown level '%s'", path, index, level);
    read_fingerprint(item, finding.fingerprint);
    const cJSON *note_list = json_get(item, "notes"), *fix_list = json_get(item, "fixes");
    struct finding_note *notes = memory_new((size_t)cJSON_GetArraySize(note_list) + 1, sizeof *notes);
    struct finding_fix *fixes = memory_new((size_t)cJSON_GetArraySize(fix_list) + 1, sizeof *fixes);
    read_notes(note_list, &finding, notes);
    read_fixes(fix_list, &finding, fixes);
    finding_set_add(set, &finding);
    free(notes);
    free(fixes);
    return STATUS_OK;
}

enum status finding_set_load(const char *path, struct finding_set *set, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_load(path, MAX_FINDINGS_BYTES, &root, err);
    if (status != STATUS_OK)
        return status;
    if (strcmp(json_get_text(root, "format", ""), FINDINGS_FORMAT) != 0 ||
        json_get_int(root, "version", 0) != FINDINGS_VERSION)
        return error_set(err, STATUS_INVALID, "'%s': not a %s file of version %d", path, FINDINGS_FORMAT,
                         FINDINGS_VERSION);
    struct finding_set loaded = {0};
    size_t index = 0;
    const cJSON *item;
    cJSON_ArrayForEach(item, json_get(root, "findings"))
    {
        status = read_finding(path, item, index++, &loaded, err);
        if (status != STATUS_OK) {
            finding_set_release(&loaded);
            return status;
        }
    }
    finding_set_release(set);
    *set = loaded;
    return STATUS_OK;
}
