#include "cet/model/findings_sarif.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

#define MAX_SARIF_BYTES (256u << 20)
#define MAX_NOTES 100 /* of one finding */

struct reading {
    const char *folder;
    const cJSON *bases; /* originalUriBaseIds of the run */
    const char *tool;
    struct finding_set *set;
};

static int digit_of(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

/* RFC 3986: %XX stands for a byte. */
static char *decode_uri(const char *uri)
{
    struct strbuf out = {0};
    if (!strncmp(uri, "file://", 7))
        uri += 7;
    for (; *uri; uri++) {
        const int high = *uri == '%' ? digit_of(uri[1]) : -1, low = high >= 0 ? digit_of(uri[2]) : -1;
        if (low >= 0 && high * 16 + low != 0) {
            strbuf_add_char(&out, (char)(high * 16 + low));
            uri += 2;
        } else {
            strbuf_add_char(&out, *uri);
        }
    }
    return strbuf_take(&out);
}

/* malloc'ed absolute path; NULL when there is none. */
static char *path_of(const struct reading *reading, const cJSON *physical)
{
    const cJSON *artifact = json_get(physical, "artifactLocation");
    const char *uri = json_get_text(artifact, "uri", NULL);
    const char *base = json_get_text(json_get(reading->bases, json_get_text(artifact, "uriBaseId", "")), "uri", NULL);
    if (!uri || !*uri)
        return NULL;
    SCOPED(memory_free_pointer) char *name = decode_uri(uri);
    SCOPED(memory_free_pointer) char *base_name = decode_uri(base ? base : "");
    return path_absolute(name, *base_name == '/' ? base_name : reading->folder);
}

static uint32_t read_number(const cJSON *object, const char *key)
{
    const int64_t number = json_get_int(object, key, 0);
    return number > 0 && number <= UINT32_MAX ? (uint32_t)number : 0;
}

static const char *message_of(const cJSON *object)
{
    return json_get_text(json_get(object, "message"), "text", "");
}

/* Paths of notes are malloc'ed. */
static void read_notes(const struct reading *reading, const cJSON *related, struct finding_note *notes,
                       uint32_t *ret_count)
{
    const cJSON *place;
    cJSON_ArrayForEach(place, related)
    {
        const cJSON *physical = json_get(place, "physicalLocation");
        char *path = *ret_count < MAX_NOTES ? path_of(reading, physical) : NULL;
        if (!path)
            continue;
        const cJSON *region = json_get(physical, "region");
        notes[(*ret_count)++] = (struct finding_note){.path = path,
                                                      .line = read_number(region, "startLine"),
                                                      .column = read_number(region, "startColumn"),
                                                      .message = message_of(place)};
    }
}

static void read_result(const struct reading *reading, const cJSON *result)
{
    const cJSON *location = cJSON_GetArrayItem(json_get(result, "locations"), 0);
    const cJSON *physical = json_get(location, "physicalLocation"), *region = json_get(physical, "region");
    const cJSON *suppressions = json_get(result, "suppressions");
    const char *level = json_get_text(result, "level", "warning");
    struct finding_note notes[MAX_NOTES] = {0};
    SCOPED(memory_free_pointer) char *path = path_of(reading, physical);
    if (!path)
        return;
    struct finding finding = {
        .rule = json_get_text(result, "ruleId", ""),
        .level = !strcmp(level, "error")     ? FINDING_ERROR
                 : !strcmp(level, "warning") ? FINDING_WARNING
                                             : FINDING_REFACTORING,
        .path = path,
        .line = read_number(region, "startLine"),
        .column = read_number(region, "startColumn"),
        .end_line = read_number(region, "startLine"),
        .end_column = read_number(region, "endColumn"),
        .function = json_get_text(cJSON_GetArrayItem(json_get(location, "logicalLocations"), 0), "name", ""),
        .message = message_of(result),
        .source = reading->tool,
        .cwe = "",
        .notes = notes,
        .state = cJSON_GetArraySize(suppressions) > 0 ? FINDING_SILENCED : FINDING_SHOWN,
        .reason = json_get_text(cJSON_GetArrayItem(suppressions, 0), "justification", ""),
    };
    read_notes(reading, json_get(result, "relatedLocations"), notes, &finding.note_count);
    finding_set_add(reading->set, &finding);
    for (uint32_t i = 0; i < finding.note_count; i++)
        free((char *)notes[i].path);
}

enum status findings_sarif_load(const char *path, const char *folder, struct finding_set *set, struct error *err)
{
    SCOPED(json_free) cJSON *root = NULL;
    enum status status = json_load(path, MAX_SARIF_BYTES, &root, err);
    if (status != STATUS_OK)
        return status;
    if (strcmp(json_get_text(root, "version", ""), "2.1.0") != 0 || !cJSON_IsArray(json_get(root, "runs")))
        return error_set(err, STATUS_INVALID, "'%s' is no SARIF 2.1.0", path);
    const cJSON *run, *result;
    cJSON_ArrayForEach(run, json_get(root, "runs"))
    {
        const struct reading reading = {.folder = folder,
                                        .bases = json_get(run, "originalUriBaseIds"),
                                        .tool =
                                            json_get_text(json_get(json_get(run, "tool"), "driver"), "name", "sarif"),
                                        .set = set};
        cJSON_ArrayForEach(result, json_get(run, "results")) read_result(&reading, result);
    }
    return STATUS_OK;
}
