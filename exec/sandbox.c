#include "cet/exec/sandbox.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "box.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/exec/process.h"

/* Threads of user, since RLIMIT_NPROC counts all of them, not only ours. */
static uint64_t count_threads(uid_t user)
{
    uint64_t count = 0;
    DIR *processes = opendir("/proc");
    struct dirent *entry;
    while (processes && (entry = readdir(processes))) {
        char path[300];
        struct stat info;
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        snprintf(path, sizeof path, "/proc/%s/task", entry->d_name);
        if (stat(path, &info) == 0 && info.st_uid == user)
            count += info.st_nlink > 2 ? info.st_nlink - 2 : 1;
    }
    if (processes)
        closedir(processes);
    return count;
}

/* Where the unprivileged user gets by: in the box laid out by root everywhere, else only below open folders. */
static const char *choose_base(const struct sandbox *box, const char *wanted)
{
    const char *base = wanted ? wanted : getenv("TMPDIR");
    if (!base || !*base)
        base = "/tmp";
    if (wanted || !box->drops_user || box->way == BUBBLEWRAP_ROOT)
        return base;
    SCOPED(memory_free_pointer) char *real = path_real(base);
    SCOPED(strbuf_release) struct strbuf below = {0};
    strbuf_printf(&below, "%s/x", real ? real : base);
    return path_is_reachable(strbuf_text(&below), box->user, box->group) ? base : "/tmp";
}

static enum status make_folders(struct sandbox *box, const char *wanted_base, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf root = {0};
    enum status status = folder_make_temporary(choose_base(box, wanted_base), "cet-box-", &root, err);
    if (status != STATUS_OK)
        return status;
    box->root = path_real(strbuf_text(&root));
    if (!box->root)
        return error_set_errno(err, "'%s': cannot be found again", strbuf_text(&root));
    if (chmod(box->root, 0711) != 0) /* nobody lists it, its user passes it */
        return error_set_errno(err, "'%s': cannot be opened to the sandbox", box->root);
    box->staging = path_join(box->root, "staging");
    box->temporary = path_join(box->root, "tmp");
    if ((status = folder_make(box->staging, err)) != STATUS_OK ||
        (status = folder_make(box->temporary, err)) != STATUS_OK)
        return status;
    if (chmod(box->staging, 0755) != 0 || chmod(box->temporary, 0700) != 0)
        return error_set_errno(err, "'%s': cannot be opened to the sandbox", box->root);
    if (!box->drops_user || box->way == BUBBLEWRAP_ROOT)
        return STATUS_OK;
    if (!path_is_reachable(box->staging, box->user, box->group))
        return error_set(err, STATUS_INVALID, "'%s': the sandbox's user cannot enter it; choose an open folder",
                         box->root);
    hand_over(box->temporary, box->user, box->group);
    return STATUS_OK;
}

static enum status confine_restricted(struct sandbox *box, struct error *err)
{
    struct confinement *confinement = &box->confinement;
    confinement->no_new_privileges = true;
    if (landlock_version() > 0) {
        enum status status = landlock_build(box, &confinement->ruleset, err);
        if (status != STATUS_OK)
            return status;
        confinement->has_ruleset = true;
    }
    confinement->filter = (struct sock_fprog){.len = (unsigned short)box->filter_length, .filter = box->filter};
    return STATUS_OK;
}

static enum status build(const struct sandbox_options *options, enum sandbox_kind kind, enum bubblewrap_way way,
                         struct sandbox *box, struct error *err)
{
    bool strict = kind == SANDBOX_RESTRICTED;
    box->kind = kind;
    box->way = way;
    box->keep_staging = options->keep_staging;
    box->user = geteuid();
    box->group = getegid();
    box->drops_user = !box->keeps_root && unprivileged_user(&box->user, &box->group);
    box->tmp_max_bytes = options->tmp_max_bytes ? options->tmp_max_bytes : SANDBOX_TMP_BYTES;
    box->processes = count_threads(box->user) + (options->processes_max ? options->processes_max : SANDBOX_PROCESSES);
    enum status status = make_folders(box, options->staging_base, err);
    if (status != STATUS_OK)
        return status;
    box_add_paths(&box->readable, options->readable);
    box_add_paths(&box->writable, options->writable);
    words_add(&box->writable, box->staging);
    if (box->drops_user && (status = stand_ins_make(box, err)) != STATUS_OK)
        return status;
    status = syscall_filter_build(strict, strict && landlock_version() < 3, &box->filter, &box->filter_length, err);
    if (status != STATUS_OK)
        return status;
    if (box->drops_user && way != BUBBLEWRAP_ROOT)
        box->confinement = (struct confinement){.drop_user = true, .user = box->user, .group = box->group};
    box->confinement.drop_rights = box->keeps_root;
    status = strict ? confine_restricted(box, err) : bubblewrap_lay_out(box, err);
    if (status == STATUS_OK)
        box_describe(box);
    return status;
}

