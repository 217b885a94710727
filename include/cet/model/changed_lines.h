/* Which lines a unified diff adds or changes: what `git diff` and `diff -u` print.
 *
 *     SCOPED(changed_lines_release) struct changed_lines changed = {0};
 *     status = changed_lines_parse("change.diff", text, length, &changed, &err);
 *     if (changed_lines_touch(&changed, "src/list.c", 40, 41)) ...
 *
 * Lines are those of the new files. A place where lines were only taken away has none, but a cut. */
#ifndef CET_MODEL_CHANGED_LINES_H
#define CET_MODEL_CHANGED_LINES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"

struct line_run {
    uint32_t first, last;
};

struct changed_file {
    char *path; /* as the diff names it, without git's b/ */
    struct line_run *runs;
    size_t run_count;
    size_t run_capacity;
    uint32_t *cuts; /* lines behind which others were taken away; 0: at the top */
    size_t cut_count;
    size_t cut_capacity;
};

struct changed_lines {
    struct changed_file *files;
    size_t count;
    size_t capacity;
};

/* Appends to ret. An empty text changes nothing; a text without any diff in it is STATUS_INVALID. */
enum status changed_lines_parse(const char *name, const char *text, size_t length, struct changed_lines *ret,
                                struct error *err);
/* All lines of a file, one that is new and in no diff. */
void changed_lines_add_file(struct changed_lines *changed, const char *path);
void changed_lines_release(struct changed_lines *changed);
/* Whether one of the lines first..last of that file is changed. */
bool changed_lines_touch(const struct changed_lines *changed, const char *path, uint32_t first, uint32_t last);
/* Whether something inside of first..last is changed, or was taken away there. */
bool changed_lines_reach(const struct changed_lines *changed, const char *path, uint32_t first, uint32_t last);

#endif
