/* The records of a tracefile's section, lcov 1 and 2. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/memory.h"
#include "coverage_tracefile.h"

#define MAX_BRANCHES (8u << 20)  /* of one file */
#define MAX_FUNCTIONS (1u << 20) /* of one file */

enum status trace_refuse(const struct trace_reader *reader, const char *what, const char *line)
{
    return error_set(reader->err, STATUS_INVALID, "'%s':%u: %s: '%.80s'", reader->path, reader->line_number, what,
                     line);
}

/* Reads a decimal number and steps over the comma or end behind it. */
static bool read_number(const char **text, uint64_t max, uint64_t *ret_value)
{
    const char *at = *text;
    uint64_t value = 0;
    if (*at < '0' || *at > '9')
        return false;
    for (; *at >= '0' && *at <= '9'; at++)
        if (__builtin_mul_overflow(value, 10u, &value) || __builtin_add_overflow(value, (uint64_t)(*at - '0'), &value))
            return false;
    if (value > max || (*at && *at != ','))
        return false;
    *text = *at ? at + 1 : at;
    *ret_value = value;
    return true;
}

static enum status read_line_hits(struct trace_reader *reader, char *line)
{
    struct coverage_file *file = &reader->file;
    const char *text = line + strlen("DA:");
    uint64_t number, hits;
    if (!read_number(&text, COVERAGE_MAX_LINE, &number) || !read_number(&text, UINT64_MAX, &hits))
        return trace_refuse(reader, "DA needs a line and a count", line);
    if (number == 0) /* some writers give generated code the line 0 */
        return STATUS_OK;
    const struct coverage_line entry = {.line = (uint32_t)number, .hits = hits};
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, entry);
    if (*text) {
        const struct coverage_checksum checksum = {.line = (uint32_t)number, .hash = hash_text(HASH_START, text)};
        ARRAY_PUSH(file->checksums, file->checksum_count, file->checksum_capacity, checksum);
    }
    if (file->line_count >= reader->sum_lines_at) {
        coverage_file_normalise(file);
        reader->sum_lines_at = SUM_AT + 2 * file->line_count;
    }
    return STATUS_OK;
}

/* A branch that has words for a number counts in the order of its block. */
static uint32_t number_of_words(struct trace_reader *reader, uint64_t line, uint64_t block, const char *words)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    bool is_new;
    strbuf_printf(&key, "%" PRIu64 ",%" PRIu64, line, block);
    uint64_t count = map_add(&reader->words, strbuf_text(&key), 0, NULL);
    const size_t length = key.length;
    strbuf_printf(&key, ",%s", words);
    const uint64_t number = map_add(&reader->words, strbuf_text(&key), count, &is_new);
    key.bytes[length] = '\0';
    if (is_new)
        map_set(&reader->words, key.bytes, ++count);
    return (uint32_t)number;
}

static bool is_all_digits(const char *text)
{
    return *text && !text[strspn(text, "0123456789")];
}

