/* Files, folders and paths. Paths are bytes as the system gives them. Results are replaced, never patched:
 * file_write writes beside the target, syncs and renames, so that an interrupt leaves the old file whole. */
#ifndef CET_CORE_FILE_H
#define CET_CORE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

/* Appends the whole file to out; more than max_bytes is STATUS_LIMIT, out untouched on failure. */
enum status file_read(const char *path, size_t max_bytes, struct strbuf *out, struct error *err);
/* Replaces path whole (temporary name in the same folder, fsync, rename). A new file gets 0666 less the umask, an
 * existing one keeps its mode; links are followed; what is no regular file (/dev/stdout) is written in place. */
enum status file_write(const char *path, const void *bytes, size_t length, struct error *err);
/* The same in pieces, for what is too much to hold: open, add..., and commit or abandon. Nothing to release after a
 * failure of open or commit. */
struct file_output {
    const char *path; /* the caller's */
    struct temporary *temporary;
};
enum status file_output_open(struct file_output *output, const char *path, struct error *err);
enum status file_output_add(struct file_output *output, const void *bytes, size_t length, struct error *err);
enum status file_output_commit(struct file_output *output, struct error *err);
void file_output_abandon(struct file_output *output);
enum status file_copy(const char *from, const char *to, struct error *err);
/* Unlinks what file_write and file_copy have under way in this process; async-signal-safe, for handlers that end it. */
void file_remove_temporaries(void);
bool file_exists(const char *path);
bool file_is_folder(const char *path);

/* Creates the folder and its parents; an existing folder is fine. */
enum status folder_make(const char *path, struct error *err);
/* A new empty folder below base (or TMPDIR, or /tmp when base is NULL); path appended to out. */
enum status folder_make_temporary(const char *base, const char *prefix, struct strbuf *out, struct error *err);
/* Removes path and all below it, follows no link; a missing path is fine. STATUS_INVALID for what holds the current
 * folder, so also for the root, and at a mount point. */
enum status folder_remove(const char *path, struct error *err);
/* Copies a tree: regular files and folders; symbolic links are copied as links, the rest is
 * passed over. Modes and times are kept, so that make sees nothing new. */
enum status folder_copy(const char *from, const char *to, struct error *err);
/* Calls visit for every entry directly in path, sorted by name; "." and ".." left out. A status that is not OK stops.
 */
typedef enum status (*folder_visit_fn)(void *context, const char *name, bool is_folder, struct error *err);
enum status folder_each(const char *path, folder_visit_fn visit, void *context, struct error *err);

/* Text only, nothing is looked up. Results are malloc'ed, the caller's. */
char *path_join(const char *folder, const char *name);            /* an absolute name stands alone */
char *path_folder(const char *path);                              /* "a/b.c" -> "a", "b.c" -> "." */
const char *path_name(const char *path);                          /* "a/b.c" -> "b.c", points into path */
char *path_stem(const char *path);                                /* "a/b.tar.gz" -> "b.tar" */
bool path_has_extension(const char *path, const char *extension); /* ".c" */
/* Absolute, with "." and ".." and doubled slashes folded by text; relative paths start at folder, or at the current
 * folder when that is NULL. */
char *path_absolute(const char *path, const char *folder);
/* path as seen from folder when it lies below it, else path itself; both absolute. Points into path. */
const char *path_below(const char *path, const char *folder);
/* realpath(3), malloc'ed; NULL when it does not exist. */
char *path_real(const char *path);

#endif
