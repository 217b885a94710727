/* The box as a command line of bwrap(1). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "box.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/exec/compiler.h"
#include "environment.h"

enum mount_kind { MOUNT_FOLDER, MOUNT_READABLE, MOUNT_WRITABLE, MOUNT_TEMPORARY, MOUNT_LINK };

struct mount {
    enum mount_kind kind;
    char *path;
    char *place;    /* what is mounted there; NULL: path itself */
    unsigned depth; /* shallow ones first, since a mount hides what was below it */
    size_t order;
};

struct mounts {
    struct mount *items;
    size_t count;
    size_t capacity;
};

static unsigned depth_of(const char *path)
{
    unsigned depth = 0;
    for (const char *at = path; *at; at++)
        depth += at[0] == '/' && at[1] != 0;
    return depth;
}

static void mounts_add(struct mounts *mounts, enum mount_kind kind, const char *path)
{
    struct mount mount = {.kind = kind, .path = memory_strdup(path), .depth = depth_of(path), .order = mounts->count};
    ARRAY_PUSH(mounts->items, mounts->count, mounts->capacity, mount);
}

/* bubblewrap closes the folders that it makes on its own to all but their owner. */
static void mounts_add_parents(struct mounts *mounts)
{
    struct words parents = {0};
    for (size_t i = 0; i < mounts->count; i++) {
        const char *path = mounts->items[i].path;
        for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
            SCOPED(memory_free_pointer) char *parent = memory_strndup(path, (size_t)(slash - path));
            if (!words_have(&parents, parent))
                words_add(&parents, parent);
        }
    }
    for (size_t i = 0; i < parents.count; i++)
        mounts_add(mounts, MOUNT_FOLDER, parents.items[i]);
    words_release(&parents);
}

static void mounts_release(struct mounts *mounts)
{
    for (size_t i = 0; i < mounts->count; i++) {
        free(mounts->items[i].path);
        free(mounts->items[i].place);
    }
    free(mounts->items);
}

static int compare_mounts(const void *a, const void *b)
{
    const struct mount *one = a;
    const struct mount *other = b;
    if (one->depth != other->depth)
        return one->depth < other->depth ? -1 : 1;
    return one->order < other->order ? -1 : one->order > other->order;
}

static void add_number(struct words *out, uint64_t number)
{
    char text[32];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    words_add(out, text);
}

static void add_words(struct words *out, size_t count, const char *const *words)
{
    for (size_t i = 0; i < count; i++)
        words_add(out, words[i]);
}
#define ADD(out, ...)                                                                                                  \
    add_words((out), sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *), (const char *[]){__VA_ARGS__})

/* /bin is a link to usr/bin on merged systems and a folder on others. */
static void mount_system(struct mounts *mounts)
{
    for (size_t i = 0; system_folders[i]; i++) {
        struct stat info;
        if (lstat(system_folders[i], &info) == 0)
            mounts_add(mounts, S_ISLNK(info.st_mode) ? MOUNT_LINK : MOUNT_READABLE, system_folders[i]);
    }
    for (size_t i = 0; system_files[i]; i++) {
        if (file_exists(system_files[i]))
            mounts_add(mounts, MOUNT_READABLE, system_files[i]);
    }
}

/* The stand-ins below path, which may be another name of theirs. */
static void mount_stand_ins(struct mounts *mounts, const struct sandbox *box, const char *path)
{
    SCOPED(memory_free_pointer) char *real = path_real(path);
    for (size_t i = 0; real && i < box->stand_in_count; i++) {
        const struct stand_in *stand_in = &box->stand_ins[i];
        const char *below = path_below(stand_in->path, real);
        if (below == stand_in->path || !*below)
            continue;
        SCOPED(memory_free_pointer) char *at = path_join(path, below);
        mounts_add(mounts, MOUNT_READABLE, at);
        mounts->items[mounts->count - 1].place = memory_strdup(stand_in->place);
    }
}

/* Then it is seen there, and what stands in for it is mounted with the others of the folder above. */
static bool lies_below_another(const struct words *paths, const char *path)
{
    for (size_t i = 0; i < paths->count; i++) {
        if (strcmp(paths->items[i], "/") != 0 && path_below(path, paths->items[i]) != path)
            return true;
    }
    return false;
}

static void mount_paths(struct mounts *mounts, const struct sandbox *box)
{
    if (!words_have(&box->readable, "/"))
        mount_system(mounts);
    if (!words_have(&box->readable, "/tmp") && !words_have(&box->writable, "/tmp"))
        mounts_add(mounts, MOUNT_TEMPORARY, "/tmp");
    for (size_t i = 0; i < box->readable.count; i++) {
        const char *path = box->readable.items[i];
        if (path_is_among(path, system_folders) || lies_below_another(&box->readable, path))
            continue;
        mounts_add(mounts, MOUNT_READABLE, path);
        mounts->items[mounts->count - 1].place = stand_ins_place(box, path);
        mount_stand_ins(mounts, box, path);
    }
    for (size_t i = 0; i < box->writable.count; i++)
        mounts_add(mounts, MOUNT_WRITABLE, box->writable.items[i]);
    mounts_add(mounts, MOUNT_TEMPORARY, box->temporary);
}

