#include "cet/model/baseline.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"

void baseline_release(struct baseline *baseline)
{
    if (!baseline)
        return;
    arena_release(&baseline->arena);
    map_release(&baseline->index);
    free(baseline->entries);
    *baseline = (struct baseline){0};
}

/* The index of the entry with that key. UINT64_MAX when there is none, or, with ret_is_new, that of the next one. */
static uint64_t index_of(struct baseline *baseline, const char *rule, const char *fingerprint, bool *ret_is_new)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    strbuf_printf(&key, "%s %s", fingerprint, rule);
    if (ret_is_new)
        return map_add(&baseline->index, strbuf_text(&key), baseline->count, ret_is_new);
    uint64_t found;
    return map_find(&baseline->index, strbuf_text(&key), &found) ? found : UINT64_MAX;
}

static void add(struct baseline *baseline, const struct baseline_entry *entry)
{
    bool is_new;
    index_of(baseline, entry->rule, entry->fingerprint, &is_new);
    if (!is_new)
        return;
    struct baseline_entry copy = *entry;
    copy.rule = arena_strdup(&baseline->arena, entry->rule);
    copy.source = arena_strdup(&baseline->arena, entry->source);
    copy.path = arena_strdup(&baseline->arena, entry->path);
    copy.function = arena_strdup(&baseline->arena, entry->function);
    copy.message = arena_strdup(&baseline->arena, entry->message);
    ARRAY_PUSH(baseline->entries, baseline->count, baseline->capacity, copy);
}

static bool is_fingerprint(const char *text)
{
    return strlen(text) == 16 && strspn(text, "0123456789abcdef") == 16;
}

static enum status read_line(struct baseline *baseline, const char *path, unsigned line, const cJSON *object,
                             struct error *err)
{
    struct baseline_entry entry = {.rule = json_get_text(object, "rule", NULL),
                                   .source = json_get_text(object, "source", "cet"),
                                   .path = json_get_text(object, "path", NULL),
                                   .function = json_get_text(object, "function", ""),
                                   .message = json_get_text(object, "message", "")};
    const char *fingerprint = json_get_text(object, "fingerprint", "");
    if (!entry.rule || !entry.path || !is_fingerprint(fingerprint))
        return error_set(err, STATUS_INVALID, "'%s':%u: an entry needs \"fingerprint\", \"rule\" and \"path\"", path,
                         line);
    memcpy(entry.fingerprint, fingerprint, sizeof entry.fingerprint);
    add(baseline, &entry);
    return STATUS_OK;
}

static bool is_head(const cJSON *object)
{
    return !strcmp(json_get_text(object, "format", ""), BASELINE_FORMAT) &&
           json_get_int(object, "version", 0) == BASELINE_VERSION;
}

static enum status parse(struct baseline *baseline, const char *path, const struct strbuf *text, struct error *err)
{
    const char *at = strbuf_text(text), *end = at + text->length;
    unsigned line = 0;
    for (bool has_head = false; at < end || !has_head; line++) {
        const char *stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
        size_t length = (size_t)((stop ? stop : end) - at);
        SCOPED(json_free) cJSON *object = NULL;
        SCOPED(strbuf_release) struct strbuf name = {0};
        strbuf_printf(&name, "%s, line %u", path, line + 1);
        enum status status = STATUS_OK;
        if (length)
            status = json_parse(strbuf_text(&name), at, length, &object, has_head ? err : NULL);
        if (!has_head && (status != STATUS_OK || !is_head(object)))
            status = error_set(err, STATUS_INVALID, "'%s': not a %s file of version %d", path, BASELINE_FORMAT,
                               BASELINE_VERSION);
        else if (status == STATUS_OK && has_head && length)
            status = read_line(baseline, path, line + 1, object, err);
        if (status != STATUS_OK)
            return status;
        has_head = true;
        at = stop ? stop + 1 : end;
    }
    return STATUS_OK;
}

