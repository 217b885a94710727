/* A folder of results that changes as a whole: everything is written to a temporary folder on the same file system and
 * moved into place at the end, so that an interrupt or a full disk leaves the earlier results as they were.
 *
 *     struct result_folder results = {0};
 *     status = result_folder_open("report", &results, err);     // fails at once when nothing could be written there
 *     ... write into results.scratch ...
 *     status = result_folder_commit(&results, "verdict.json", err);
 *     result_folder_close(&results);                            // removes the scratch, committed or not
 */
#ifndef CET_CLI_RESULT_FOLDER_H
#define CET_CLI_RESULT_FOLDER_H

#include "cet/core/error.h"

struct result_folder {
    char *path;    /* where results go, absolute; made by commit when it does not exist */
    char *scratch; /* where they are written */
};

enum status result_folder_open(const char *path, struct result_folder *ret_results, struct error *err);
/* Moves every entry of the scratch folder into place, replacing entries of the same name; others stay. last (may be
 * NULL) is moved after all others. */
enum status result_folder_commit(struct result_folder *results, const char *last, struct error *err);
void result_folder_close(struct result_folder *results);

#endif
