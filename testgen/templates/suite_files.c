/* Files for tests: open ones without a name, and named ones in a folder that goes with the test. Compiled apart from
 * the unit under test, as suite_support.c is. */
#define _GNU_SOURCE
#include "suite_parts.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

int __wrap_fclose(FILE *file);

#define PATH_BYTES 4096
#define NAMED_FILES 16u
#define REMOVE_DEPTH 4u

static FILE *open_files[32];
static char *shown_text;
static char folder[PATH_BYTES];
static char names[NAMED_FILES][PATH_BYTES + 16];
static unsigned name_count;

/* Where TMPDIR says: a sandbox may offer no other place. */
static bool name_temporary(char path[PATH_BYTES])
{
    const char *parent = getenv("TMPDIR");
    int length = snprintf(path, PATH_BYTES, "%s/suite-XXXXXX", parent && *parent ? parent : "/tmp");
    return length > 0 && length < PATH_BYTES;
}

static FILE *open_nameless(void)
{
    char path[PATH_BYTES];
    int descriptor = name_temporary(path) ? mkstemp(path) : -1;
    if (descriptor < 0)
        return NULL;
    unlink(path);
    return fdopen(descriptor, "w+");
}

static void give_up(void)
{
    fputs("no temporary file can be made\n", stderr);
    exit(2);
}

static FILE *close_after_test(FILE *file)
{
    for (size_t i = 0; file && i < sizeof open_files / sizeof *open_files; i++)
        if (!open_files[i])
            return open_files[i] = file;
    give_up();
    return NULL;
}

FILE *suite_temporary_file(const void *content, size_t size)
{
    FILE *file = close_after_test(open_nameless());
    if (size > 0)
        fwrite(content, 1, size, file);
    rewind(file);
    return file;
}

FILE *suite_full_file(size_t room)
{
    FILE *file = close_after_test(room > 0 ? fmemopen(NULL, room, "w+") : fopen("/dev/null", "r"));
    setvbuf(file, NULL, _IONBF, 0);
    return file;
}

size_t suite_file_size(FILE *file)
{
    fflush(file);
    long place = ftell(file);
    fseek(file, 0, SEEK_END);
    long size = ftell(file);
    fseek(file, place, SEEK_SET);
    return size < 0 ? 0 : (size_t)size;
}

const char *suite_file_text(FILE *file)
{
    size_t size = suite_file_size(file);
    __real_free(shown_text);
    shown_text = __real_calloc(size + 1, 1);
    if (!shown_text)
        return "";
    long place = ftell(file);
    rewind(file);
    size = fread(shown_text, 1, size, file);
    fseek(file, place, SEEK_SET);
    return shown_text;
}

int __wrap_fclose(FILE *file)
{
    for (size_t i = 0; i < sizeof open_files / sizeof *open_files; i++)
        if (open_files[i] == file)
            open_files[i] = NULL;
    return __real_fclose(file);
}

static void close_temporary_files(void)
{
    for (size_t i = 0; i < sizeof open_files / sizeof *open_files; i++)
        if (open_files[i])
            __wrap_fclose(open_files[i]);
}

/* ---- by name ----------------------------------------------------------------------------------------------------- */

void suite_make_folder(void)
{
    if (!folder[0] && (!name_temporary(folder) || !mkdtemp(folder)))
        give_up();
}

char *suite_file_path(const void *content, size_t size)
{
    suite_make_folder();
    if (name_count == NAMED_FILES)
        give_up();
    char *path = names[name_count];
    snprintf(path, sizeof names[0], "%s/file%u", folder, name_count++);
    FILE *file = fopen(path, "w");
    if (!file || fwrite(content, 1, size, file) != size || __real_fclose(file) != 0)
        give_up();
    return path;
}

const char *suite_path_text(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return "";
    const char *text = suite_file_text(file);
    __real_fclose(file);
    return text;
}

size_t suite_path_size(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (size_t)info.st_size : 0;
}

static void remove_below(const char *path, unsigned depth)
{
    DIR *entries = opendir(path);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        char below[PATH_BYTES];
        if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..") ||
            (size_t)snprintf(below, sizeof below, "%s/%s", path, entry->d_name) >= sizeof below || unlink(below) == 0 ||
            depth == REMOVE_DEPTH)
            continue;
        remove_below(below, depth + 1);
        rmdir(below);
    }
    if (entries)
        closedir(entries);
}

static void remove_folder(void)
{
    if (!folder[0])
        return;
    remove_below(folder, 0);
    rmdir(folder);
    folder[0] = '\0';
    name_count = 0;
}

void suite_close_files(void)
{
    close_temporary_files();
    remove_folder();
    __real_free(shown_text);
    shown_text = NULL;
}
