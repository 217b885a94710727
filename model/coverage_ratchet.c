#include "cet/model/coverage_ratchet.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/core/utf8.h"

void coverage_ratchet_release(struct coverage_ratchet *ratchet)
{
    if (!ratchet)
        return;
    for (size_t i = 0; i < ratchet->count; i++)
        free(ratchet->entries[i].path);
    free(ratchet->entries);
    map_release(&ratchet->index);
    *ratchet = (struct coverage_ratchet){0};
}

static struct coverage_ratchet_entry *add(struct coverage_ratchet *ratchet, const char *path)
{
    bool is_new;
    uint64_t at = map_add(&ratchet->index, path, ratchet->count, &is_new);
    if (is_new) {
        const struct coverage_ratchet_entry entry = {.path = memory_strdup(path)};
        ARRAY_PUSH(ratchet->entries, ratchet->count, ratchet->capacity, entry);
    }
    return &ratchet->entries[at];
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static uint64_t *field(struct coverage_totals *totals, enum coverage_measure measure, bool is_hit)
{
    uint64_t *const alls[] = {
#define COVERAGE_MEASURE(ID, name, all, hit) &totals->all,
#include "cet/model/coverage_measures.def"
#undef COVERAGE_MEASURE
    };
    uint64_t *const hits[] = {
#define COVERAGE_MEASURE(ID, name, all, hit) &totals->hit,
#include "cet/model/coverage_measures.def"
#undef COVERAGE_MEASURE
    };
    return is_hit ? hits[measure] : alls[measure];
}

static bool read_number(const cJSON *node, uint64_t *ret_number)
{
    if (!cJSON_IsNumber(node) || !(node->valuedouble >= 0 && node->valuedouble <= 0x1p53))
        return false;
    *ret_number = (uint64_t)node->valuedouble;
    return (double)*ret_number == node->valuedouble;
}

/* "lines": [180, 200] */
static bool read_pair(const cJSON *object, enum coverage_measure measure, struct coverage_totals *totals)
{
    const cJSON *pair = json_get(object, coverage_measure_name(measure));
    uint64_t *hit = field(totals, measure, true), *all = field(totals, measure, false);
    return cJSON_IsArray(pair) && cJSON_GetArraySize(pair) == 2 && read_number(pair->child, hit) &&
           read_number(pair->child->next, all) && *hit <= *all;
}

static enum status read_entry(struct coverage_ratchet *ratchet, const char *path, unsigned line, const cJSON *object,
                              struct error *err)
{
    const char *name = json_get_text(object, "path", NULL);
    struct coverage_totals totals = {0};
    bool is_whole = name && *name;
    for (unsigned i = 0; i < COVERAGE_MEASURE_COUNT && is_whole; i++)
        is_whole = read_pair(object, i, &totals);
    if (!is_whole)
        return error_set(
            err, STATUS_INVALID,
            "'%s':%u: an entry needs \"path\", and \"lines\", \"branches\" and \"functions\" as [hit, all]", path,
            line);
    if (!utf8_is_valid(name, strlen(name))) /* two such names could be the same once they are written */
        return error_set(err, STATUS_INVALID, "'%s':%u: the path is not UTF-8", path, line);
    if (map_find(&ratchet->index, name, NULL))
        return error_set(err, STATUS_INVALID, "'%s':%u: '%s' stands there twice; keep one of both", path, line, name);
    add(ratchet, name)->totals = totals;
    return STATUS_OK;
}

static enum status read_line(struct coverage_ratchet *ratchet, const char *path, unsigned line, const char *text,
                             size_t length, struct error *err)
{
    SCOPED(json_free) cJSON *object = NULL;
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_printf(&name, "%s, line %u", path, line);
    enum status status = json_parse(strbuf_text(&name), text, length, &object, line == 1 ? NULL : err);
    if (line > 1)
        return status == STATUS_OK ? read_entry(ratchet, path, line, object, err) : status;
    if (status != STATUS_OK || strcmp(json_get_text(object, "format", ""), COVERAGE_RATCHET_FORMAT) != 0 ||
        json_get_int(object, "version", 0) != COVERAGE_RATCHET_VERSION)
        return error_set(err, STATUS_INVALID, "'%s': not a %s file of version %d", path, COVERAGE_RATCHET_FORMAT,
                         COVERAGE_RATCHET_VERSION);
    return STATUS_OK;
}

enum status coverage_ratchet_load(const char *path, struct coverage_ratchet *ratchet, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct coverage_ratchet loaded = {0};
    enum status status = file_read(path, COVERAGE_RATCHET_MAX_BYTES, &text, err);
    const char *at = strbuf_text(&text), *end = at + text.length;
    for (unsigned line = 1; status == STATUS_OK && (line == 1 || at < end); line++) {
        const char *stop = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;
        size_t length = (size_t)((stop ? stop : end) - at);
        if (length || line == 1)
            status = read_line(&loaded, path, line, at, length, err);
        at = stop ? stop + 1 : end;
    }
    if (status != STATUS_OK) {
        coverage_ratchet_release(&loaded);
        return status;
    }
    coverage_ratchet_release(ratchet);
    *ratchet = loaded;
    return STATUS_OK;
}

static int compare_entries(const void *left, const void *right)
{
    const struct coverage_ratchet_entry *const *a = left, *const *b = right;
    return strcmp((*a)->path, (*b)->path);
}

static void format_entry(const struct coverage_ratchet_entry *entry, struct strbuf *out)
{
    struct json_writer json = {.out = out};
    json_object_begin(&json, NULL);
    json_string(&json, "path", entry->path);
    for (unsigned i = 0; i < COVERAGE_MEASURE_COUNT; i++) {
        json_array_begin(&json, coverage_measure_name(i));
        json_uint(&json, NULL, coverage_totals_hit(&entry->totals, i));
        json_uint(&json, NULL, coverage_totals_all(&entry->totals, i));
        json_array_end(&json);
    }
    json_object_end(&json);
    strbuf_add_char(out, '\n');
}

void coverage_ratchet_format(const struct coverage_ratchet *ratchet, struct strbuf *out)
{
    SCOPED(memory_free_pointer) const struct coverage_ratchet_entry **sorted =
        memory_new(ratchet->count + 1, sizeof *sorted);
    struct json_writer json = {.out = out};
    size_t count = 0;
    for (size_t i = 0; i < ratchet->count; i++)
        if (!ratchet->entries[i].is_gone)
            sorted[count++] = &ratchet->entries[i];
    qsort(sorted, count, sizeof *sorted, compare_entries);
    json_object_begin(&json, NULL);
    json_string(&json, "format", COVERAGE_RATCHET_FORMAT);
    json_uint(&json, "version", COVERAGE_RATCHET_VERSION);
    json_object_end(&json);
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < count; i++)
        format_entry(sorted[i], out);
}

