#include <math.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

#define QUOTED_BYTES 24

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Whether brackets outside of texts nest deeper than cJSON follows them, which it reports as any other error. */
static bool nests_too_deep(const char *text, size_t length)
{
    size_t depth = 0;
    bool in_text = false;
    for (size_t i = 0; i < length; i++) {
        if (in_text && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            in_text = !in_text;
        else if (!in_text && (text[i] == '[' || text[i] == '{') && ++depth > CJSON_NESTING_LIMIT)
            return true;
        else if (!in_text && (text[i] == ']' || text[i] == '}') && depth > 0)
            depth--;
    }
    return false;
}

static enum status report_place(const char *name, const char *text, size_t length, size_t place, struct error *err)
{
    while (place < length && is_space(text[place]))
        place++;
    size_t line = 1;
    for (size_t i = 0; i < place; i++)
        line += text[i] == '\n';
    if (nests_too_deep(text, length))
        return error_set(err, STATUS_LIMIT, "'%s':%zu: JSON nested deeper than %d", name, line, CJSON_NESTING_LIMIT);
    if (place >= length)
        return error_set(err, STATUS_INVALID, "'%s':%zu: JSON ends too early", name, line);
    const size_t rest = length - place;
    return error_set(err, STATUS_INVALID, "'%s':%zu: not valid JSON at '%.*s'", name, line,
                     (int)(rest < QUOTED_BYTES ? rest : QUOTED_BYTES), text + place);
}

enum status json_parse(const char *name, const char *text, size_t length, cJSON **ret_root, struct error *err)
{
    /* A copy, because cJSON may look at the byte behind what it is given. */
    SCOPED(memory_free_pointer) char *copy = memory_resize(NULL, length + 1, 1);
    if (length > 0)
        memcpy(copy, text, length);
    copy[length] = '\0';

    const char *end = copy;
    SCOPED(json_free) cJSON *root = cJSON_ParseWithLengthOpts(copy, length + 1, &end, false);
    size_t place = (size_t)(end - copy);
    if (!root)
        return report_place(name, copy, length, place, err);
    while (place < length && is_space(copy[place]))
        place++;
    if (place < length)
        return report_place(name, copy, length, place, err);
    *ret_root = root;
    root = NULL;
    return STATUS_OK;
}

enum status json_load(const char *path, size_t max_bytes, cJSON **ret_root, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const enum status status = file_read(path, max_bytes, &text, err);
    if (status != STATUS_OK)
        return status;
    return json_parse(path, strbuf_text(&text), text.length, ret_root, err);
}

void json_free(cJSON **root)
{
    cJSON_Delete(*root);
    *root = NULL;
}

const cJSON *json_get(const cJSON *object, const char *key)
{
    return cJSON_IsObject(object) ? cJSON_GetObjectItemCaseSensitive(object, key) : NULL;
}

const char *json_get_text(const cJSON *object, const char *key, const char *otherwise)
{
    const cJSON *item = json_get(object, key);
    return cJSON_IsString(item) ? item->valuestring : otherwise;
}

double json_get_number(const cJSON *object, const char *key, double otherwise)
{
    const cJSON *item = json_get(object, key);
    return cJSON_IsNumber(item) ? item->valuedouble : otherwise;
}

int64_t json_get_int(const cJSON *object, const char *key, int64_t otherwise)
{
    const cJSON *item = json_get(object, key);
    /* Up to 2^63, which a double holds exactly and an int64_t does not. */
    if (!cJSON_IsNumber(item) || !(item->valuedouble >= -0x1p63 && item->valuedouble < 0x1p63))
        return otherwise;
    return trunc(item->valuedouble) == item->valuedouble ? (int64_t)item->valuedouble : otherwise;
}

bool json_get_bool(const cJSON *object, const char *key, bool otherwise)
{
    const cJSON *item = json_get(object, key);
    return cJSON_IsBool(item) ? cJSON_IsTrue(item) : otherwise;
}
