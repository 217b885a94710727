/* Reads what mutant_format.c writes. Apart from it: the compiler's plugin only writes, and so need not load cJSON. */
#include <math.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/model/mutant.h"

#define MUTANTS_MAX_TESTS 100000

static bool parse_status(const cJSON *object, enum mutant_status *ret)
{
    const char *text = json_get_text(object, "status", "");
    for (unsigned i = 0; i < MUTANT_STATUS_COUNT; i++)
        if (strcmp(mutant_status_text((enum mutant_status)i), text) == 0) {
            *ret = (enum mutant_status)i;
            return true;
        }
    return false;
}

static bool parse_ignored_as(const cJSON *object, enum mutant_ignored *ret)
{
    const char *text = json_get_text(object, "ignored_as", mutant_ignored_text(MUTANT_NOT_MADE));
    for (unsigned i = 0; i < MUTANT_IGNORED_AS_COUNT; i++)
        if (strcmp(mutant_ignored_text((enum mutant_ignored)i), text) == 0) {
            *ret = (enum mutant_ignored)i;
            return true;
        }
    return false;
}

static bool parse_kill(const cJSON *object, enum mutant_kill *ret)
{
    const char *text = json_get_text(object, "killed_kind", "");
    for (unsigned i = 0; i < MUTANT_KILL_COUNT; i++)
        if (strcmp(mutant_kill_text((enum mutant_kill)i), text) == 0) {
            *ret = (enum mutant_kill)i;
            return true;
        }
    return false;
}

static bool parse_range(const cJSON *object, struct mutant *m)
{
    const cJSON *range = json_get(object, "range");
    if (!cJSON_IsArray(range) || cJSON_GetArraySize(range) != 4)
        return false;
    uint32_t *const fields[] = {&m->line, &m->column, &m->end_line, &m->end_column};
    for (int i = 0; i < 4; i++) {
        const cJSON *number = cJSON_GetArrayItem(range, i);
        if (!cJSON_IsNumber(number) || number->valuedouble < 0 || number->valuedouble > UINT32_MAX)
            return false;
        *fields[i] = (uint32_t)number->valuedouble;
    }
    return true;
}

static uint64_t parse_hits(const cJSON *object)
{
    double hits = json_get_number(object, "hits", 0);
    return hits >= 0x1p64 ? UINT64_MAX : hits > 0 ? (uint64_t)hits : 0;
}

static double parse_duration(const cJSON *object, const char *key)
{
    double duration_ms = json_get_number(object, key, 0);
    return isfinite(duration_ms) && duration_ms > 0 ? duration_ms : 0;
}

static void parse_covered_by(const cJSON *object, struct mutant_set *set, struct mutant *m)
{
    const cJSON *tests = json_get(object, "covered_by");
    int count = cJSON_GetArraySize(tests);
    if (count <= 0 || count > MUTANTS_MAX_TESTS)
        return;
    m->covered_by = arena_array(&set->arena, (size_t)count, sizeof *m->covered_by);
    const cJSON *test;
    cJSON_ArrayForEach(test, tests) if (cJSON_IsString(test)) m->covered_by[m->covered_by_count++] = test->valuestring;
}

static bool is_hash(const char *text)
{
    return strlen(text) == MUTANT_ID_SIZE - 1 && strspn(text, "0123456789abcdef") == MUTANT_ID_SIZE - 1;
}

static enum status parse_words(const cJSON *object, const char *path, unsigned line, struct mutant *m,
                               struct error *err)
{
    const char *context = json_get_text(object, "context", "");
    if (!parse_status(object, &m->status))
        return error_set(err, STATUS_INVALID, "'%s':%u: unknown mutant status '%s'", path, line,
                         json_get_text(object, "status", ""));
    if (!parse_ignored_as(object, &m->ignored_as))
        return error_set(err, STATUS_INVALID, "'%s':%u: unknown ignored_as '%s'", path, line,
                         json_get_text(object, "ignored_as", ""));
    if (!parse_kill(object, &m->killed_kind))
        return error_set(err, STATUS_INVALID, "'%s':%u: unknown killed_kind '%s'", path, line,
                         json_get_text(object, "killed_kind", ""));
    if (*context && !is_hash(context))
        return error_set(err, STATUS_INVALID, "'%s':%u: '%s' is no hash of a context", path, line, context);
    memcpy(m->context, context, strlen(context) + 1);
    return STATUS_OK;
}

