/* What became of mutants, for a terminal. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/report/mutants.h"
#include "harmless_text.h"
#include "mutant_diff.h"
#include "mutants_worth.h"
#include "source_lines.h"

#define MAX_DIFFS 20
#define MAX_ROWS 40
#define MAX_NAME 40

struct row {
    const char *name;
    struct mutant_counts counts;
};

typedef const char *(*row_name_fn)(const struct mutants_report *report, const struct mutant *mutant);

static const char *file_of(const struct mutants_report *report, const struct mutant *mutant)
{
    return report->root ? path_below(mutant->path, report->root) : mutant->path;
}

static const char *group_of(const struct mutants_report *report, const struct mutant *mutant)
{
    (void)report;
    return *mutant->group ? mutant->group : mutant->operator_name;
}

static size_t count_rows(const struct mutants_report *report, row_name_fn name_of, struct row **ret_rows)
{
    SCOPED(map_release) struct map index = {0};
    struct row *rows = NULL;
    size_t count = 0, capacity = 0;
    for (size_t i = 0; i < report->set->count; i++) {
        const struct mutant *mutant = &report->set->items[i];
        struct row row = {.name = name_of(report, mutant)};
        bool is_new;
        uint64_t at = map_add(&index, row.name, count, &is_new);
        if (is_new)
            ARRAY_PUSH(rows, count, capacity, row);
        mutant_counts_add(&rows[at].counts, mutant);
    }
    *ret_rows = rows;
    return count;
}

static void add_row(const struct row *row, struct strbuf *out)
{
    const struct mutant_counts *c = &row->counts;
    size_t length = strlen(row->name);
    double score_ratio;
    strbuf_printf(out, "%-*s", MAX_NAME, length > MAX_NAME ? row->name + length - MAX_NAME : row->name);
    strbuf_printf(out, " %8u %8u %8u %8u %11u", c->all - c->ignored - c->equivalent - c->duplicate, c->killed,
                  c->timeout, c->survived, c->no_coverage);
    if (mutant_score(c, &score_ratio))
        strbuf_printf(out, " %6.1f %%\n", 100 * score_ratio);
    else
        strbuf_add_text(out, "        -\n");
}

static void add_table(const struct mutants_report *report, const char *what, row_name_fn name_of, struct strbuf *out)
{
    struct row *rows;
    size_t count = count_rows(report, name_of, &rows);
    strbuf_printf(out, "%-*s %8s %8s %8s %8s %11s %8s\n", MAX_NAME, what, "mutants", "killed", "timeout", "survived",
                  "not covered", "score");
    for (size_t i = 0; i < count && i < MAX_ROWS; i++)
        add_row(&rows[i], out);
    if (count > MAX_ROWS)
        strbuf_printf(out, "and %zu more\n", count - MAX_ROWS);
    strbuf_add_char(out, '\n');
    free(rows);
}

static void add_diff(const struct mutants_report *report, struct source_lines *lines, const struct mutant *m,
                     struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf message = {0};
    mutant_add_message(m, &message);
    strbuf_printf(out, "%s:%u:%u: %s %s %s in ", file_of(report, m), m->line, m->column, mutant_status_text(m->status),
                  m->operator_name, m->id);
    harmless_text_add(out, m->function, strlen(m->function));
    strbuf_add_text(out, "\n");
    source_lines_load(lines, m->path);
    if (!mutant_diff_add(lines, m, "  ", out)) {
        strbuf_add_text(out, "  ");
        harmless_text_add(out, strbuf_text(&message), message.length);
        strbuf_add_char(out, '\n');
    }
}

static void add_diffs(const struct mutants_report *report, struct strbuf *out)
{
    SCOPED(source_lines_release) struct source_lines lines = {0};
    size_t count;
    SCOPED(memory_free_pointer) const struct mutant **list = mutants_by_worth(report->set, &count);
    for (size_t i = 0; i < count && i < MAX_DIFFS; i++)
        add_diff(report, &lines, list[i], out);
    if (count > MAX_DIFFS)
        strbuf_printf(out, "and %zu more; --json or --out lists all\n", count - MAX_DIFFS);
    if (count)
        strbuf_add_char(out, '\n');
}

static void add_remarks(const struct mutants_report *report, struct strbuf *out)
{
    const struct mutant_set *set = report->set;
    for (size_t i = 0; i < set->note_count; i++) {
        strbuf_add_text(out, "note: ");
        harmless_text_add(out, set->notes[i], strlen(set->notes[i]));
        strbuf_add_char(out, '\n');
    }
    for (size_t i = 0; i < set->unused_count; i++)
        strbuf_printf(out, "%s:%u: this suppression leaves no mutant out\n",
                      report->root ? path_below(set->unused[i].path, report->root) : set->unused[i].path,
                      set->unused[i].line);
}

static void add_part(struct strbuf *out, uint32_t count, const char *what)
{
    if (count)
        strbuf_printf(out, ", %u %s", count, what);
}

static void add_counts(const struct mutants_report *report, struct strbuf *out)
{
    struct mutant_counts c = mutant_set_counts(report->set);
    double score_ratio;
    strbuf_printf(out, "%u mutants: %u killed, %u survived, %u not covered, %u timed out", c.all, c.killed, c.survived,
                  c.no_coverage, c.timeout);
    add_part(out, c.equivalent, "equivalent");
    add_part(out, c.duplicate, "duplicate");
    add_part(out, c.suppressed, "suppressed");
    add_part(out, c.not_selected, "not selected");
    add_part(out, c.pending, "not judged");
    strbuf_printf(out, ", %u not made\n", c.ignored - c.suppressed - c.not_selected);
    if (mutant_score(&c, &score_ratio))
        strbuf_printf(out, "mutation score %.1f %%\n", 100 * score_ratio);
}

void report_mutants_text(const struct mutants_report *report, struct strbuf *out)
{
    add_table(report, "file", file_of, out);
    add_table(report, "operators", group_of, out);
    add_diffs(report, out);
    add_remarks(report, out);
    add_counts(report, out);
}
