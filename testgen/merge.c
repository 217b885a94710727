#include "cet/testgen/merge.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "program_parts.h"

#define ROW "        SUITE_TEST("

struct merging {
    const char *old, *new;
    struct program_parts old_parts, new_parts;
    bool *keep; /* by old part */
};

void merge_stamp_parts(const char *program, const char *text, struct suite_stamp *stamp)
{
    struct program_parts parts;
    program_parts_cut(text, &parts);
    for (size_t i = 0; i < parts.count; i++)
        if (parts.items[i].kind != PART_COMMENT)
            suite_stamp_add_part(stamp, program, parts.items[i].name, parts.items[i].digest);
    program_parts_release(&parts);
}

static bool is_main(const struct program_part *part)
{
    return part->kind == PART_FUNCTION && !strcmp(part->name, "main");
}

static bool stands_in_new(const struct merging *m, const struct program_part *part)
{
    for (size_t i = 0; i < m->new_parts.count; i++)
        if (!strcmp(m->new_parts.items[i].digest, part->digest))
            return true;
    return false;
}

/* What a person wrote: unknown to the stamp, and not what would be written now anyway. */
static size_t mark_edited(struct merging *m, const char *program, const struct suite_stamp *stamp)
{
    size_t count = 0;
    for (size_t i = 0; i < m->old_parts.count; i++) {
        const struct program_part *part = &m->old_parts.items[i];
        m->keep[i] = part->kind != PART_COMMENT && !is_main(part) && !stands_in_new(m, part) &&
                     !suite_stamp_has_part(stamp, program, part->name, part->digest);
        count += m->keep[i] && part->kind == PART_FUNCTION;
    }
    return count;
}

static bool is_used_by_kept(const struct merging *m, size_t index)
{
    for (size_t i = 0; i < m->old_parts.count; i++)
        if (m->keep[i] && i != index &&
            program_part_uses(m->old, &m->old_parts.items[i], m->old_parts.items[index].name))
            return true;
    return false;
}

/* Functions that cet wrote then and would not write now, as kept ones call them. */
static void mark_called(struct merging *m)
{
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (size_t i = 0; i < m->old_parts.count; i++) {
            const struct program_part *part = &m->old_parts.items[i];
            if (m->keep[i] || part->kind != PART_FUNCTION || is_main(part) ||
                program_parts_find(&m->new_parts, part->name) || !is_used_by_kept(m, i))
                continue;
            m->keep[i] = has_changed = true;
        }
    }
}

static void add_part(struct strbuf *out, const char *text, const struct program_part *part)
{
    strbuf_add(out, text + part->start, part->end - part->start);
}

/* The line of main's table that names the test; NULL: it is none. */
static const char *find_row(const struct merging *m, const char *name)
{
    const struct program_part *old_main = program_parts_find(&m->old_parts, "main");
    const size_t length = strlen(name);
    if (!old_main || !length)
        return NULL;
    const char *row = m->old + old_main->start, *end = m->old + old_main->end;
    while ((row = strstr(row, "SUITE_TEST(")) && row < end) {
        const char *comma = row + strcspn(row, ",\n");
        const char *word = *comma == ',' ? comma + 1 + strspn(comma + 1, " ") : comma;
        if (!strncmp(word, name, length) && word[length] == ')')
            return row;
        row = comma;
    }
    return NULL;
}

/* Kept ones that take no generated one's place: declarations and helpers, or tests. */
static void add_others(const struct merging *m, bool are_tests, struct strbuf *out)
{
    bool is_first = true;
    for (size_t i = 0; i < m->old_parts.count; i++) {
        const struct program_part *part = &m->old_parts.items[i];
        if (!m->keep[i] || (part->kind == PART_FUNCTION && program_parts_find(&m->new_parts, part->name)) ||
            (find_row(m, part->name) != NULL) != are_tests)
            continue;
        if (is_first && are_tests)
            layout_section(out, "kept: written or edited by hand");
        is_first = false;
        add_part(out, m->old, part);
        strbuf_add_text(out, part->kind == PART_DIRECTIVE ? "\n" : "\n\n");
    }
}

static void add_rows(const struct merging *m, struct strbuf *out)
{
    for (size_t i = 0; i < m->old_parts.count; i++) {
        const struct program_part *part = &m->old_parts.items[i];
        const char *row = m->keep[i] ? find_row(m, part->name) : NULL;
        if (row && !program_parts_find(&m->new_parts, part->name))
            strbuf_printf(out, "        %.*s\n", (int)strcspn(row, "\n"), row);
    }
}

static void add_main(const struct merging *m, const struct program_part *part, struct strbuf *out)
{
    size_t behind_rows = part->start;
    for (const char *row = m->new + part->start; (row = strstr(row, ROW)); row += strcspn(row, "\n"))
        behind_rows = (size_t)(row - m->new) + strcspn(row, "\n") + 1;
    strbuf_add(out, m->new + part->start, behind_rows - part->start);
    add_rows(m, out);
    strbuf_add(out, m->new + behind_rows, part->end - behind_rows);
}

/* The kept part that takes the place of a generated one. */
static const struct program_part *replacement_of(const struct merging *m, const struct program_part *part)
{
    for (size_t i = 0; i < m->old_parts.count && part->kind == PART_FUNCTION; i++)
        if (m->keep[i] && m->old_parts.items[i].kind == PART_FUNCTION &&
            !strcmp(m->old_parts.items[i].name, part->name))
            return &m->old_parts.items[i];
    return NULL;
}

static bool is_behind_includes(const struct program_parts *parts, size_t index)
{
    return parts->items[index].kind == PART_DIRECTIVE &&
           (index + 1 == parts->count || parts->items[index + 1].kind != PART_DIRECTIVE);
}

static void write_merged(const struct merging *m, struct strbuf *out)
{
    const struct program_parts *parts = &m->new_parts;
    size_t at = 0;
    bool has_helpers = false;
    for (size_t i = 0; i < parts->count; i++) {
        const struct program_part *part = &parts->items[i];
        const struct program_part *kept = replacement_of(m, part);
        const bool is_main_title = i + 1 < parts->count && is_main(part + 1) && part->kind == PART_COMMENT;
        strbuf_add(out, m->new + at, part->start - at);
        if (is_main_title || (is_main(part) && (i == 0 || parts->items[i - 1].kind != PART_COMMENT)))
            add_others(m, true, out);
        if (is_main(part))
            add_main(m, part, out);
        else
            add_part(out, kept ? m->old : m->new, kept ? kept : part);
        at = part->end;
        if (!has_helpers && is_behind_includes(parts, i)) {
            has_helpers = true;
            strbuf_add_text(out, "\n\n");
            add_others(m, false, out);
            at += strspn(m->new + at, "\n");
        }
    }
    strbuf_add_text(out, m->new + at);
}

size_t merge_edited(const char *program, const char *earlier, const struct suite_stamp *stamp, struct strbuf *text)
{
    struct merging m = {.old = earlier, .new = strbuf_text(text)};
    program_parts_cut(m.old, &m.old_parts);
    program_parts_cut(m.new, &m.new_parts);
    m.keep = memory_new(m.old_parts.count + 1, sizeof *m.keep);
    const size_t kept = mark_edited(&m, program, stamp);
    mark_called(&m);
    struct strbuf merged = {0};
    write_merged(&m, &merged);
    program_parts_release(&m.old_parts);
    program_parts_release(&m.new_parts);
    free(m.keep);
    strbuf_release(text);
    *text = merged;
    return kept;
}
