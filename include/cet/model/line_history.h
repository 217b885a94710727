/* How often the lines of files were changed by the commits of a history: each line belongs to an owner (a function, by
 * number), and is followed back through the diffs to where it came from.
 *
 *     struct line_history history = {.owner_count = facts->function_count};
 *     line_history_add_file(&history, "src/list.c", lines);
 *     line_history_own(&history, "src/list.c", 10, 42, function);
 *     line_history_read(&history, text, length);      // git log -p -U0 --format=%x01%H, newest first
 *     ... history.changes[function] ...
 *
 * The text is what git prints; lines that are no diff are passed over, and one that does not fit the file ends what is
 * known of that file. What stands before the first %x01 is not committed: it moves lines and counts for nobody. */
#ifndef CET_MODEL_LINE_HISTORY_H
#define CET_MODEL_LINE_HISTORY_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/map.h"

struct line_history {
    uint32_t owner_count;
    uint32_t *changes; /* for each owner: commits that changed or took away one of its lines */
    uint32_t commits;  /* that were read */
    /* Its own. */
    struct line_history_file {
        uint32_t *owners; /* of each line, from line 1 at [0]; NO_ID: nobody's */
        uint32_t line_count;
    } *files;
    size_t file_count, file_capacity;
    struct map paths;
    uint32_t *latest; /* commit that was counted last for each owner */
};

/* Lines belong to nobody at first. The path is as the diff names it. At most LINE_HISTORY_MAX_LINES lines. */
#define LINE_HISTORY_MAX_LINES (1u << 22)
void line_history_add_file(struct line_history *history, const char *path, uint32_t line_count);
void line_history_own(struct line_history *history, const char *path, uint32_t first, uint32_t last, uint32_t owner);
void line_history_read(struct line_history *history, const char *text, size_t length);
void line_history_release(struct line_history *history);

#endif
