/* What the parts of `cet ci` share: its words, the change that is judged, and what was measured of it. */
#ifndef CET_CLI_CI_H
#define CET_CLI_CI_H

#include "cet/gate/judge_change.h"
#include "cet/report/change.h"
#include "changes.h"
#include "command.h"
#include "find_in_units.h"
#include "source_units.h"
#include "workplace.h"

struct ci_args {
    struct common_args common;
    const char *base;
    const char *viewer;
    const char *store;
    const char *comment;
    bool post;
};

/* ci_base.c: what the change is counted from. */
struct ci_base {
    char *name;   /* as it was said or found: "origin/main" */
    char *commit; /* where the branch left it */
};
/* said: --base, NULL: GitHub's or GitLab's variables, else origin's HEAD, main or master. STATUS_NOT_FOUND with what to
 * fetch when git does not have it. */
enum status ci_base_find(const char *said, struct ci_base *ret_base, struct error *err);
void ci_base_release(struct ci_base *base);

/* ci_change.c: the change itself. */
struct ci_change {
    struct arena arena;
    struct changes changes; /* of C files that are not left out; top is never NULL */
    const char *unchanged;  /* why there is nothing to judge; NULL: there is something */
    const char **files;     /* those C files, absolute, NULL-terminated */
    size_t file_count;
    struct report_gap *gaps; /* changed, and not looked at */
    size_t gap_count, gap_capacity;
};
enum status ci_change_read(const struct ci_base *base, const struct project *project, struct ci_change *ret_change,
                           struct error *err);
void ci_change_add_gap(struct ci_change *change, const char *path, const char *why);
void ci_change_release(struct ci_change *change);

/* ci_recipe.c: how the project in the current folder is built and tested. */
struct ci_recipe {
    const char *build; /* of the shell; NULL: test does it */
    const char *test;
    const char *found_by; /* "cet.json", "CMakeLists.txt" */
};
enum status ci_recipe_find(const struct project *project, struct arena *arena, struct ci_recipe *ret_recipe,
                           struct error *err);
/* True: what the recipe's test printed says that the build has no tests, and err says what to do about it. */
bool ci_recipe_has_no_tests(const struct ci_recipe *recipe, const char *printed, struct error *err);

/* ci_copy.c: the project as it stands, in a folder of its own, to be built there. */
struct ci_copy {
    char *scratch;        /* removed when the copy is closed */
    char *top;            /* stands for git's top folder */
    char *start;          /* stands for the current folder */
    const char *original; /* git's top folder, the caller's */
};
enum status ci_copy_open(const char *top, struct ci_copy *ret_copy, struct error *err);
void ci_copy_close(struct ci_copy *copy);
/* The same file on the other side, malloc'ed. */
char *ci_copy_path(const struct ci_copy *copy, const char *original);
char *ci_copy_original(const struct ci_copy *copy, const char *path);

/* ci_build.c: the project's own commands in a copy. */
struct ci_compiler {
    const char *cc;
    const char *cflags;
    const char *ldflags;
};
struct ci_command {
    const struct ci_copy *copy;
    const struct ci_compiler *compiler;
    const char *line; /* of the shell */
    uint64_t timeout_s;
    uint64_t jobs;
};
/* NAME=value words that the commands see, NULL-terminated, in arena. */
const char **ci_environment(const struct ci_command *command, struct arena *arena);
/* STATUS_INVALID when it fails or takes too long: "make check ends with exit code 2: last line". log gets its output.
 */
enum status ci_run(const struct ci_command *command, struct strbuf *log, struct error *err);
/* Units as they were compiled in the copy, and the same with the paths of the original, which lives no longer;
 * fragments: folder of clang's notes. */
enum status ci_units_load(const struct ci_copy *copy, const char *fragments, struct source_units *ret_built,
                          struct source_units *ret_units, struct error *err);

/* ci_measure.c: the stages. */
struct ci_measured {
    struct arena arena;
    struct change_evidence evidence; /* points into this struct */
    struct source_units built;       /* as in the copy */
    struct source_units units;       /* as in the working tree */
    struct found found;
    struct coverage coverage;
    struct coverage_change new_code;
    struct mutant_set mutants;
    struct strbuf log; /* of builds and tests */
    bool build_failed; /* there was nothing to test */
};
struct ci_request {
    const struct ci_args *args;
    struct project *project;
    const struct ci_base *base;
    struct ci_change *change;
    const struct ci_recipe *recipe;
    const struct toolchain *tools;
    const struct installation *installation;
};
/* A stage that breaks says so in the evidence; only an interrupt is an error. ret_measured is zeroed on call and may
 * not be moved afterwards. */
enum status ci_measure(const struct ci_request *request, struct ci_measured *ret_measured, struct error *err);
void ci_measured_release(struct ci_measured *measured);

/* ci_mutate.c: the mutants on changed lines, by the tests of a copy that is built with them; then with the original's
 * paths. */
enum status ci_mutate(const struct ci_request *request, const struct ci_command *test, struct ci_measured *measured,
                      struct error *err);

/* ci_reports.c: everything into folder, and what the runner wants to be told. */
enum status ci_reports_write(const struct change_report *report, const struct ci_measured *measured,
                             const struct ci_args *args, const char *folder, struct error *err);

/* ci_post.c: the one comment. */
enum status ci_post(const char *markdown, struct error *err);

#endif
