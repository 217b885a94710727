/* As root the child is another user, to whom folders of mode 0700 and files of mode 0600 are closed. Where the box can
 * show something else at a path, it shows a copy that is open. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "box.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "opened_copy.h"

#define LOOK_ENTRIES 200000u
#define CLOSED_BELOW_MAX 64 /* each is a mount of its own */
#define DEPTH_MAX 64

static const struct stand_in *find(const struct sandbox *box, const char *path)
{
    const struct stand_in *longest = NULL;
    for (size_t i = 0; i < box->stand_in_count; i++) {
        const char *const one[] = {box->stand_ins[i].path, NULL};
        if (path_is_among(path, one) && (!longest || strlen(one[0]) > strlen(longest->path)))
            longest = &box->stand_ins[i];
    }
    return longest;
}

char *stand_ins_place(const struct sandbox *box, const char *path)
{
    SCOPED(memory_free_pointer) char *real = box->stand_in_count ? path_real(path) : NULL;
    const struct stand_in *stand_in = real ? find(box, real) : NULL;
    if (!stand_in || strcmp(stand_in->place, stand_in->path) == 0)
        return memory_strdup(path);
    SCOPED(strbuf_release) struct strbuf place = {0};
    strbuf_printf(&place, "%s%s", stand_in->place, real + strlen(stand_in->path));
    return memory_strdup(strbuf_text(&place));
}

void stand_ins_release(struct sandbox *box)
{
    for (size_t i = 0; i < box->stand_in_count; i++) {
        free(box->stand_ins[i].path);
        free(box->stand_ins[i].place);
    }
    free(box->stand_ins);
}

static void add(struct sandbox *box, const char *path, const char *place)
{
    struct stand_in stand_in = {memory_strdup(path), memory_strdup(place)};
    ARRAY_PUSH(box->stand_ins, box->stand_in_count, box->stand_in_capacity, stand_in);
}

/* A name for the next copy, in a folder beside staging. */
static enum status next_place(const struct sandbox *box, struct strbuf *out, struct error *err)
{
    strbuf_printf(out, "%s/opened", box->root);
    enum status status = folder_make(strbuf_text(out), err);
    if (status == STATUS_OK && chmod(strbuf_text(out), 0711) != 0)
        status = error_set_errno(err, "'%s': cannot be opened to the sandbox", strbuf_text(out));
    strbuf_printf(out, "/%zu", box->stand_in_count);
    return status;
}

/* Keys and caches lie there, and no sources. */
static bool is_home(const char *path)
{
    const char *home = getenv("HOME");
    SCOPED(memory_free_pointer) char *real = home && *home ? path_real(home) : NULL;
    return real && strcmp(real, path) == 0;
}

static enum status add_copy(struct sandbox *box, const char *path, struct opened_budget *budget, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf place = {0};
    enum status status = next_place(box, &place, err);
    struct opened_copy copy = {
        .from = path, .to = strbuf_text(&place), .left_out = box->root, .hidden_is_left_out = is_home(path)};
    if (status == STATUS_OK)
        status = opened_copy(&copy, budget, err);
    if (status == STATUS_OK)
        add(box, path, strbuf_text(&place));
    else
        folder_remove(strbuf_text(&place), NULL);
    return status;
}

/* An empty folder in which others are mounted: it lets pass and shows nothing else. */
static enum status add_passage(struct sandbox *box, const char *path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf place = {0};
    enum status status = next_place(box, &place, err);
    if (status == STATUS_OK)
        status = folder_make(strbuf_text(&place), err);
    if (status == STATUS_OK && chmod(strbuf_text(&place), 0755) != 0)
        status = error_set_errno(err, "'%s': cannot be opened to the sandbox", strbuf_text(&place));
    if (status == STATUS_OK)
        add(box, path, strbuf_text(&place));
    return status;
}

static bool is_closed(const struct sandbox *box, const struct stat *info)
{
    if (S_ISDIR(info->st_mode))
        return !is_permitted(info, box->user, box->group, S_IROTH) ||
               !is_permitted(info, box->user, box->group, S_IXOTH);
    return S_ISREG(info->st_mode) && !is_permitted(info, box->user, box->group, S_IROTH);
}

struct look {
    const struct sandbox *box;
    struct words closed; /* the uppermost */
    size_t entries_left;
};

static void look_below(struct look *look, const char *path, unsigned depth)
{
    DIR *entries = opendir(path);
    struct dirent *entry;
    while (entries && (entry = readdir(entries))) {
        const char *name = entry->d_name;
        struct stat info;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0)
            continue;
        if (look->entries_left == 0 || look->closed.count > CLOSED_BELOW_MAX)
            break;
        look->entries_left--;
        if (fstatat(dirfd(entries), name, &info, AT_SYMLINK_NOFOLLOW) != 0)
            continue;
        SCOPED(memory_free_pointer) char *below = path_join(path, name);
        if (is_closed(look->box, &info))
            words_add(&look->closed, below);
        else if (S_ISDIR(info.st_mode) && depth < DEPTH_MAX && strcmp(below, look->box->root) != 0)
            look_below(look, below, depth + 1);
    }
    if (entries)
        closedir(entries);
}

/* The root and temporary folders are many people's: what is closed there stays so unless it is named. */
static bool is_shared(const char *path, const struct stat *info)
{
    return strcmp(path, "/") == 0 || (info->st_mode & S_ISVTX) || strcmp(path, "/tmp") == 0 || is_home(path);
}

