/* lcov tracefiles that lcov 1.16 and 2.x both take whole. 1.16 passes over a branch with a letter or words in it and
 * takes the end line of an FN for the name: neither is written. 2.x refuses data that contradicts itself ("line is hit
 * but no branches on line have been evaluated" and the reverse): what was said of a line holds for its branches. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "coverage_writers.h"

static void put_number(struct strbuf *out, uint64_t value, char end)
{
    char digits[24];
    size_t at = sizeof digits;
    digits[--at] = end;
    do
        digits[--at] = (char)('0' + value % 10);
    while (value /= 10);
    strbuf_add(out, digits + at, sizeof digits - at);
}

static void put_total(struct strbuf *out, const char *name, uint64_t value)
{
    strbuf_add_text(out, name);
    put_number(out, value, '\n');
}

static void put_functions(const struct coverage_file *file, struct strbuf *out)
{
    for (size_t i = 0; i < file->function_count; i++) {
        strbuf_add(out, "FN:", 3);
        put_number(out, file->functions[i].line, ',');
        strbuf_add_text(out, file->functions[i].name);
        strbuf_add_char(out, '\n');
    }
    for (size_t i = 0; i < file->function_count; i++) {
        strbuf_add(out, "FNDA:", 5);
        put_number(out, file->functions[i].hits, ',');
        strbuf_add_text(out, file->functions[i].name);
        strbuf_add_char(out, '\n');
    }
}

/* Blocks are numbered as they are written, so that one of which nothing is written leaves no gap. */
static void put_branches_of_line(const struct coverage_branch *branches, size_t count, bool is_hit, bool has_line,
                                 struct strbuf *out)
{
    bool is_any_evaluated = false;
    uint32_t block = 0;
    const struct coverage_branch *last = NULL;
    for (size_t i = 0; i < count; i++)
        is_any_evaluated |= branches[i].was_evaluated;
    for (size_t i = 0; i < count; i++) {
        const struct coverage_branch *branch = &branches[i];
        bool was_evaluated = branch->was_evaluated;
        if (has_line && is_hit && !is_any_evaluated)
            was_evaluated = true;
        if (has_line && !is_hit && !branch->taken)
            was_evaluated = false;
        if (branch->is_unreachable)
            continue;
        block += last && last->block != branch->block;
        last = branch;
        strbuf_add(out, "BRDA:", 5);
        put_number(out, branch->line, ',');
        put_number(out, block, ',');
        put_number(out, branch->number, ',');
        if (was_evaluated)
            put_number(out, branch->taken, '\n');
        else
            strbuf_add(out, "-\n", 2);
    }
}

static void put_branches(const struct coverage_file *file, struct strbuf *out)
{
    size_t line = 0, end;
    for (size_t i = 0; i < file->branch_count; i = end) {
        const uint32_t number = file->branches[i].line;
        for (end = i + 1; end < file->branch_count && file->branches[end].line == number;)
            end++;
        while (line < file->line_count && file->lines[line].line < number)
            line++;
        const bool has_line = line < file->line_count && file->lines[line].line == number;
        put_branches_of_line(&file->branches[i], end - i, has_line && file->lines[line].hits, has_line, out);
    }
}

static void put_condition(const struct coverage_file *file, const struct coverage_condition *c, struct strbuf *out)
{
    const char *text = coverage_file_text(file, c->text);
    for (int is_true = 0; is_true < 2; is_true++) {
        strbuf_add(out, "MCDC:", 5);
        put_number(out, c->line, ',');
        put_number(out, c->size, ',');
        strbuf_add_text(out, is_true ? "t," : "f,");
        put_number(out, is_true ? c->met_true : c->met_false, ',');
        put_number(out, c->index, ',');
        if (text)
            strbuf_add_text(out, text);
        else
            put_number(out, c->index, '\n');
        if (text)
            strbuf_add_char(out, '\n');
    }
}

struct placed_condition {
    const struct coverage_condition *condition;
    size_t nth; /* of its index */
};

static int compare_by_index(const void *left, const void *right)
{
    const struct placed_condition *a = left, *b = right;
    if (a->condition->index != b->condition->index)
        return a->condition->index < b->condition->index ? -1 : 1;
    return (a->condition > b->condition) - (a->condition < b->condition);
}

static int compare_by_decision(const void *left, const void *right)
{
    const struct placed_condition *a = left, *b = right;
    return a->nth != b->nth ? (a->nth < b->nth ? -1 : 1) : compare_by_index(left, right);
}

/* Decisions of one size on one line, in the order in which a reader finds them again: the n-th of an index belongs to
 * the n-th decision, also where a decision lacks some. */
static void put_decisions(const struct coverage_file *file, size_t first, size_t count, struct strbuf *out)
{
    struct placed_condition *placed = memory_new(count, sizeof *placed);
    for (size_t i = 0; i < count; i++)
        placed[i].condition = &file->conditions[first + i];
    qsort(placed, count, sizeof *placed, compare_by_index);
    for (size_t i = 1; i < count; i++)
        placed[i].nth = placed[i].condition->index == placed[i - 1].condition->index ? placed[i - 1].nth + 1 : 0;
    qsort(placed, count, sizeof *placed, compare_by_decision);
    for (size_t i = 0; i < count; i++)
        put_condition(file, placed[i].condition, out);
    free(placed);
}

static void put_conditions(const struct coverage_file *file, struct strbuf *out)
{
    for (size_t i = 0, end; i < file->condition_count; i = end) {
        const struct coverage_condition *c = &file->conditions[i];
        for (end = i + 1; end < file->condition_count && file->conditions[end].line == c->line &&
                          file->conditions[end].size == c->size;)
            end++;
        put_decisions(file, i, end - i, out);
    }
}

void coverage_begin_lcov(struct coverage_writing *writing)
{
    const char *name = writing->outline.about->test_name;
    strbuf_printf(writing->out, "TN:%s\n", name ? name : "");
}

void coverage_file_lcov(struct coverage_writing *writing, const struct coverage_file *file)
{
    struct strbuf *out = writing->out;
    const struct coverage_totals *totals = &writing->outline.file_totals[writing->next];
    strbuf_printf(out, "SF:%s\n", file->path);
    if (file->version)
        strbuf_printf(out, "VER:%s\n", file->version);
    put_functions(file, out);
    put_total(out, "FNF:", totals->functions);
    put_total(out, "FNH:", totals->functions_hit);
    put_branches(file, out);
    put_total(out, "BRF:", totals->branches);
    put_total(out, "BRH:", totals->branches_taken);
    if (file->condition_count) {
        put_conditions(file, out);
        put_total(out, "MCF:", totals->conditions);
        put_total(out, "MCH:", totals->conditions_met);
    }
    for (size_t i = 0; i < file->line_count; i++) {
        strbuf_add(out, "DA:", 3);
        put_number(out, file->lines[i].line, ',');
        put_number(out, file->lines[i].hits, '\n');
    }
    put_total(out, "LF:", totals->lines);
    put_total(out, "LH:", totals->lines_hit);
    strbuf_add_text(out, "end_of_record\n");
}

void coverage_end_lcov(struct coverage_writing *writing)
{
    (void)writing;
}
