#include "cet/model/line_history.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/model/source.h"

#define COMMIT_MARK '\1'

/* One file's part of one commit. */
struct older {
    struct line_history *history;
    struct line_history_file *file; /* NULL: one that nobody asked for */
    uint32_t *owners;               /* of the lines before the commit */
    size_t count, capacity;
    uint32_t read; /* lines of the file that are in owners, or gone */
};

void line_history_add_file(struct line_history *history, const char *path, uint32_t line_count)
{
    struct line_history_file file = {.line_count = line_count < LINE_HISTORY_MAX_LINES ? line_count : 0};
    bool is_new;
    map_add(&history->paths, path, history->file_count, &is_new);
    if (!is_new)
        return;
    file.owners = memory_new((size_t)file.line_count + 1, sizeof *file.owners);
    for (uint32_t i = 0; i < file.line_count; i++)
        file.owners[i] = NO_ID;
    ARRAY_PUSH(history->files, history->file_count, history->file_capacity, file);
    if (history->changes)
        return;
    history->changes = memory_new((size_t)history->owner_count + 1, sizeof *history->changes);
    history->latest = memory_new((size_t)history->owner_count + 1, sizeof *history->latest);
}

void line_history_own(struct line_history *history, const char *path, uint32_t first, uint32_t last, uint32_t owner)
{
    uint64_t index;
    if (!map_find(&history->paths, path, &index) || owner >= history->owner_count || !first)
        return;
    struct line_history_file *file = &history->files[index];
    for (uint32_t line = first; line <= last && line <= file->line_count; line++)
        file->owners[line - 1] = owner;
}

void line_history_release(struct line_history *history)
{
    if (!history)
        return;
    for (size_t i = 0; i < history->file_count; i++)
        free(history->files[i].owners);
    free(history->files);
    free(history->changes);
    free(history->latest);
    map_release(&history->paths);
    *history = (struct line_history){0};
}

static void touch(struct line_history *history, uint32_t owner)
{
    if (owner >= history->owner_count || !history->commits || history->latest[owner] == history->commits)
        return;
    history->latest[owner] = history->commits;
    history->changes[owner]++;
}

static void copy_until(struct older *older, uint32_t line)
{
    while (older->read < line && older->read < older->file->line_count) {
        uint32_t owner = older->file->owners[older->read++];
        ARRAY_PUSH(older->owners, older->count, older->capacity, owner);
    }
}

/* The lines that a hunk took away were the owner's whose lines came in their place, or around which they stood. */
static void take_hunk(struct older *older, uint32_t first, uint32_t new_count, uint32_t old_count)
{
    struct line_history_file *file = older->file;
    uint32_t before = new_count ? first - 1 : first; /* lines above the hunk */
    if (!file || before < older->read || before > file->line_count || new_count > file->line_count - before ||
        old_count > LINE_HISTORY_MAX_LINES - older->count) {
        older->file = NULL; /* not the file that we know */
        return;
    }
    copy_until(older, before);
    uint32_t owner = NO_ID;
    if (new_count)
        owner = file->owners[before];
    else if (before && before < file->line_count && file->owners[before - 1] == file->owners[before])
        owner = file->owners[before];
    touch(older->history, owner);
    for (uint32_t i = 0; i < new_count; i++)
        touch(older->history, file->owners[before + i]);
    for (uint32_t i = 0; i < old_count; i++)
        ARRAY_PUSH(older->owners, older->count, older->capacity, owner);
    older->read = before + new_count;
}

static void end_file(struct older *older)
{
    if (older->file) {
        copy_until(older, older->file->line_count);
        if (older->count < LINE_HISTORY_MAX_LINES) {
            free(older->file->owners);
            older->file->owners = older->owners;
            older->file->line_count = (uint32_t)older->count;
            older->owners = NULL;
        }
    }
    free(older->owners);
    *older = (struct older){.history = older->history};
}

static void begin_file(struct older *older, const char *path, size_t length)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    uint64_t index;
    end_file(older);
    strbuf_add(&name, path, length);
    if (map_find(&older->history->paths, strbuf_text(&name), &index))
        older->file = &older->history->files[index];
}

/* "N" or "N,M"; a missing M is 1. */
static bool read_pair(const char **at, const char *end, uint32_t *ret_first, uint32_t *ret_count)
{
    uint32_t *const fields[] = {ret_first, ret_count};
    *ret_count = 1;
    for (unsigned i = 0; i < 2; i++) {
        const char *start = *at;
        uint64_t value = 0;
        for (; *at < end && isdigit((unsigned char)**at) && value < LINE_HISTORY_MAX_LINES; ++*at)
            value = value * 10 + (uint64_t)(**at - '0');
        if (*at == start || value >= LINE_HISTORY_MAX_LINES)
            return false;
        *fields[i] = (uint32_t)value;
        if (*at == end || **at != ',')
            return true;
        ++*at;
    }
    return true;
}

/* "@@ -old +new @@"; *ret_lines: those of the hunk, which are no heads of anything. */
static bool read_hunk(struct older *older, const char *line, size_t length, uint64_t *ret_lines)
{
    const char *at = line + 4, *end = line + length;
    uint32_t old_first, old_count, first, new_count;
    if (length < 8 || memcmp(line, "@@ -", 4) != 0 || !read_pair(&at, end, &old_first, &old_count) || end - at < 3 ||
        at[0] != ' ' || at[1] != '+')
        return false;
    at += 2;
    if (!read_pair(&at, end, &first, &new_count) || (new_count && !first))
        return false;
    take_hunk(older, first, new_count, old_count);
    *ret_lines = (uint64_t)old_count + new_count;
    return true;
}

void line_history_read(struct line_history *history, const char *text, size_t length)
{
    struct older older = {.history = history};
    uint64_t hunk_lines = 0;
    for (const char *line = text, *end = text + length; line < end;) {
        const char *stop = memchr(line, '\n', (size_t)(end - line));
        size_t size = (size_t)((stop ? stop : end) - line);
        if (hunk_lines && size && (*line == '-' || *line == '+')) {
            hunk_lines--;
        } else if (size && *line == COMMIT_MARK) {
            end_file(&older);
            history->commits++;
        } else if (size > 6 && !memcmp(line, "+++ b/", 6)) {
            begin_file(&older, line + 6, size - 6);
        } else if (size > 4 && !memcmp(line, "+++ ", 4)) {
            end_file(&older); /* one that is gone */
        } else {
            read_hunk(&older, line, size, &hunk_lines);
        }
        line = stop ? stop + 1 : end;
    }
    end_file(&older);
}