void sandbox_close(struct sandbox *box)
{
    if (!box)
        return;
    if (box->root && !box->keep_staging)
        folder_remove(box->root, NULL);
    if (box->confinement.has_ruleset)
        close(box->confinement.ruleset);
    free(box->root);
    free(box->staging);
    free(box->temporary);
    free(box->filter);
    stand_ins_release(box);
    words_release(&box->readable);
    words_release(&box->writable);
    words_release(&box->bubblewrap);
    words_release(&box->enforced);
    words_release(&box->not_enforced);
    free(box);
}

void sandbox_release(struct sandbox **sandbox)
{
    sandbox_close(*sandbox);
    *sandbox = NULL;
}

static enum status open_as(const struct sandbox_options *options, enum sandbox_kind kind, enum bubblewrap_way way,
                           bool keeps_root, struct sandbox **ret, struct error *err)
{
    struct sandbox *box = memory_new(1, sizeof *box);
    box->keeps_root = keeps_root;
    enum status status = build(options, kind, way, box, err);
    if (status == STATUS_OK)
        *ret = box;
    else
        sandbox_close(box);
    return status;
}

/* Runs a program in a box of that way: the only question whose answer counts. */
static enum status try_way(enum bubblewrap_way way, struct error *err)
{
    static const char *const argv[] = {"true", NULL};
    SCOPED(sandbox_release) struct sandbox *box = NULL;
    struct sandbox_options options = {.kind = SANDBOX_BUBBLEWRAP};
    enum status status = open_as(&options, SANDBOX_BUBBLEWRAP, way, false, &box, err);
    if (status != STATUS_OK)
        return status;
    struct process_result result = {0};
    struct process_request request = {.argv = argv, .sandbox = box, .timeout_ms = 10000};
    status = process_run(&request, &result, err);
    if (status == STATUS_OK && !process_succeeded(&result)) {
        SCOPED(strbuf_release) struct strbuf how = {0};
        process_describe(&result, &how);
        const char *said = strbuf_text(&result.error_output);
        status = error_set(err, STATUS_NOT_FOUND, "bubblewrap does not work here: %s: %.*s", strbuf_text(&how),
                           (int)strcspn(said, "\n"), said);
    }
    process_result_release(&result);
    return status;
}

/* The way that works here, tried once in a process. */
static enum bubblewrap_way working_way(struct error *ret_why)
{
    static enum { UNTRIED, TRIED } tried;
    static enum bubblewrap_way way;
    static struct error why;
    uid_t user;
    gid_t group;
    if (tried == UNTRIED) {
        enum status status = STATUS_NOT_FOUND;
        if (unprivileged_user(&user, &group) && (status = try_way(BUBBLEWRAP_ROOT, &why)) == STATUS_OK)
            way = BUBBLEWRAP_ROOT;
        else if (status != STATUS_CANCELLED && (status = try_way(BUBBLEWRAP_USER, &why)) == STATUS_OK)
            way = BUBBLEWRAP_USER;
        if (status != STATUS_CANCELLED)
            tried = TRIED;
    }
    *ret_why = why;
    return way;
}

bool sandbox_has_bubblewrap(struct strbuf *why)
{
    struct error reason = {0};
    bool works = working_way(&reason) != BUBBLEWRAP_NONE;
    if (!works && why)
        strbuf_add_text(why, reason.message);
    return works;
}

enum status sandbox_open(const struct sandbox_options *options, struct sandbox **ret_sandbox, struct error *err)
{
    struct error why = {0};
    enum sandbox_kind kind = options->kind;
    enum bubblewrap_way way = kind == SANDBOX_RESTRICTED ? BUBBLEWRAP_NONE : working_way(&why);
    if (kind == SANDBOX_BUBBLEWRAP && way == BUBBLEWRAP_NONE)
        return error_set(err, STATUS_NOT_FOUND, "%s", why.message);
    kind = way == BUBBLEWRAP_NONE ? SANDBOX_RESTRICTED : SANDBOX_BUBBLEWRAP;
    struct error refusal = {0};
    enum status status = open_as(options, kind, way, false, ret_sandbox, &refusal);
    /* Neither mounts nor another user: what root alone may read is read by root without its rights, and that is said.
     */
    if (status == STATUS_INVALID && options->kind == SANDBOX_AUTOMATIC && kind == SANDBOX_RESTRICTED && geteuid() == 0)
        return open_as(options, kind, way, true, ret_sandbox, err);
    return status == STATUS_OK ? status : error_set(err, status, "%s", refusal.message);
}

const char *sandbox_staging(const struct sandbox *sandbox)
{
    return sandbox->staging;
}

const struct sandbox_description *sandbox_description(const struct sandbox *sandbox)
{
    return &sandbox->description;
}