/* BRDA:line,[e][f][U]block,branch,taken; the branch may be words with commas in them. */
static enum status read_branch(struct trace_reader *reader, char *line)
{
    static const char needs[] = "BRDA needs a line, a block, a branch and a count or -";
    struct coverage_file *file = &reader->file;
    struct coverage_branch entry = {.was_evaluated = true};
    const char *text = line + strlen("BRDA:");
    uint64_t number, block, branch = 0;
    if (!read_number(&text, COVERAGE_MAX_LINE, &number))
        return trace_refuse(reader, needs, line);
    for (; *text == 'e' || *text == 'f' || *text == 'U'; text++) {
        entry.is_throw |= *text == 'e';
        entry.is_fallthrough |= *text == 'f';
        entry.is_unreachable |= *text == 'U';
    }
    if (!read_number(&text, UINT64_MAX, &block))
        return trace_refuse(reader, needs, line);
    char *comma = strrchr(text, ',');
    if (!comma || comma == text)
        return trace_refuse(reader, needs, line);
    const char *taken = comma + 1;
    entry.was_evaluated = strcmp(taken, "-") != 0;
    if (entry.was_evaluated && (!read_number(&taken, UINT64_MAX, &entry.taken) || *taken))
        return trace_refuse(reader, needs, line);
    *comma = '\0';
    const char *words = text;
    if (is_all_digits(words) ? !read_number(&text, UINT32_MAX, &branch) : false)
        return trace_refuse(reader, needs, line);
    if (number == 0)
        return STATUS_OK;
    if (file->branch_count >= MAX_BRANCHES)
        return error_set(reader->err, STATUS_LIMIT, "'%s':%u: more than %u branches in one file", reader->path,
                         reader->line_number, MAX_BRANCHES);
    const bool has_words = !is_all_digits(words);
    entry.line = (uint32_t)number;
    entry.block = (uint32_t)block;
    entry.number = has_words ? number_of_words(reader, number, block, words) : (uint32_t)branch;
    entry.text = has_words ? coverage_file_add_text(file, words) : 0;
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, entry);
    if (file->branch_count >= reader->sum_branches_at) {
        coverage_file_normalise(file);
        reader->sum_branches_at = SUM_AT + 2 * file->branch_count;
    }
    return STATUS_OK;
}

/* Where the condition of an MCDC record is kept. What is told of an index for the n-th time belongs to the n-th
 * decision of its size on the line: so it comes back from what is written of it, also where a decision lacks some. */
static struct coverage_condition *condition_of(struct trace_reader *reader, uint32_t line, uint32_t size,
                                               uint32_t index, unsigned char sense, const char *text)
{
    struct coverage_file *file = &reader->file;
    if (reader->group_line != line || reader->group_size != size) {
        reader->first_group = reader->group_line == line ? reader->next_group : 0;
        reader->next_group = reader->first_group;
        reader->group_line = line;
        reader->group_size = size;
        memset(reader->conditions, 0, sizeof reader->conditions);
    }
    struct trace_condition *told = &reader->conditions[index];
    if (told->place && told->senses & sense) {
        told->nth++;
        told->place = 0;
        told->senses = 0;
    }
    if (!told->place) {
        const struct coverage_condition entry = {.line = line,
                                                 .group = reader->first_group + told->nth,
                                                 .index = index,
                                                 .size = size,
                                                 .text = coverage_file_add_text(file, text)};
        ARRAY_PUSH(file->conditions, file->condition_count, file->condition_capacity, entry);
        told->place = (uint32_t)file->condition_count;
        if (entry.group >= reader->next_group)
            reader->next_group = entry.group + 1;
    }
    told->senses |= sense;
    return &file->conditions[told->place - 1];
}

/* MCDC:line,[U]size,sense,taken,index,words */
static enum status read_condition(struct trace_reader *reader, char *line)
{
    static const char needs[] = "MCDC needs a line, a size, t or f, a count and an index";
    const char *text = line + strlen("MCDC:");
    uint64_t number, size, taken, index;
    if (!read_number(&text, COVERAGE_MAX_LINE, &number))
        return trace_refuse(reader, needs, line);
    const bool is_unreachable = *text == 'U';
    text += is_unreachable;
    if (!read_number(&text, MAX_DECISION, &size))
        return trace_refuse(reader, needs, line);
    const char sense = *text;
    if ((sense != 't' && sense != 'f') || text[1] != ',')
        return trace_refuse(reader, needs, line);
    text += 2;
    if (!read_number(&text, UINT64_MAX, &taken) || !read_number(&text, MAX_DECISION, &index) || index >= size)
        return trace_refuse(reader, needs, line);
    if (number == 0 || is_unreachable)
        return STATUS_OK;
    if (reader->file.condition_count >= MAX_BRANCHES)
        return trace_refuse(reader, "too many conditions in one file", line);
    struct coverage_condition *condition =
        condition_of(reader, (uint32_t)number, (uint32_t)size, (uint32_t)index, sense == 't' ? 2 : 1, text);
    *(sense == 't' ? &condition->met_true : &condition->met_false) = taken;
    return STATUS_OK;
}