/* What is too large is left as it is: the compiler says so if it needs it. */
static enum status open_below(struct sandbox *box, const char *path, struct opened_budget *budget, struct error *err)
{
    struct look look = {.box = box, .entries_left = LOOK_ENTRIES};
    look_below(&look, path, 0);
    enum status status = STATUS_OK;
    if (look.closed.count > CLOSED_BELOW_MAX)
        status = add_copy(box, path, budget, err);
    for (size_t i = 0; look.closed.count <= CLOSED_BELOW_MAX && i < look.closed.count && status == STATUS_OK; i++) {
        struct opened_budget before = *budget;
        if (!find(box, look.closed.items[i]))
            status = add_copy(box, look.closed.items[i], budget, err);
        if (status == STATUS_LIMIT) {
            *budget = before;
            status = STATUS_OK;
        }
    }
    words_release(&look.closed);
    return status == STATUS_LIMIT ? STATUS_OK : status;
}

/* Where path is to be mounted below a copy that does not have it. */
static enum status make_mount_point(const char *place, bool is_folder, struct error *err)
{
    SCOPED(memory_free_pointer) char *parent = path_folder(place);
    enum status status = folder_make(is_folder ? place : parent, err);
    return status == STATUS_OK && !is_folder ? file_write(place, "", 0, err) : status;
}

/* The first folder between a readable one above and path that the user does not pass; "" when there is none. */
static void find_barrier(const struct sandbox *box, const char *path, struct strbuf *out)
{
    size_t start = strlen(path);
    for (size_t i = 0; i < box->readable.count; i++) {
        const char *const one[] = {box->readable.items[i], NULL};
        if (strlen(one[0]) < start && path_is_among(path, one))
            start = strlen(one[0]);
    }
    for (const char *slash = strchr(path + start, '/'); slash; slash = strchr(slash + 1, '/')) {
        SCOPED(memory_free_pointer) char *folder = memory_strndup(path, (size_t)(slash - path));
        struct stat info;
        if (!*folder || stat(folder, &info) != 0 || is_permitted(&info, box->user, box->group, S_IXOTH))
            continue;
        strbuf_add_text(out, folder);
        return;
    }
}

/* Lets the user get to path, where path is to be mounted unless a copy above has it already. */
static enum status make_way(struct sandbox *box, const char *path, bool *ret_is_there, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf barrier = {0};
    find_barrier(box, path, &barrier);
    enum status status = STATUS_OK;
    if (barrier.length && !find(box, strbuf_text(&barrier)))
        status = add_passage(box, strbuf_text(&barrier), err);
    if (status != STATUS_OK)
        return status;
    *ret_is_there = false;
    const struct stand_in *above = find(box, path);
    if (!above || strcmp(above->place, above->path) == 0)
        return STATUS_OK;
    SCOPED(memory_free_pointer) char *place = stand_ins_place(box, path);
    struct stat there;
    *ret_is_there = lstat(place, &there) == 0;
    return *ret_is_there ? STATUS_OK : make_mount_point(place, file_is_folder(path), err);
}

static enum status open_one(struct sandbox *box, const char *path, struct opened_budget *budget, struct error *err)
{
    bool is_there;
    struct stat info;
    if (stat(path, &info) != 0)
        return STATUS_OK;
    enum status status = make_way(box, path, &is_there, err);
    if (status != STATUS_OK || is_there)
        return status;
    bool is_reached = box->way == BUBBLEWRAP_ROOT || path_is_reachable(path, box->user, box->group);
    if (!is_reached || is_closed(box, &info))
        return add_copy(box, path, budget, err);
    if (find(box, path))
        add(box, path, path);
    return S_ISDIR(info.st_mode) && !is_shared(path, &info) ? open_below(box, path, budget, err) : STATUS_OK;
}

/* Without mounts nothing can be shown in place of what is closed. sandbox_open then keeps root's user where it may
 * choose: the child can then change modes of root's files, which landlock does not govern, and that is said. */
static enum status refuse_closed(const struct sandbox *box, const char *path, struct error *err)
{
    struct stat info;
    if (stat(path, &info) != 0 || (!is_closed(box, &info) && path_is_reachable(path, box->user, box->group)))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "'%s' is closed to the sandbox's user: open it and the folders above it with chmod o+rX, copy the "
                     "sources to an open folder, or install bubblewrap",
                     path);
}

static int by_length(const void *left, const void *right)
{
    size_t one = strlen(*(char *const *)left), other = strlen(*(char *const *)right);
    return one < other ? -1 : one > other;
}

enum status stand_ins_make(struct sandbox *box, struct error *err)
{
    struct opened_budget budget = {OPENED_COPY_BYTES, OPENED_COPY_ENTRIES};
    struct words paths = {0};
    for (size_t i = 0; i < box->readable.count; i++) {
        SCOPED(memory_free_pointer) char *real = path_real(box->readable.items[i]);
        if (real && !words_have(&paths, real) && !path_is_among(real, system_folders) &&
            !path_is_among(real, words_list(&box->writable)))
            words_add(&paths, real);
    }
    if (paths.count)
        qsort(paths.items, paths.count, sizeof *paths.items, by_length); /* what lies above comes first */
    enum status status = STATUS_OK;
    for (size_t i = 0; i < paths.count && status == STATUS_OK; i++)
        status = box->kind == SANDBOX_RESTRICTED ? refuse_closed(box, paths.items[i], err)
                                                 : open_one(box, paths.items[i], &budget, err);
    words_release(&paths);
    bool is_there;
    for (size_t i = 0; i < box->writable.count && status == STATUS_OK && box->kind == SANDBOX_BUBBLEWRAP; i++)
        status = make_way(box, box->writable.items[i], &is_there, err);
    if (status == STATUS_OK && box->kind == SANDBOX_BUBBLEWRAP)
        status = make_way(box, box->temporary, &is_there, err);
    return status;
}
