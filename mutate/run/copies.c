#include "copies.h"

#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

#define MAX_BYTES (64u << 20)
#define MAX_ENTRIES 20000u
#define MAX_DEPTH 64u

struct walk {
    const char *folder;
    unsigned depth;
    uint64_t *bytes;
    unsigned *entries;
    bool opens; /* for everybody: a box has another user */
};

static enum status visit(void *context, const char *name, bool is_folder, struct error *err)
{
    const struct walk *walk = context;
    struct stat info;
    SCOPED(memory_free_pointer) char *path = path_join(walk->folder, name);
    if (lstat(path, &info) != 0)
        return STATUS_OK;
    *walk->bytes += S_ISREG(info.st_mode) ? (uint64_t)info.st_size : 0;
    if (++*walk->entries > MAX_ENTRIES || *walk->bytes > MAX_BYTES || walk->depth > MAX_DEPTH)
        return error_set(err, STATUS_LIMIT, "'%s' is too large to be copied", walk->folder);
    if (walk->opens && !S_ISLNK(info.st_mode))
        /* NOLINTNEXTLINE(cet-check-then-use): nobody else knows the copy before it is handed over */
        chmod(path, info.st_mode | 0666 | (info.st_mode & 0100 ? 0111 : 0));
    if (!is_folder || S_ISLNK(info.st_mode))
        return STATUS_OK;
    struct walk below = {
        .folder = path, .depth = walk->depth + 1, .bytes = walk->bytes, .entries = walk->entries, .opens = walk->opens};
    return folder_each(path, visit, &below, err);
}

static enum status walk_folder(const char *folder, bool opens)
{
    uint64_t bytes = 0;
    unsigned entries = 0;
    struct walk walk = {.folder = folder, .bytes = &bytes, .entries = &entries, .opens = opens};
    return folder_each(folder, visit, &walk, NULL);
}

static char *folder_of(const struct session *session, unsigned owner)
{
    struct strbuf path = {0};
    strbuf_printf(&path, "%s/copies-%u", session->scratch, owner);
    return strbuf_take(&path);
}

char *copies_make(struct session *session, unsigned owner, size_t number, const char *folder)
{
    SCOPED(memory_free_pointer) char *base = folder_of(session, owner);
    if (!folder || path_below(session->scratch, folder) != session->scratch ||
        walk_folder(folder, false) != STATUS_OK || folder_make(base, NULL) != STATUS_OK)
        return NULL;
    struct strbuf path = {0};
    strbuf_printf(&path, "%s/%zu", base, number);
    if (folder_copy(folder, strbuf_text(&path), NULL) != STATUS_OK) {
        strbuf_release(&path);
        return NULL;
    }
    if (session->options->sandbox) {
        /* NOLINTBEGIN(cet-open-to-all): the box's own user writes there, below a folder that only we may enter */
        chmod(base, 0777);
        chmod(strbuf_text(&path), 0777);
        /* NOLINTEND(cet-open-to-all) */
        walk_folder(strbuf_text(&path), true);
    }
    return strbuf_take(&path);
}

void copies_remove(struct session *session, unsigned owner)
{
    SCOPED(memory_free_pointer) char *base = folder_of(session, owner);
    if (file_exists(base))
        folder_remove(base, NULL);
}