/* A name that begins with a digit would be the last line of lcov 2's FN when it is written. */
static enum status add_function(struct trace_reader *reader, const char *name, uint64_t first, uint64_t last,
                                uint64_t hits, const char *line)
{
    struct coverage_file *file = &reader->file;
    if (file->function_count >= MAX_FUNCTIONS)
        return trace_refuse(reader, "too many functions in one file", line);
    if (!*name || (*name >= '0' && *name <= '9'))
        return trace_refuse(reader, "a function needs a name that begins with no digit", line);
    const struct coverage_function entry = {
        .name = memory_strdup(name), .line = (uint32_t)first, .end_line = (uint32_t)last, .hits = hits};
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, entry);
    return STATUS_OK;
}

static enum status read_function(struct trace_reader *reader, char *line)
{
    const char *text = line + strlen("FN:");
    uint64_t first, last = 0;
    if (!read_number(&text, COVERAGE_MAX_LINE, &first))
        return trace_refuse(reader, "FN needs a line and a name", line);
    const char *name = text;
    if (read_number(&text, COVERAGE_MAX_LINE, &last)) /* lcov 2: FN:first,last,name */
        name = text;
    return add_function(reader, name, first, last, 0, line);
}

static enum status read_function_hits(struct trace_reader *reader, char *line)
{
    const char *text = line + strlen("FNDA:");
    uint64_t hits;
    if (!read_number(&text, UINT64_MAX, &hits))
        return trace_refuse(reader, "FNDA needs a count and a name", line);
    if (reader->told_count >= MAX_FUNCTIONS)
        return trace_refuse(reader, "too many functions in one file", line);
    const struct told_hits told = {.name = memory_strdup(text), .hits = hits, .place = reader->told_count};
    ARRAY_PUSH(reader->told, reader->told_count, reader->told_capacity, told);
    return STATUS_OK;
}

static enum status read_leader(struct trace_reader *reader, char *line)
{
    const char *text = line + strlen("FNL:");
    uint64_t index, first, last = 0;
    if (!read_number(&text, UINT64_MAX, &index) || !read_number(&text, COVERAGE_MAX_LINE, &first) ||
        (*text && !read_number(&text, COVERAGE_MAX_LINE, &last)))
        return trace_refuse(reader, "FNL needs an index and a line", line);
    if (reader->leader_count >= MAX_FUNCTIONS)
        return trace_refuse(reader, "too many functions in one file", line);
    const struct leader leader = {.index = index, .line = (uint32_t)first, .end_line = (uint32_t)last};
    ARRAY_PUSH(reader->leaders, reader->leader_count, reader->leader_capacity, leader);
    return STATUS_OK;
}

/* The names follow their leader. */
static enum status read_alias(struct trace_reader *reader, char *line)
{
    const char *text = line + strlen("FNA:");
    const struct leader *leader = reader->leader_count ? &reader->leaders[reader->leader_count - 1] : NULL;
    uint64_t index, hits;
    if (!read_number(&text, UINT64_MAX, &index) || !read_number(&text, UINT64_MAX, &hits) || !*text)
        return trace_refuse(reader, "FNA needs an index, a count and a name", line);
    if (leader && leader->index != index && index < reader->leader_count)
        leader = &reader->leaders[index]; /* they are numbered from 0 */
    if (!leader || leader->index != index)
        return trace_refuse(reader, "FNA of an index that no FNL gave", line);
    return add_function(reader, text, leader->line, leader->end_line, hits, line);
}

static const struct {
    const char *word;
    enum status (*read)(struct trace_reader *reader, char *line);
} records[] = {
    {"DA:", read_line_hits}, {"BRDA:", read_branch}, {"FN:", read_function},    {"FNDA:", read_function_hits},
    {"FNL:", read_leader},   {"FNA:", read_alias},   {"MCDC:", read_condition},
};

enum status trace_read_record(struct trace_reader *reader, char *line)
{
    for (size_t i = 0; i < ARRAY_LENGTH(records); i++)
        if (!strncmp(line, records[i].word, strlen(records[i].word)))
            return records[i].read(reader, line);
    return STATUS_OK;
}
