/* What the parts of `cet scan` share: its words, and the steps between finding and telling. */
#ifndef CET_CLI_SCAN_H
#define CET_CLI_SCAN_H

#include "cet/model/baseline.h"
#include "command.h"
#include "find_in_units.h"

struct scan_args {
    struct common_args common;
    const char *checks;
    const char *level;
    const char *sarif;
    const char *code_quality;
    const char *baseline;
    const char *diff;
    const char *with;
    bool accept_new;
    bool fix;
    bool patterns;
    bool refactorings;
    const char *history; /* "20", "v1.0..main" */
    uint64_t limit;      /* 0: the standard */
};

/* scan_diff.c: findings that have nothing to do with what changed since git's commit, or by the diff in a file, become
 * FINDING_UNCHANGED. For a commit its state is analysed too, as the request says, when there is something to compare.
 */
enum status scan_leave_unchanged(const char *diff, const struct find_request *request, struct found *found,
                                 struct error *err);

/* scan_known.c: the baseline around a run. */
struct scan_baseline {
    struct baseline baseline;
    char *folder; /* of its file */
    size_t stale_count;
    size_t accepted_count;
};
/* A missing file is an error unless --accept-new is to make it. Without --baseline nothing is done. */
enum status scan_baseline_open(const struct scan_args *args, struct found *found, struct scan_baseline *ret_baseline,
                               struct error *err);
/* Finds the stale entries and, with --accept-new, writes the file. */
enum status scan_baseline_settle(const struct scan_args *args, const struct find_request *request, struct found *found,
                                 struct scan_baseline *baseline, struct error *err);
void scan_baseline_release(struct scan_baseline *baseline);

/* scan.c: finds and leaves out what is known or of no change. ret_found and ret_baseline are empty on call, released by
 * the caller in any case. */
enum status scan_find(const struct scan_args *args, const struct find_request *request, struct found *ret_found,
                      struct scan_baseline *ret_baseline, struct error *err);
/* scan_fix.c: repairs what is shown and has edits; found and baseline are then those of the repaired files. */
enum status scan_repair(const struct scan_args *args, const struct find_request *request, struct found *found,
                        struct scan_baseline *baseline, struct error *err);

/* scan_patterns.c: what the facts show of design idioms, printed as args say. Units that do not compile are named. */
enum status scan_patterns(const struct scan_args *args, const struct find_request *request, struct error *err);

/* scan_refactorings.c: suggestions by worth, with the changes that git knows of. */
enum status scan_refactorings(const struct scan_args *args, const struct find_request *request, struct error *err);
/* scan_history.c: the figures of a sample of commits, each analysed in a tree of its own and kept in the store. */
enum status scan_history(const struct scan_args *args, const struct find_request *request, struct error *err);

/* scan_reports.c: names what could not be read on standard error. */
void scan_print_unread(const struct unread_units *unread, const char *root);
/* scan_reports.c: writes what args ask for and prints the answer. */
enum status scan_report(const struct scan_args *args, const struct found *found, const struct scan_baseline *baseline,
                        struct error *err);
/* What was found, with the rules and the files that were not read. */
void scan_format_sarif(const struct found *found, const char *root, struct strbuf *out);

#endif
