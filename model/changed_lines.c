/* Unified diffs, as POSIX's `diff -u` and git write them. */
#include "cet/model/changed_lines.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

struct reader {
    struct changed_lines *changed;
    const char *name;
    struct error *err;
    const char *at, *end;
    unsigned line;
    bool has_file; /* lines are those of the last one; false for deleted files */
    bool has_diff;
};

void changed_lines_release(struct changed_lines *changed)
{
    if (!changed)
        return;
    for (size_t i = 0; i < changed->count; i++) {
        free(changed->files[i].path);
        free(changed->files[i].runs);
        free(changed->files[i].cuts);
    }
    free(changed->files);
    *changed = (struct changed_lines){0};
}

static void add_run(struct changed_lines *changed, uint32_t first, uint32_t last)
{
    struct changed_file *file = &changed->files[changed->count - 1];
    struct line_run run = {first, last};
    if (file->run_count && file->runs[file->run_count - 1].last + 1 == first)
        file->runs[file->run_count - 1].last = last;
    else
        ARRAY_PUSH(file->runs, file->run_count, file->run_capacity, run);
}

static void add_cut(struct changed_lines *changed, uint32_t behind)
{
    struct changed_file *file = &changed->files[changed->count - 1];
    if (!file->cut_count || file->cuts[file->cut_count - 1] != behind)
        ARRAY_PUSH(file->cuts, file->cut_count, file->cut_capacity, behind);
}

static void add_path(struct changed_lines *changed, char *path)
{
    struct changed_file file = {.path = path};
    ARRAY_PUSH(changed->files, changed->count, changed->capacity, file);
}

void changed_lines_add_file(struct changed_lines *changed, const char *path)
{
    add_path(changed, memory_strdup(path));
    add_run(changed, 1, UINT32_MAX);
}

/* The next line without its end; false behind the last one. */
static bool next_line(struct reader *r, const char **ret_text, size_t *ret_length)
{
    if (r->at == r->end)
        return false;
    const char *stop = memchr(r->at, '\n', (size_t)(r->end - r->at));
    *ret_text = r->at;
    *ret_length = (size_t)((stop ? stop : r->end) - r->at);
    r->at = stop ? stop + 1 : r->end;
    r->line++;
    return true;
}

static bool starts_with(const char *text, size_t length, const char *start)
{
    return length >= strlen(start) && !memcmp(text, start, strlen(start));
}

/* git's "a\303\266\n" in quotes. */
static void add_unquoted(struct strbuf *out, const char *text, size_t length)
{
    static const char letters[] = "a\ab\bf\fn\nr\rt\tv\v";
    for (size_t i = 0; i < length && text[i] != '"'; i++) {
        if (text[i] != '\\' || i + 1 == length) {
            strbuf_add_char(out, text[i]);
            continue;
        }
        i++;
        if (text[i] >= '0' && text[i] <= '7') {
            unsigned value = 0, digits = 0;
            for (; digits < 3 && i < length && text[i] >= '0' && text[i] <= '7'; digits++, i++)
                value = value * 8 + (unsigned)(text[i] - '0');
            i--;
            strbuf_add_char(out, (char)value);
            continue;
        }
        const char *letter = NULL;
        for (const char *l = letters; *l && !letter; l += 2)
            if (*l == text[i])
                letter = l;
        strbuf_add_char(out, letter ? letter[1] : text[i]);
    }
}

/* "+++ b/src/list.c", "+++ list.c<TAB>2026-01-01 ...", "+++ /dev/null" */
static void read_path(struct reader *r, const char *text, size_t length)
{
    SCOPED(strbuf_release) struct strbuf path = {0};
    if (length && *text == '"') {
        add_unquoted(&path, text + 1, length - 1);
    } else {
        const char *tab = memchr(text, '\t', length);
        if (tab)
            length = (size_t)(tab - text);
        while (length && text[length - 1] == '\r')
            length--;
        strbuf_add(&path, text, length);
    }
    r->has_diff = true;
    const char *start = strbuf_text(&path);
    r->has_file = strcmp(start, "/dev/null") != 0;
    if (r->has_file)
        add_path(r->changed, memory_strdup(strncmp(start, "b/", 2) == 0 ? start + 2 : start));
}

