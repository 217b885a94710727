#include "files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "program.h"
#include "space.h"

#define VARIANT "variant"
#define CLEAR_DEPTH 4u
#define FOLDER_MODE 0700
#define OWN_FOLDER "/tmp/explored"
#define CLEAR_ROUNDS 1000u
#define NAMES_TRIED 100u
#define FILE_MODE 0600
#define TEMPORARY_FOLDERS 4u
#define FOLDERS_ABOVE 32u

/* Kept over the restores of writable data. */
static struct {
    char folder[PATH_MAX];
    char spare[PATH_MAX]; /* folder of files that are to be used again: making one is much of what a run takes */
    bool is_inside, is_used;
    uint32_t made[PROGRAM_VALUES], made_count; /* in the run */
    bool made_variant;
    dev_t devices[TEMPORARY_FOLDERS]; /* that temporary folders lie on */
    uint32_t device_count;
    struct {
        dev_t device;
        ino_t number;
    } above[FOLDERS_ABOVE]; /* the folder */
    uint32_t above_count;
    uint32_t moved_count; /* out of deep folders, for names */
} *files;

static bool has_room_for(int length)
{
    return length > 0 && length < PATH_MAX;
}

/* A box mostly has a /tmp that nobody else works in: there the name is the same in every run, for programs that make
 * something of it. Where another explorer has taken it, a folder below base serves as well. */
static void make_folder(char folder[PATH_MAX], const char *base, const char *plan)
{
    if (base && has_room_for(snprintf(folder, PATH_MAX, "%s", OWN_FOLDER)) && mkdir(folder, FOLDER_MODE) == 0)
        return;
    if (base && has_room_for(snprintf(folder, PATH_MAX, "%s/files-XXXXXX", base)) && mkdtemp(folder))
        return;
    if (!has_room_for(snprintf(folder, PATH_MAX, "%s.files", plan)) || mkdir(folder, FOLDER_MODE) != 0)
        folder[0] = '\0';
}

void cet_files_open(const char *base, const char *plan)
{
    char absolute[PATH_MAX];
    files = cet_space_map(sizeof *files, false);
    make_folder(files->folder, base, plan);
    if (!files->folder[0] || !realpath(files->folder, absolute) ||
        !has_room_for(snprintf(files->spare, sizeof files->spare, "%s.spare", absolute)) ||
        mkdir(files->spare, FOLDER_MODE) != 0)
        files->spare[0] = '\0';
}

static void note_devices(void)
{
    const char *const folders[TEMPORARY_FOLDERS] = {".", "/tmp", getenv("TMPDIR"), "/dev/shm"};
    struct stat info;
    files->device_count = 0;
    for (uint32_t i = 0; i < TEMPORARY_FOLDERS; i++)
        if (folders[i] && stat(folders[i], &info) == 0)
            files->devices[files->device_count++] = info.st_dev;
}

/* A suite lies in another one than we do. */
static void note_above(void)
{
    char path[3 * FOLDERS_ABOVE + 1] = "";
    struct stat info;
    for (files->above_count = 0; files->above_count < FOLDERS_ABOVE; files->above_count++) {
        const uint32_t n = files->above_count;
        strcat(path, "../");
        if (stat(path, &info) != 0 ||
            (n && files->above[n - 1].device == info.st_dev && files->above[n - 1].number == info.st_ino))
            return; /* "/" is above itself */
        files->above[n].device = info.st_dev;
        files->above[n].number = info.st_ino;
    }
}

static bool is_above(const struct stat *info)
{
    for (uint32_t i = 0; i < files->above_count; i++)
        if (files->above[i].device == info->st_dev && files->above[i].number == info->st_ino)
            return true;
    return false;
}

/* What has no name any more was made here. */
bool cet_files_are_machines(const struct stat *info)
{
    if (!files || !files->is_inside || !info->st_nlink)
        return false;
    if (is_above(info))
        return true;
    for (uint32_t i = 0; i < files->device_count; i++)
        if (files->devices[i] == info->st_dev)
            return false;
    return true;
}

void cet_files_enter(void)
{
    if (!files)
        return;
    files->is_inside = files->folder[0] && chdir(files->folder) == 0;
    files->is_used = files->is_inside;
    if (files->is_inside) {
        note_devices();
        note_above();
    }
    cet_files_clear();
}

static void name_file(char name[FILES_NAME_MAX], uint32_t number, bool is_variant)
{
    snprintf(name, FILES_NAME_MAX, is_variant ? VARIANT "/file%u" : "file%u", number);
}

