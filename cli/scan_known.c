/* cet scan --baseline: what is known and accepted. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "scan.h"

void scan_baseline_release(struct scan_baseline *baseline)
{
    if (!baseline)
        return;
    baseline_release(&baseline->baseline);
    free(baseline->folder);
    *baseline = (struct scan_baseline){0};
}

enum status scan_baseline_open(const struct scan_args *args, struct found *found, struct scan_baseline *ret_baseline,
                               struct error *err)
{
    if (!args->baseline)
        return STATUS_OK;
    struct scan_baseline *baseline = ret_baseline;
    SCOPED(memory_free_pointer) char *path = path_absolute(args->baseline, NULL);
    enum status status = STATUS_OK;
    if (file_exists(path))
        status = baseline_load(args->baseline, &baseline->baseline, err);
    else if (!args->accept_new)
        status =
            error_set(err, STATUS_NOT_FOUND, "'%s' (--baseline) does not exist; --accept-new makes it", args->baseline);
    if (status != STATUS_OK)
        return status;
    baseline->folder = path_folder(path);
    baseline_apply(&baseline->baseline, &found->findings);
    return STATUS_OK;
}

/* Other analysers' rules are looked for when they were asked. */
struct looked_for {
    const struct scan_args *args;
    const struct check_options *checks;
};

static bool names_source(const char *list, const char *source)
{
    size_t length = strlen(source);
    for (const char *at = list; at && *at; at += strcspn(at, ","), at += *at == ',')
        if (strcspn(at, ",") == length && !strncmp(at, source, length))
            return true;
    return false;
}

static bool would_find(const void *context, const char *rule, const char *source)
{
    const struct looked_for *looked_for = context;
    const struct check *check = checks_find(rule);
    if (strncmp(source, "cet", 3) != 0)
        return names_source(looked_for->args->with, source);
    if (!check)
        return true; /* of an earlier cet: no finding will have its name again */
    bool is_part = looked_for->checks->is_part && check->scope == CHECK_SCOPE_PROGRAM;
    return !is_part && check_is_chosen(check, looked_for->checks);
}

static enum status write_baseline(const struct scan_args *args, struct scan_baseline *baseline, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    baseline_drop_stale(&baseline->baseline);
    baseline_format(&baseline->baseline, &text);
    return file_write(args->baseline, text.bytes, text.length, err);
}

enum status scan_baseline_settle(const struct scan_args *args, const struct find_request *request, struct found *found,
                                 struct scan_baseline *baseline, struct error *err)
{
    if (!args->baseline)
        return STATUS_OK;
    struct looked_for looked_for = {args, &request->checks};
    baseline->stale_count =
        baseline_find_stale(&baseline->baseline, baseline->folder, &found->facts, would_find, &looked_for);
    if (!args->accept_new)
        return STATUS_OK;
    baseline->accepted_count = baseline_accept(&baseline->baseline, baseline->folder, &found->findings);
    return write_baseline(args, baseline, err);
}