enum status baseline_load(const char *path, struct baseline *baseline, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct baseline loaded = {0};
    enum status status = file_read(path, BASELINE_MAX_BYTES, &text, err);
    if (status == STATUS_OK)
        status = parse(&loaded, path, &text, err);
    if (status != STATUS_OK) {
        baseline_release(&loaded);
        return status;
    }
    baseline_release(baseline);
    *baseline = loaded;
    return STATUS_OK;
}

static int compare_entries(const void *left, const void *right)
{
    const struct baseline_entry *const *a = left, *const *b = right;
    int order = strcmp((*a)->path, (*b)->path);
    if (!order)
        order = strcmp((*a)->rule, (*b)->rule);
    return order ? order : strcmp((*a)->fingerprint, (*b)->fingerprint);
}

static void format_entry(const struct baseline_entry *entry, struct strbuf *out)
{
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "path", entry->path);
    json_string(&json, "rule", entry->rule);
    if (strcmp(entry->source, "cet") != 0)
        json_string(&json, "source", entry->source);
    json_string(&json, "fingerprint", entry->fingerprint);
    if (*entry->function)
        json_string(&json, "function", entry->function);
    json_string(&json, "message", entry->message);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}

void baseline_format(const struct baseline *baseline, struct strbuf *out)
{
    SCOPED(memory_free_pointer) const struct baseline_entry **sorted = memory_new(baseline->count + 1, sizeof *sorted);
    for (size_t i = 0; i < baseline->count; i++)
        sorted[i] = &baseline->entries[i];
    qsort(sorted, baseline->count, sizeof *sorted, compare_entries);
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "format", BASELINE_FORMAT);
    json_uint(&json, "version", BASELINE_VERSION);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < baseline->count; i++)
        format_entry(sorted[i], out);
}

void baseline_apply(struct baseline *baseline, struct finding_set *findings)
{
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        uint64_t index = index_of(baseline, finding->rule, finding->fingerprint, NULL);
        if (finding->state != FINDING_SHOWN || index == UINT64_MAX)
            continue;
        finding->state = FINDING_IN_BASELINE;
        baseline->entries[index].is_found = true;
    }
}

size_t baseline_accept(struct baseline *baseline, const char *folder, struct finding_set *findings)
{
    size_t accepted = 0;
    for (size_t i = 0; i < findings->count; i++) {
        struct finding *finding = &findings->items[i];
        if (finding->state != FINDING_SHOWN)
            continue;
        struct baseline_entry entry = {.rule = finding->rule,
                                       .source = finding->source,
                                       .path = path_below(finding->path, folder),
                                       .function = finding->function,
                                       .message = finding->message,
                                       .is_found = true};
        memcpy(entry.fingerprint, finding->fingerprint, sizeof entry.fingerprint);
        add(baseline, &entry);
        finding->state = FINDING_IN_BASELINE;
        accepted++;
    }
    return accepted;
}

static bool was_read(const struct facts *facts, const char *path)
{
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (!strcmp(facts->files[i].path, path))
            return true;
    return false;
}

size_t baseline_find_stale(struct baseline *baseline, const char *folder, const struct facts *facts,
                           baseline_would_find_fn would_find, const void *context)
{
    size_t count = 0;
    for (size_t i = 0; i < baseline->count; i++) {
        struct baseline_entry *entry = &baseline->entries[i];
        if (entry->is_found || !would_find(context, entry->rule, entry->source))
            continue;
        SCOPED(memory_free_pointer) char *path = path_absolute(entry->path, folder);
        entry->is_stale = was_read(facts, path) || !file_exists(path);
        count += entry->is_stale;
    }
    return count;
}

void baseline_drop_stale(struct baseline *baseline)
{
    struct baseline kept = {0};
    for (size_t i = 0; i < baseline->count; i++)
        if (!baseline->entries[i].is_stale)
            add(&kept, &baseline->entries[i]);
    baseline_release(baseline);
    *baseline = kept;
}