/* False: it has to be kept elsewhere, or there is none. */
static bool name_spare(char path[PATH_MAX + 16], uint32_t number)
{
    return files->spare[0] && snprintf(path, PATH_MAX + 16, "%s/%u", files->spare, number) > 0;
}

/* Without O_TRUNC, after which some file systems write to the disk when the file is closed. */
static int open_again(const char *name, uint32_t number)
{
    char path[PATH_MAX + 16];
    return name_spare(path, number) && rename(path, name) == 0 ? open(name, O_WRONLY | O_CLOEXEC) : -1;
}

/* Those that are still as they were made, whatever was written to them. */
static void keep_made(void)
{
    for (uint32_t i = 0; i < files->made_count; i++) {
        char name[FILES_NAME_MAX], path[PATH_MAX + 16];
        struct stat info;
        name_file(name, files->made[i], files->made_variant);
        if (lstat(name, &info) == 0 && S_ISREG(info.st_mode) && info.st_nlink == 1 &&
            (info.st_mode & 07777) == FILE_MODE && name_spare(path, files->made[i]))
            (void)rename(name, path);
    }
    files->made_count = 0;
}

bool cet_files_make(uint32_t number, bool is_variant, const void *bytes, size_t size, char name[FILES_NAME_MAX])
{
    if (!files || !files->is_inside)
        return false;
    name_file(name, number, is_variant);
    files->is_used = true;
    if (is_variant)
        mkdir(VARIANT, FOLDER_MODE);
    int descriptor = size ? open_again(name, number) : -1;
    if (descriptor < 0)
        descriptor = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, FILE_MODE);
    if (descriptor < 0)
        return false;
    files->made_variant = is_variant;
    if (files->made_count < PROGRAM_VALUES)
        files->made[files->made_count++] = number;
    const bool is_written = write(descriptor, bytes, size) == (ssize_t)size && ftruncate(descriptor, (off_t)size) == 0;
    close(descriptor);
    return is_written;
}

/* Under a name that nothing has: what moved up before may not be gone yet. */
static bool move_up(const char *root, const char *below)
{
    for (unsigned tries = 0; tries < NAMES_TRIED; tries++) {
        char up[PATH_MAX];
        if (!has_room_for(snprintf(up, sizeof up, "%s/deep%u", root, files->moved_count++)))
            return false;
        if (rename(below, up) == 0)
            return true;
        if (errno != ENOTEMPTY && errno != EEXIST && errno != ENOTDIR)
            return false;
    }
    return false;
}

/* Without opendir(): the program under test may have left the allocator amid its work. What lies deeper than
 * CLEAR_DEPTH moves up into root, for the next round. */
static void clear(const char *root, const char *path, unsigned depth, bool *ret_moved)
{
    char entries[4096] __attribute__((aligned(8)));
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0 && chmod(path, FOLDER_MODE) == 0) /* a folder that was made without the right to look into it */
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    for (long size; descriptor >= 0 && (size = syscall(SYS_getdents64, descriptor, entries, sizeof entries)) > 0;)
        for (long at = 0; at < size;) {
            const struct dirent64 *entry = (const struct dirent64 *)(entries + at);
            char below[PATH_MAX];
            at += entry->d_reclen;
            if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
                (size_t)snprintf(below, sizeof below, "%s/%s", path, entry->d_name) >= sizeof below ||
                unlink(below) == 0)
                continue;
            if (depth < CLEAR_DEPTH) {
                clear(root, below, depth + 1, ret_moved);
                rmdir(below);
            } else if (move_up(root, below)) {
                *ret_moved = true;
            }
        }
    if (descriptor >= 0)
        close(descriptor);
}

static void clear_all(const char *root)
{
    bool moved = true;
    for (unsigned rounds = 0; moved && rounds < CLEAR_ROUNDS; rounds++) {
        moved = false;
        clear(root, root, 0, &moved);
    }
}

void cet_files_note_use(void)
{
    if (files)
        files->is_used = files->is_inside;
}

void cet_files_clear(void)
{
    if (!files || !files->is_used)
        return;
    keep_made();
    clear_all(".");
    files->is_used = false;
}

void cet_files_close(void)
{
    if (!files || !files->folder[0])
        return;
    clear_all(files->folder);
    rmdir(files->folder);
    if (files->spare[0]) {
        clear_all(files->spare);
        rmdir(files->spare);
    }
}
