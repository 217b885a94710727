/* cet scan --fix: repairs what can be repaired mechanically, again until nothing is left to repair. Repairs after which
 * a file does not compile any more are taken back. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/fixes.h"
#include "scan.h"

/* Repairs that touch each other need one round each. */
#define MAX_ROUNDS 16
#define MAX_SOURCE_BYTES (64u << 20)

struct rewritten {
    struct rewritten_file {
        char *path;
        struct strbuf before;
    } *files;
    size_t count;
    size_t capacity;
};

static void rewritten_release(struct rewritten *rewritten)
{
    for (size_t i = 0; i < rewritten->count; i++) {
        free(rewritten->files[i].path);
        strbuf_release(&rewritten->files[i].before);
    }
    free(rewritten->files);
}

static enum status repair_file(const struct finding_set *findings, const char *path, struct rewritten *rewritten,
                               size_t *repaired, struct error *err)
{
    struct rewritten_file file = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(path, MAX_SOURCE_BYTES, &text, err);
    if (status != STATUS_OK)
        return status;
    strbuf_add(&file.before, strbuf_text(&text), text.length);
    size_t count = fixes_apply(findings, path, &text);
    if (count)
        status = file_write(path, text.bytes, text.length, err);
    if (!count || status != STATUS_OK) {
        strbuf_release(&file.before);
        return status;
    }
    *repaired += count;
    file.path = memory_strdup(path);
    ARRAY_PUSH(rewritten->files, rewritten->count, rewritten->capacity, file);
    return STATUS_OK;
}

/* Findings are sorted by path. */
static enum status repair_files(const struct finding_set *findings, struct rewritten *rewritten, size_t *repaired,
                                struct error *err)
{
    const char *done = "";
    enum status status = STATUS_OK;
    for (size_t i = 0; i < findings->count && status == STATUS_OK; i++)
        if (finding_has_fix(&findings->items[i]) && strcmp(findings->items[i].path, done) != 0) {
            done = findings->items[i].path;
            status = repair_file(findings, done, rewritten, repaired, err);
        }
    return status;
}

static void take_back(const struct rewritten *rewritten)
{
    for (size_t i = 0; i < rewritten->count; i++) {
        struct error err = {0};
        const struct rewritten_file *file = &rewritten->files[i];
        if (file_write(file->path, file->before.bytes, file->before.length, &err) != STATUS_OK)
            fprintf(stderr, "cet scan: %s\n", err.message);
    }
}

/* found holds what there is before and, if all is well, after the round. */
static enum status run_round(const struct scan_args *args, const struct find_request *request, struct found *found,
                             struct scan_baseline *baseline, size_t *repaired, struct error *err)
{
    SCOPED(rewritten_release) struct rewritten rewritten = {0};
    struct found after = {0};
    struct scan_baseline baseline_after = {0};
    enum status status = repair_files(&found->findings, &rewritten, repaired, err);
    if (status == STATUS_OK && rewritten.count) {
        status = scan_find(args, request, &after, &baseline_after, err);
        if (status == STATUS_OK && after.unread.count > found->unread.count)
            status = error_set(err, STATUS_INVALID, "%s", after.unread.items[0].why);
        if (status == STATUS_INVALID) {
            SCOPED(memory_free_pointer) char *why = memory_strdup(err->message);
            error_set(err, status, "the repairs were taken back, for a file does not compile with them: %.1000s", why);
        }
    }
    if (status != STATUS_OK) {
        take_back(&rewritten);
        found_release(&after);
        scan_baseline_release(&baseline_after);
        return status;
    }
    if (rewritten.count) {
        found_release(found);
        scan_baseline_release(baseline);
        *found = after;
        *baseline = baseline_after;
    }
    return STATUS_OK;
}

enum status scan_repair(const struct scan_args *args, const struct find_request *request, struct found *found,
                        struct scan_baseline *baseline, struct error *err)
{
    size_t repaired = 0;
    for (unsigned round = 0; round < MAX_ROUNDS; round++) {
        size_t before = repaired;
        enum status status = run_round(args, request, found, baseline, &repaired, err);
        if (status != STATUS_OK)
            return status;
        if (repaired == before)
            break;
    }
    fprintf(stderr, "cet scan: %zu findings were repaired\n", repaired);
    return STATUS_OK;
}