static enum status parse_mutant(const cJSON *object, const char *path, unsigned line, struct mutant_set *set,
                                struct error *err)
{
    struct mutant m = {.operator_name = json_get_text(object, "operator", NULL),
                       .group = json_get_text(object, "group", ""),
                       .path = json_get_text(object, "path", NULL),
                       .function = json_get_text(object, "function", NULL),
                       .original = json_get_text(object, "original", ""),
                       .replacement = json_get_text(object, "replacement", ""),
                       .reason = json_get_text(object, "reason", NULL),
                       .killed_by = json_get_text(object, "killed_by", NULL),
                       .hits = parse_hits(object),
                       .duration_ms = parse_duration(object, "duration_ms"),
                       .cpu_ms = parse_duration(object, "cpu_ms")};
    const char *id = json_get_text(object, "id", "");
    if (!is_hash(id))
        return error_set(err, STATUS_INVALID, "'%s':%u: '%s' is no mutant id", path, line, id);
    memcpy(m.id, id, MUTANT_ID_SIZE);
    enum status status = parse_words(object, path, line, &m, err);
    if (status != STATUS_OK)
        return status;
    if (!m.operator_name || !m.path || !m.function || !parse_range(object, &m))
        return error_set(err, STATUS_INVALID, "'%s':%u: operator, path, function or range is missing", path, line);
    parse_covered_by(object, set, &m);
    mutant_set_add(set, &m);
    return STATUS_OK;
}

static enum status parse_file(const cJSON *object, const char *path, unsigned line, struct mutant_set *set,
                              struct error *err)
{
    const char *digest = json_get_text(object, "digest", "");
    if (*digest && (strlen(digest) != DIGEST_TEXT_SIZE - 1 || strspn(digest, "0123456789abcdef") != strlen(digest)))
        return error_set(err, STATUS_INVALID, "'%s':%u: '%s' is no digest", path, line, digest);
    mutant_set_add_file(set, json_get_text(object, "file", ""), digest);
    return STATUS_OK;
}

static enum status parse_unused(const cJSON *object, const char *path, unsigned line, struct mutant_set *set,
                                struct error *err)
{
    double number = json_get_number(object, "line", -1);
    if (!(number >= 0 && number <= UINT32_MAX))
        return error_set(err, STATUS_INVALID, "'%s':%u: the suppression has no line", path, line);
    mutant_set_add_unused(set, json_get_text(object, "unused_suppression", ""), (uint32_t)number);
    return STATUS_OK;
}

static enum status parse_record(const cJSON *object, const char *path, unsigned line, struct mutant_set *set,
                                struct error *err)
{
    const char *note = json_get_text(object, "note", NULL);
    if (json_get_text(object, "file", NULL))
        return parse_file(object, path, line, set, err);
    if (json_get_text(object, "unused_suppression", NULL))
        return parse_unused(object, path, line, set, err);
    if (!note)
        return parse_mutant(object, path, line, set, err);
    mutant_set_add_note(set, note);
    return STATUS_OK;
}

static enum status parse_line(const char *text, size_t length, const char *path, unsigned line, struct mutant_set *set,
                              struct error *err)
{
    SCOPED(json_free) cJSON *object = NULL;
    enum status status = json_parse(path, text, length, &object, NULL);
    if (status != STATUS_OK) /* said anew, with the line of the file */
        return error_set(err, status, "'%s':%u: not valid JSON at '%.*s'", path, line, (int)(length < 40 ? length : 40),
                         text);
    if (line > 1)
        return parse_record(object, path, line, set, err);
    if (strcmp(json_get_text(object, "format", ""), MUTANTS_FORMAT) != 0)
        return error_set(err, STATUS_INVALID, "'%s':1: not a list of mutants", path);
    if (json_get_int(object, "version", 0) != MUTANTS_VERSION)
        return error_set(err, STATUS_INVALID, "'%s':1: version %lld is not known, %d is", path,
                         (long long)json_get_int(object, "version", 0), MUTANTS_VERSION);
    mutant_set_made_by(set, json_get_text(object, "tool", ""));
    return STATUS_OK;
}

enum status mutant_set_parse(const char *path, const char *text, size_t length, struct mutant_set *set,
                             struct error *err)
{
    const char *end = text + length;
    unsigned line = 0;
    for (const char *at = text; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        if (!stop)
            stop = end;
        enum status status = parse_line(at, (size_t)(stop - at), path, ++line, set, err);
        if (status != STATUS_OK)
            return status;
        at = stop + 1;
    }
    return line ? STATUS_OK : error_set(err, STATUS_INVALID, "'%s': not a list of mutants", path);
}

enum status mutant_set_load(const char *path, struct mutant_set *set, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(path, MUTANTS_MAX_BYTES, &text, err);
    if (status != STATUS_OK)
        return status;
    return mutant_set_parse(path, strbuf_text(&text), text.length, set, err);
}
