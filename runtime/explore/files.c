#include "files.h"

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "space.h"

#define VARIANT "variant"
#define CLEAR_DEPTH 4u

/* Kept over the restores of writable data. */
static struct {
    char folder[PATH_MAX];
    bool is_inside, is_used;
} *files;

static bool has_room_for(int length)
{
    return length > 0 && (size_t)length < sizeof files->folder;
}

void cet_files_open(const char *base, const char *plan)
{
    files = cet_space_map(sizeof *files, false);
    if (base && has_room_for(snprintf(files->folder, sizeof files->folder, "%s/files-XXXXXX", base)) &&
        mkdtemp(files->folder))
        return;
    if (!has_room_for(snprintf(files->folder, sizeof files->folder, "%s.files", plan)) ||
        mkdir(files->folder, 0700) != 0)
        files->folder[0] = '\0';
}

void cet_files_enter(void)
{
    if (!files)
        return;
    files->is_inside = files->folder[0] && chdir(files->folder) == 0;
    files->is_used = files->is_inside;
    cet_files_clear();
}

bool cet_files_make(uint32_t number, bool is_variant, const void *bytes, size_t size, char name[FILES_NAME_MAX])
{
    if (!files || !files->is_inside)
        return false;
    snprintf(name, FILES_NAME_MAX, is_variant ? VARIANT "/file%u" : "file%u", number);
    files->is_used = true;
    if (is_variant)
        mkdir(VARIANT, 0700);
    const int descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    const bool is_written = write(descriptor, bytes, size) == (ssize_t)size;
    close(descriptor);
    return is_written;
}

/* Without opendir(): the program under test may have left the allocator amid its work. */
static void clear(const char *path, unsigned depth)
{
    char entries[4096] __attribute__((aligned(8)));
    const int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (long size; descriptor >= 0 && (size = syscall(SYS_getdents64, descriptor, entries, sizeof entries)) > 0;)
        for (long at = 0; at < size;) {
            const struct dirent64 *entry = (const struct dirent64 *)(entries + at);
            char below[PATH_MAX];
            at += entry->d_reclen;
            if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
                (size_t)snprintf(below, sizeof below, "%s/%s", path, entry->d_name) >= sizeof below ||
                unlink(below) == 0 || depth == CLEAR_DEPTH)
                continue;
            clear(below, depth + 1);
            rmdir(below);
        }
    if (descriptor >= 0)
        close(descriptor);
}

void cet_files_clear(void)
{
    if (!files || !files->is_used)
        return;
    clear(".", 0);
    files->is_used = false;
}

void cet_files_close(void)
{
    if (!files || !files->folder[0])
        return;
    clear(files->folder, 0);
    rmdir(files->folder);
}
