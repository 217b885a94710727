/* Sets of mutants: one JSON object a line, the first line names the format. */
#include "cet/model/mutant.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

#define MUTANTS_MAX_TESTS 100000

static const struct {
    const char *text;
    int counts_as_killed;
} statuses[] = {
#define MUTANT_STATUS(id, text, counts_as_killed) {text, counts_as_killed},
#include "cet/model/mutant_statuses.def"
#undef MUTANT_STATUS
};

const char *mutant_status_text(enum mutant_status status)
{
    return statuses[status].text;
}

void mutant_set_release(struct mutant_set *set)
{
    if (!set)
        return;
    arena_release(&set->arena);
    free(set->items);
    free(set->notes);
    map_release(&set->index);
    *set = (struct mutant_set){0};
}

struct mutant *mutant_set_find(struct mutant_set *set, const char *id)
{
    uint64_t at;
    return map_find(&set->index, id, &at) ? &set->items[at] : NULL;
}

static const char *keep(struct mutant_set *set, const char *text)
{
    return text ? arena_strdup(&set->arena, text) : NULL;
}

void mutant_set_note(struct mutant_set *set, const char *format, ...)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    va_list args;
    va_start(args, format);
    strbuf_vprintf(&text, format, args);
    va_end(args);
    ARRAY_PUSH(set->notes, set->note_count, set->note_capacity, keep(set, strbuf_text(&text)));
}

struct mutant *mutant_set_add(struct mutant_set *set, const struct mutant *mutant)
{
    bool added;
    uint64_t at = map_add(&set->index, mutant->id, set->count, &added);
    if (!added)
        return &set->items[at];
    struct mutant copy = *mutant;
    copy.operator_name = keep(set, mutant->operator_name);
    copy.path = keep(set, mutant->path);
    copy.function = keep(set, mutant->function);
    copy.original = keep(set, mutant->original);
    copy.replacement = keep(set, mutant->replacement);
    copy.reason = keep(set, mutant->reason);
    copy.killed_by = keep(set, mutant->killed_by);
    copy.cause = keep(set, mutant->cause);
    copy.covered_by = arena_array(&set->arena, mutant->covered_by_count, sizeof *copy.covered_by);
    for (uint32_t i = 0; i < mutant->covered_by_count; i++)
        copy.covered_by[i] = keep(set, mutant->covered_by[i]);
    ARRAY_PUSH(set->items, set->count, set->capacity, copy);
    return &set->items[at];
}

struct mutant_counts mutant_set_counts(const struct mutant_set *set)
{
    struct mutant_counts counts = {.all = (uint32_t)set->count};
    for (size_t i = 0; i < set->count; i++) {
        switch (set->items[i].status) {
        case MUTANT_KILLED:
            counts.killed++;
            break;
        case MUTANT_SURVIVED:
            counts.survived++;
            break;
        case MUTANT_NO_COVERAGE:
            counts.no_coverage++;
            break;
        case MUTANT_TIMEOUT:
            counts.timeout++;
            break;
        case MUTANT_EQUIVALENT:
            counts.equivalent++;
            break;
        case MUTANT_DUPLICATE:
            counts.duplicate++;
            break;
        case MUTANT_IGNORED:
            counts.ignored++;
            break;
        case MUTANT_PENDING:
        case MUTANT_STATUS_COUNT:
            break;
        }
    }
    return counts;
}

int mutant_score(const struct mutant_counts *counts, double *ret_score_ratio)
{
    uint32_t judged = counts->all - counts->ignored - counts->equivalent - counts->duplicate;
    if (judged == 0)
        return 0;
    *ret_score_ratio = (double)(counts->killed + counts->timeout) / judged;
    return 1;
}