/* ---- comparing --------------------------------------------------------------------------------------------------- */

static bool has_fallen(const struct coverage_totals *then, const struct coverage_totals *now,
                       enum coverage_measure measure, uint64_t tolerance)
{
    uint64_t all_then = coverage_totals_all(then, measure), hit_then = coverage_totals_hit(then, measure);
    uint64_t all_now = coverage_totals_all(now, measure), hit_now = coverage_totals_hit(now, measure);
    bool misses_more = all_now - hit_now > all_then - hit_then + tolerance;
    return misses_more && (!all_then || (double)hit_now * (double)all_then < (double)hit_then * (double)all_now);
}

static const struct coverage_file *find_file(const struct coverage *coverage, const char *path, const char *folder)
{
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, folder);
    return coverage_find_file(coverage, absolute);
}

void coverage_ratchet_compare(const struct coverage_ratchet *ratchet, const struct coverage *coverage,
                              const char *folder, uint64_t tolerance, coverage_ratchet_loss_fn loss, void *context)
{
    for (size_t i = 0; i < ratchet->count; i++) {
        const struct coverage_ratchet_entry *entry = &ratchet->entries[i];
        const struct coverage_file *file = find_file(coverage, entry->path, folder);
        if (!file) {
            loss(context, entry, NULL, COVERAGE_MEASURE_LINES);
            continue;
        }
        struct coverage_totals now = coverage_file_totals(file);
        for (unsigned k = 0; k < COVERAGE_MEASURE_COUNT; k++)
            if (has_fallen(&entry->totals, &now, k, tolerance))
                loss(context, entry, file, k);
    }
}

static bool turn_file(struct coverage_ratchet *ratchet, const struct coverage_file *file, const char *folder,
                      bool may_fall)
{
    const char *path = path_below(file->path, folder);
    bool is_new = !map_find(&ratchet->index, path, NULL), changes = is_new;
    struct coverage_totals now = coverage_file_totals(file);
    struct coverage_ratchet_entry *entry = add(ratchet, path);
    for (unsigned i = 0; i < COVERAGE_MEASURE_COUNT; i++) {
        uint64_t *hit = field(&entry->totals, i, true), *all = field(&entry->totals, i, false);
        uint64_t hit_now = coverage_totals_hit(&now, i), all_now = coverage_totals_all(&now, i);
        if ((*hit == hit_now && *all == all_now) || (!may_fall && !is_new && has_fallen(&entry->totals, &now, i, 0)))
            continue;
        *hit = hit_now;
        *all = all_now;
        changes = true;
    }
    return changes;
}

size_t coverage_ratchet_turn(struct coverage_ratchet *ratchet, const struct coverage *coverage, const char *folder,
                             bool may_fall)
{
    size_t changes = 0;
    for (size_t i = 0; i < coverage->file_count; i++)
        changes += turn_file(ratchet, &coverage->files[i], folder, may_fall);
    for (size_t i = 0; i < ratchet->count && may_fall; i++)
        if (!find_file(coverage, ratchet->entries[i].path, folder)) {
            ratchet->entries[i].is_gone = true;
            changes++;
        }
    return changes;
}