static void add_temporary(struct words *out, const char *path, uint64_t size_bytes)
{
    ADD(out, "--perms", "1777", "--size");
    add_number(out, size_bytes);
    ADD(out, "--tmpfs", path);
}

static void add_mount(struct words *out, const struct sandbox *box, const struct mount *mount)
{
    char target[4096];
    ssize_t length;
    switch (mount->kind) {
    case MOUNT_FOLDER:
        ADD(out, "--dir", mount->path);
        break;
    case MOUNT_READABLE:
        ADD(out, "--ro-bind", mount->place ? mount->place : mount->path, mount->path);
        break;
    case MOUNT_WRITABLE:
        ADD(out, "--bind", mount->path, mount->path);
        break;
    case MOUNT_TEMPORARY:
        add_temporary(out, mount->path, box->tmp_max_bytes);
        break;
    case MOUNT_LINK:
        length = readlink(mount->path, target, sizeof target - 1);
        if (length > 0) {
            target[length] = 0;
            ADD(out, "--symlink", target, mount->path);
        }
        break;
    }
}

/* As root no user namespace is needed, and none is wanted: --uid inside one would still be root to root's files. */
static void add_namespaces(struct words *out, const struct sandbox *box)
{
    ADD(out, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try");
    if (box->way == BUBBLEWRAP_USER)
        ADD(out, "--unshare-user", "--disable-userns");
    ADD(out, "--new-session", "--die-with-parent", "--cap-drop", "ALL");
    if (box->way == BUBBLEWRAP_ROOT)
        ADD(out, "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP");
}

enum status bubblewrap_lay_out(struct sandbox *box, struct error *err)
{
    SCOPED(memory_free_pointer) char *bwrap = program_find("bwrap");
    if (!bwrap)
        return error_set(err, STATUS_NOT_FOUND, "bubblewrap is not installed; apt install bubblewrap");
    struct words *out = &box->bubblewrap;
    struct mounts mounts = {0};
    words_add(out, bwrap);
    add_namespaces(out, box);
    mount_paths(&mounts, box);
    mounts_add_parents(&mounts);
    qsort(mounts.items, mounts.count, sizeof *mounts.items, compare_mounts);
    bool whole_system = words_have(&box->readable, "/");
    if (whole_system)
        ADD(out, "--ro-bind", "/", "/");
    ADD(out, "--proc", "/proc", "--dev", "/dev");
    add_temporary(out, "/dev/shm", box->tmp_max_bytes);
    for (size_t i = 0; i < mounts.count; i++) {
        if (strcmp(mounts.items[i].path, "/") != 0)
            add_mount(out, box, &mounts.items[i]);
    }
    ADD(out, "--remount-ro", "/dev", "--remount-ro", "/");
    mounts_release(&mounts);
    return STATUS_OK;
}

/* What changes the loader of a program would change it in bwrap and setpriv too, which are not yet confined. */
static bool concerns_loader(const char *assignment)
{
    return strncmp(assignment, "LD_", 3) == 0 || strncmp(assignment, "GLIBC_TUNABLES=", 15) == 0;
}

static void add_environment(struct words *out, const struct words *environment, bool *ret_late)
{
    *ret_late = false;
    words_add(out, "--clearenv");
    for (size_t i = 0; i < environment->count; i++) {
        const char *assignment = environment->items[i];
        const char *equals = strchr(assignment, '=');
        if (!equals)
            continue;
        if (concerns_loader(assignment)) {
            *ret_late = true;
            continue;
        }
        SCOPED(memory_free_pointer) char *name = memory_strndup(assignment, (size_t)(equals - assignment));
        ADD(out, "--setenv", name, equals + 1);
    }
}

void bubblewrap_command(const struct sandbox *box, const char *program, const char *const *argv, const char *folder,
                        const struct words *environment, int status_descriptor, int filter_descriptor,
                        bool fixed_addresses, struct words *out)
{
    bool late;
    words_add_all(out, words_list(&box->bubblewrap));
    words_add(out, "--json-status-fd");
    add_number(out, (uint64_t)status_descriptor);
    words_add(out, "--seccomp");
    add_number(out, (uint64_t)filter_descriptor);
    /* bwrap changes the folder as root without rights, which a folder of the child's own may refuse. */
    const bool is_root = box->way == BUBBLEWRAP_ROOT;
    ADD(out, "--chdir", is_root ? "/" : folder);
    add_environment(out, environment, &late);
    words_add(out, "--");
    if (is_root) {
        char user[32];
        char group[32];
        snprintf(user, sizeof user, "%u", (unsigned)box->user);
        snprintf(group, sizeof group, "%u", (unsigned)box->group);
        ADD(out, "/usr/bin/setpriv", "--reuid", user, "--regid", group, "--clear-groups", "--no-new-privs",
            "--inh-caps=-all", "--ambient-caps=-all", "--bounding-set=-all", "--");
    }
    if (fixed_addresses) /* what starts a program as another user draws its addresses anew */
        ADD(out, "/usr/bin/setarch", "--addr-no-randomize");
    if (is_root || late)
        words_add(out, "/usr/bin/env");
    if (is_root)
        ADD(out, "-C", folder);
    if (late) {
        for (size_t i = 0; i < environment->count; i++) {
            if (concerns_loader(environment->items[i]))
                words_add(out, environment->items[i]);
        }
    }
    words_add(out, program);
    words_add_all(out, argv + 1);
}
