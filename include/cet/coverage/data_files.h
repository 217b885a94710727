/* The files that --coverage makes: notes (.gcno) beside each object and data (.gcda) once its program ran. gcov prints
 * a warning and zeros where they do not belong together; here that is an error before anybody counts.
 *
 *     SCOPED(data_files_release) struct data_files files = {0};
 *     status = data_files_find("build", &files, err);
 *     if (status == STATUS_OK)
 *         status = data_files_check(&files, err);
 *
 * Bounded: folders 64 deep, 100000 objects, 256 MiB for one file. Links to folders are not followed. */
#ifndef CET_COVERAGE_DATA_FILES_H
#define CET_COVERAGE_DATA_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"
#include "cet/coverage/gcov.h"

/* What notes and data start with. gcc's stamp is another with each compilation, clang's only where the flow of control
 * is another. */
struct gcov_head {
    unsigned compiler_major; /* as the version word says; clang writes that of gcc 4 */
    char version[5];         /* "B22*" is gcc 12.2, "408*" what clang writes */
    bool is_clang;
    uint32_t stamp;
};

struct gcov_notes {
    struct gcov_head head;
    char *folder;   /* where the compiler ran; NULL: the notes do not say (clang) */
    char **sources; /* files that functions stand in, as the compiler named them, each once */
    size_t source_count, source_capacity;
};

/* path stands in messages. A file that is cut off or damaged is STATUS_INVALID. */
enum status gcov_notes_parse(const char *path, const void *bytes, size_t length, struct gcov_notes *ret,
                             struct error *err);
void gcov_notes_release(struct gcov_notes *notes);
enum status gcov_data_parse_head(const char *path, const void *bytes, size_t length, struct gcov_head *ret,
                                 struct error *err);

/* An object that was built with --coverage. */
struct data_unit {
    char *stem; /* path without .gcno and .gcda */
    bool has_notes, has_data;
    char *source_folder; /* after data_files_check: where relative names of sources start; NULL: the notes say it */
    bool is_clang;       /* after data_files_check */
    bool is_forsaken;    /* after data_files_check: none of its sources exists any more, and it has no data */
};

struct data_files {
    char *folder;
    struct data_unit *units; /* sorted by stem */
    size_t count, capacity;
    size_t notes_count, data_count;
};

/* All below folder; none is no error. */
enum status data_files_find(const char *folder, struct data_files *ret, struct error *err);
void data_files_release(struct data_files *files);
/* Removes what earlier runs counted. */
enum status data_files_clear(const struct data_files *files, struct error *err);
/* STATUS_NOT_FOUND when nothing was built with --coverage, or nothing of it has run. STATUS_INVALID when data lie
 * without notes, come from another compilation or are older than it, when a source was changed after it was compiled,
 * or when a file is damaged. The message says which, why and what to do. */
enum status data_files_check(struct data_files *files, struct error *err);
/* What gcov says of all of them, each read by its compiler's; objects that never ran count with zeros. */
enum status data_files_read(const struct data_files *files, const struct toolchain *tools, struct coverage *coverage,
                            struct error *err);

#endif