/* "N" or "N,M" at *at; a missing M is 1. */
static bool read_pair(const char **at, const char *end, uint32_t *ret_first, uint32_t *ret_count)
{
    uint32_t *const fields[] = {ret_first, ret_count};
    *ret_count = 1;
    for (unsigned i = 0; i < 2; i++) {
        uint64_t value = 0;
        const char *start = *at;
        for (; *at < end && isdigit((unsigned char)**at) && value < UINT32_MAX; ++*at)
            value = value * 10 + (uint64_t)(**at - '0');
        if (*at == start || value >= UINT32_MAX / 2)
            return false;
        *fields[i] = (uint32_t)value;
        if (*at == end || **at != ',')
            return true;
        ++*at;
    }
    return true;
}

/* "@@ -old +new @@" */
static bool read_head(const char *text, size_t length, uint32_t *ret_old, uint32_t *ret_first, uint32_t *ret_new)
{
    const char *at = text + 4, *end = text + length;
    uint32_t old_first;
    if (!read_pair(&at, end, &old_first, ret_old) || end - at < 3 || at[0] != ' ' || at[1] != '+')
        return false;
    at += 2;
    return read_pair(&at, end, ret_first, ret_new) && end - at >= 3 && !memcmp(at, " @@", 3);
}

static enum status read_hunk(struct reader *r, const char *head, size_t head_length)
{
    uint32_t old_count, line, new_count;
    unsigned head_line = r->line;
    if (!read_head(head, head_length, &old_count, &line, &new_count))
        return error_set(r->err, STATUS_INVALID, "'%s':%u: not the head of a hunk", r->name, r->line);
    line += !new_count; /* of a hunk without new lines the head names the line before it */
    while (old_count || new_count) {
        const char *text;
        size_t length;
        if (!next_line(r, &text, &length))
            return error_set(r->err, STATUS_INVALID, "'%s':%u: the hunk is cut off", r->name, head_line);
        char mark = length ? *text : ' '; /* some mailers drop the blank of an empty line */
        bool is_old = mark == ' ' || mark == '-' || mark == '\r', is_new = mark == ' ' || mark == '+' || mark == '\r';
        if (mark == '\\')
            continue;
        if ((!is_old && !is_new) || (is_old && !old_count) || (is_new && !new_count))
            return error_set(r->err, STATUS_INVALID, "'%s':%u: the hunk's lines are not as many as its head says",
                             r->name, r->line);
        old_count -= is_old;
        new_count -= is_new;
        if (mark == '+' && r->has_file)
            add_run(r->changed, line, line);
        if (mark == '-' && r->has_file)
            add_cut(r->changed, line ? line - 1 : 0);
        line += is_new;
    }
    return STATUS_OK;
}

enum status changed_lines_parse(const char *name, const char *text, size_t length, struct changed_lines *ret,
                                struct error *err)
{
    struct reader r = {.changed = ret, .name = name, .err = err, .at = text, .end = text + length};
    const char *line;
    size_t line_length;
    while (next_line(&r, &line, &line_length)) {
        enum status status = STATUS_OK;
        if (starts_with(line, line_length, "diff ") || starts_with(line, line_length, "Binary files "))
            r.has_diff = true; /* modes, renames and binary files have no hunks */
        else if (starts_with(line, line_length, "+++ "))
            read_path(&r, line + 4, line_length - 4);
        else if (starts_with(line, line_length, "@@ -") && r.has_diff)
            status = read_hunk(&r, line, line_length);
        if (status != STATUS_OK)
            return status;
    }
    if (length && !r.has_diff)
        return error_set(err, STATUS_INVALID, "'%s': holds no unified diff", name);
    return STATUS_OK;
}

static const struct changed_file *find_file(const struct changed_lines *changed, const char *path, size_t *index)
{
    for (; *index < changed->count; ++*index)
        if (!strcmp(changed->files[*index].path, path))
            return &changed->files[(*index)++];
    return NULL;
}

bool changed_lines_touch(const struct changed_lines *changed, const char *path, uint32_t first, uint32_t last)
{
    size_t index = 0;
    for (const struct changed_file *file; (file = find_file(changed, path, &index));)
        for (size_t k = 0; k < file->run_count; k++)
            if (file->runs[k].first <= last && first <= file->runs[k].last)
                return true;
    return false;
}

bool changed_lines_reach(const struct changed_lines *changed, const char *path, uint32_t first, uint32_t last)
{
    size_t index = 0;
    for (const struct changed_file *file; (file = find_file(changed, path, &index));)
        for (size_t k = 0; k < file->cut_count; k++)
            if (first <= file->cuts[k] && file->cuts[k] < last)
                return true;
    return changed_lines_touch(changed, path, first, last);
}
