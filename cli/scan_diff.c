/* cet scan --diff: which findings a change brought. */
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/changed_findings.h"
#include "changes.h"
#include "scan.h"
#include "tree_at.h"

/* The state at the commit. */
struct earlier {
    const struct changes *changes;
    struct tree_at tree;
    struct source_units units;
    struct found found;
};

static void earlier_release(struct earlier *earlier)
{
    found_release(&earlier->found);
    source_units_release(&earlier->units);
    tree_at_close(&earlier->tree);
}

static bool needs_comparison(const struct found *found, const struct changes *changes)
{
    for (size_t i = 0; i < found->findings.count; i++)
        if (found->findings.items[i].state == FINDING_SHOWN &&
            !finding_is_on_changed_line(&found->findings.items[i], &changes->lines))
            return true;
    return false;
}

/* A file that was there and could not be read then has findings of which nobody knows whether they are old. */
static bool was_read_or_absent(const void *context, const char *path)
{
    const struct earlier *earlier = context;
    const char *below = path_below(path, earlier->changes->top);
    if (below == path)
        return false;
    SCOPED(memory_free_pointer) char *then = path_join(earlier->tree.folder, below);
    const struct facts *facts = &earlier->found.facts;
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (!strcmp(facts->files[i].path, then))
            return true;
    return !file_exists(then);
}

static enum status find_earlier(const char *commit, const struct find_request *request, struct earlier *earlier,
                                struct error *err)
{
    struct error why = {0};
    struct find_request then = *request;
    enum status status = tree_at_open(earlier->changes->top, commit, &earlier->tree, err);
    if (status != STATUS_OK)
        return status;
    source_units_moved(request->units, earlier->changes->top, earlier->tree.folder, &earlier->units);
    then.units = &earlier->units;
    then.only_whole = true; /* what is not known of it cannot be compared with */
    if (earlier->units.count)
        status = find_in_units(&then, &earlier->found, &why);
    if (status == STATUS_CANCELLED)
        return error_set(err, status, "%s", why.message);
    if (status != STATUS_OK)
        fprintf(stderr, "cet scan: %s cannot be compared with: %s\n", commit, why.message);
    for (size_t i = 0; i < earlier->found.unread.count; i++)
        fprintf(stderr, "cet scan: at %s '%s' was not analysed: %s\n", commit,
                path_below(earlier->found.unread.items[i].path, earlier->tree.folder),
                earlier->found.unread.items[i].why);
    return STATUS_OK;
}

enum status scan_leave_unchanged(const char *diff, const struct find_request *request, struct found *found,
                                 struct error *err)
{
    SCOPED(changes_release) struct changes changes = {0};
    SCOPED(earlier_release) struct earlier earlier = {.changes = &changes};
    enum status status = changes_read(diff, &changes, err);
    if (status != STATUS_OK)
        return status;
    struct finding_comparison comparison = {.changed = &changes.lines, .facts = &found->facts};
    if (changes.top && needs_comparison(found, &changes)) {
        status = find_earlier(diff, request, &earlier, err);
        comparison.before = &earlier.found.findings;
        comparison.is_comparable = was_read_or_absent;
        comparison.context = &earlier;
    }
    if (status == STATUS_OK)
        findings_leave_unchanged(&comparison, &found->findings);
    return status;
}