static void format_mutant(const struct mutant *m, struct strbuf *out)
{
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "id", m->id);
    json_string(&json, "operator", m->operator_name);
    json_string(&json, "path", m->path);
    json_string(&json, "function", m->function);
    json_array_begin(&json, "range");
    json_uint(&json, NULL, m->line);
    json_uint(&json, NULL, m->column);
    json_uint(&json, NULL, m->end_line);
    json_uint(&json, NULL, m->end_column);
    json_array_end(&json);
    json_string(&json, "original", m->original);
    json_string(&json, "replacement", m->replacement);
    json_string(&json, "status", mutant_status_text(m->status));
    if (m->reason)
        json_string(&json, "reason", m->reason);
    if (m->killed_by)
        json_string(&json, "killed_by", m->killed_by);
    if (m->cause)
        json_string(&json, "cause", m->cause);
    if (m->covered_by_count) {
        json_array_begin(&json, "covered_by");
        for (uint32_t i = 0; i < m->covered_by_count; i++)
            json_string(&json, NULL, m->covered_by[i]);
        json_array_end(&json);
    }
    if (m->hits)
        json_uint(&json, "hits", m->hits);
    if (m->duration_ms > 0)
        json_number(&json, "duration_ms", m->duration_ms);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}

static void format_note(const char *note, struct strbuf *out)
{
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "note", note);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}

void mutant_set_format(const struct mutant_set *set, struct strbuf *out)
{
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "format", MUTANTS_FORMAT);
    json_uint(&json, "version", MUTANTS_VERSION);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < set->note_count; i++)
        format_note(set->notes[i], out);
    for (size_t i = 0; i < set->count; i++)
        format_mutant(&set->items[i], out);
}

static bool parse_status(const char *text, enum mutant_status *ret)
{
    for (unsigned i = 0; i < MUTANT_STATUS_COUNT; i++)
        if (strcmp(statuses[i].text, text) == 0) {
            *ret = (enum mutant_status)i;
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

static double parse_duration(const cJSON *object)
{
    double duration_ms = json_get_number(object, "duration_ms", 0);
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

static enum status parse_mutant(const cJSON *object, const char *path, unsigned line, struct mutant_set *set,
                                struct error *err)
{
    struct mutant m = {.operator_name = json_get_text(object, "operator", NULL),
                       .path = json_get_text(object, "path", NULL),
                       .function = json_get_text(object, "function", NULL),
                       .original = json_get_text(object, "original", ""),
                       .replacement = json_get_text(object, "replacement", ""),
                       .reason = json_get_text(object, "reason", NULL),
                       .killed_by = json_get_text(object, "killed_by", NULL),
                       .cause = json_get_text(object, "cause", NULL),
                       .hits = parse_hits(object),
                       .duration_ms = parse_duration(object)};
    const char *id = json_get_text(object, "id", "");
    const char *note = json_get_text(object, "note", NULL);
    if (note) {
        mutant_set_note(set, "%s", note);
        return STATUS_OK;
    }
    if (strlen(id) != MUTANT_ID_SIZE - 1 || strspn(id, "0123456789abcdef") != MUTANT_ID_SIZE - 1)
        return error_set(err, STATUS_INVALID, "'%s':%u: '%s' is no mutant id", path, line, id);
    memcpy(m.id, id, MUTANT_ID_SIZE);
    const char *status = json_get_text(object, "status", "");
    if (!parse_status(status, &m.status))
        return error_set(err, STATUS_INVALID, "'%s':%u: unknown mutant status '%s'", path, line, status);
    if (!m.operator_name || !m.path || !m.function || !parse_range(object, &m))
        return error_set(err, STATUS_INVALID, "'%s':%u: operator, path, function or range is missing", path, line);
    parse_covered_by(object, set, &m);
    mutant_set_add(set, &m);
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
        return parse_mutant(object, path, line, set, err);
    if (strcmp(json_get_text(object, "format", ""), MUTANTS_FORMAT) != 0)
        return error_set(err, STATUS_INVALID, "'%s':1: not a list of mutants", path);
    if (json_get_int(object, "version", 0) != MUTANTS_VERSION)
        return error_set(err, STATUS_INVALID, "'%s':1: version %lld is not known, %d is", path,
                         (long long)json_get_int(object, "version", 0), MUTANTS_VERSION);
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
