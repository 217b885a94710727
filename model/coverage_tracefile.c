/* lcov tracefiles, line by line as they come in: FN and FNDA of lcov 1, FNL and FNA of lcov 2.2, MCDC, kinds of
 * branches and branches with words for numbers. Totals are computed, records that are not known are passed over. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/coverage_readers.h"
#include "coverage_file.h"

#define CHUNK_BYTES ((size_t)1 << 18)
#define MAX_LINE_BYTES ((size_t)1 << 20)
#define MAX_TESTS 100000
#define MAX_DECISION 1000        /* conditions */
#define MAX_BRANCHES (8u << 20)  /* of one file */
#define MAX_FUNCTIONS (1u << 20) /* of one file */
#define SUM_AT ((size_t)1 << 20) /* entries of one section before equal ones are summed for the first time */

/* What FNDA says: meets its FN when the section ends. */
struct told_hits {
    char *name;
    uint64_t hits;
    size_t place;
};

struct leader {
    uint64_t index;
    uint32_t line, end_line;
};

struct trace_reader {
    const char *path;
    uint32_t line_number;
    struct coverage_pile *pile;
    struct error *err;
    bool is_inside; /* a section: SF ... end_of_record */
    bool has_sections;
    struct coverage_file file;
    size_t sum_lines_at, sum_branches_at;
    bool has_test;
    uint32_t test;
    struct told_hits *told;
    size_t told_count, told_capacity;
    struct leader *leaders;
    size_t leader_count, leader_capacity;
    struct map words;                       /* "line,block" -> branches with words, "line,block,word" -> number */
    uint32_t group_line, group_size, group; /* the decision that MCDC records go to */
    uint32_t condition_at[MAX_DECISION];    /* 1 + place of its conditions */
    unsigned char senses[MAX_DECISION];     /* that were told of each: 1 false, 2 true */
};

static enum status refuse(const struct trace_reader *reader, const char *what, const char *line)
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

static enum status read_line_hits(struct trace_reader *reader, const char *line)
{
    struct coverage_file *file = &reader->file;
    const char *text = line + strlen("DA:");
    uint64_t number, hits;
    if (!read_number(&text, COVERAGE_MAX_LINE, &number) || !read_number(&text, UINT64_MAX, &hits))
        return refuse(reader, "DA needs a line and a count", line);
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
        return refuse(reader, needs, line);
    for (; *text == 'e' || *text == 'f' || *text == 'U'; text++) {
        entry.is_throw |= *text == 'e';
        entry.is_fallthrough |= *text == 'f';
        entry.is_unreachable |= *text == 'U';
    }
    if (!read_number(&text, UINT64_MAX, &block))
        return refuse(reader, needs, line);
    char *comma = strrchr(text, ',');
    if (!comma || comma == text)
        return refuse(reader, needs, line);
    const char *taken = comma + 1;
    entry.was_evaluated = strcmp(taken, "-") != 0;
    if (entry.was_evaluated && (!read_number(&taken, UINT64_MAX, &entry.taken) || *taken))
        return refuse(reader, needs, line);
    *comma = '\0';
    const char *words = text;
    if (is_all_digits(words) ? !read_number(&text, UINT32_MAX, &branch) : false)
        return refuse(reader, needs, line);
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

/* Where the condition of an MCDC record is kept: in the decision that is under way unless it is told of twice there. */
static struct coverage_condition *condition_of(struct trace_reader *reader, uint32_t line, uint32_t size,
                                               uint32_t index, unsigned char sense, const char *text)
{
    struct coverage_file *file = &reader->file;
    const bool is_same_line = reader->group_line == line;
    if (!is_same_line || reader->group_size != size || reader->senses[index] & sense) {
        reader->group = is_same_line ? reader->group + 1 : 0;
        reader->group_line = line;
        reader->group_size = size;
        memset(reader->condition_at, 0, sizeof reader->condition_at);
        memset(reader->senses, 0, sizeof reader->senses);
    }
    if (!reader->condition_at[index]) {
        const struct coverage_condition entry = {.line = line,
                                                 .group = reader->group,
                                                 .index = index,
                                                 .size = size,
                                                 .text = coverage_file_add_text(file, text)};
        ARRAY_PUSH(file->conditions, file->condition_count, file->condition_capacity, entry);
        reader->condition_at[index] = (uint32_t)file->condition_count;
    }
    reader->senses[index] |= sense;
    return &file->conditions[reader->condition_at[index] - 1];
}

/* MCDC:line,[U]size,sense,taken,index,words */
static enum status read_condition(struct trace_reader *reader, const char *line)
{
    static const char needs[] = "MCDC needs a line, a size, t or f, a count and an index";
    const char *text = line + strlen("MCDC:");
    uint64_t number, size, taken, index;
    if (!read_number(&text, COVERAGE_MAX_LINE, &number))
        return refuse(reader, needs, line);
    const bool is_unreachable = *text == 'U';
    text += is_unreachable;
    if (!read_number(&text, MAX_DECISION, &size))
        return refuse(reader, needs, line);
    const char sense = *text;
    if ((sense != 't' && sense != 'f') || text[1] != ',')
        return refuse(reader, needs, line);
    text += 2;
    if (!read_number(&text, UINT64_MAX, &taken) || !read_number(&text, MAX_DECISION, &index) || index >= size)
        return refuse(reader, needs, line);
    if (number == 0 || is_unreachable)
        return STATUS_OK;
    if (reader->file.condition_count >= MAX_BRANCHES)
        return refuse(reader, "too many conditions in one file", line);
    struct coverage_condition *condition =
        condition_of(reader, (uint32_t)number, (uint32_t)size, (uint32_t)index, sense == 't' ? 2 : 1, text);
    *(sense == 't' ? &condition->met_true : &condition->met_false) = taken;
    return STATUS_OK;
}

static enum status add_function(struct trace_reader *reader, const char *name, uint64_t first, uint64_t last,
                                uint64_t hits, const char *line)
{
    struct coverage_file *file = &reader->file;
    if (file->function_count >= MAX_FUNCTIONS)
        return refuse(reader, "too many functions in one file", line);
    const struct coverage_function entry = {
        .name = memory_strdup(name), .line = (uint32_t)first, .end_line = (uint32_t)last, .hits = hits};
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, entry);
    return STATUS_OK;
}

static enum status read_function(struct trace_reader *reader, const char *line)
{
    const char *text = line + strlen("FN:");
    uint64_t first, last = 0;
    if (!read_number(&text, COVERAGE_MAX_LINE, &first))
        return refuse(reader, "FN needs a line and a name", line);
    const char *name = text;
    if (read_number(&text, COVERAGE_MAX_LINE, &last)) /* lcov 2: FN:first,last,name */
        name = text;
    if (!*name || (*name >= '0' && *name <= '9'))
        return refuse(reader, "FN needs a line and a name", line);
    return add_function(reader, name, first, last, 0, line);
}

static enum status read_function_hits(struct trace_reader *reader, const char *line)
{
    const char *text = line + strlen("FNDA:");
    uint64_t hits;
    if (!read_number(&text, UINT64_MAX, &hits))
        return refuse(reader, "FNDA needs a count and a name", line);
    if (reader->told_count >= MAX_FUNCTIONS)
        return refuse(reader, "too many functions in one file", line);
    const struct told_hits told = {.name = memory_strdup(text), .hits = hits, .place = reader->told_count};
    ARRAY_PUSH(reader->told, reader->told_count, reader->told_capacity, told);
    return STATUS_OK;
}

static enum status read_leader(struct trace_reader *reader, const char *line)
{
    const char *text = line + strlen("FNL:");
    uint64_t index, first, last = 0;
    if (!read_number(&text, UINT64_MAX, &index) || !read_number(&text, COVERAGE_MAX_LINE, &first) ||
        (*text && !read_number(&text, COVERAGE_MAX_LINE, &last)))
        return refuse(reader, "FNL needs an index and a line", line);
    if (reader->leader_count >= MAX_FUNCTIONS)
        return refuse(reader, "too many functions in one file", line);
    const struct leader leader = {.index = index, .line = (uint32_t)first, .end_line = (uint32_t)last};
    ARRAY_PUSH(reader->leaders, reader->leader_count, reader->leader_capacity, leader);
    return STATUS_OK;
}

/* The names follow their leader. */
static enum status read_alias(struct trace_reader *reader, const char *line)
{
    const char *text = line + strlen("FNA:");
    const struct leader *leader = reader->leader_count ? &reader->leaders[reader->leader_count - 1] : NULL;
    uint64_t index, hits;
    if (!read_number(&text, UINT64_MAX, &index) || !read_number(&text, UINT64_MAX, &hits) || !*text)
        return refuse(reader, "FNA needs an index, a count and a name", line);
    if (leader && leader->index != index && index < reader->leader_count)
        leader = &reader->leaders[index]; /* they are numbered from 0 */
    if (!leader || leader->index != index)
        return refuse(reader, "FNA of an index that no FNL gave", line);
    return add_function(reader, text, leader->line, leader->end_line, hits, line);
}

/* ---- sections ---------------------------------------------------------------------------------------------------- */

static int compare_told(const void *left, const void *right)
{
    const struct told_hits *a = left, *b = right;
    const int order = strcmp(a->name, b->name);
    return order ? order : (a->place > b->place) - (a->place < b->place);
}

/* The k-th FNDA of a name is for the k-th FN of that name. */
static void hand_out_hits(struct trace_reader *reader)
{
    struct coverage_file *file = &reader->file;
    struct told_hits *begun = memory_new(file->function_count + 1, sizeof *begun);
    for (size_t i = 0; i < file->function_count; i++)
        begun[i] = (struct told_hits){.name = file->functions[i].name, .place = i};
    qsort(begun, file->function_count, sizeof *begun, compare_told);
    qsort(reader->told, reader->told_count, sizeof *reader->told, compare_told);
    for (size_t i = 0, k = 0; i < file->function_count && k < reader->told_count;) {
        const int order = strcmp(begun[i].name, reader->told[k].name);
        if (order == 0)
            file->functions[begun[i].place].hits = reader->told[k].hits;
        i += order <= 0;
        k += order >= 0;
    }
    free(begun);
}

static void forget_section(struct trace_reader *reader)
{
    for (size_t i = 0; i < reader->told_count; i++)
        free(reader->told[i].name);
    reader->told_count = reader->leader_count = 0;
    reader->group_line = 0;
    map_release(&reader->words);
    coverage_file_release(&reader->file);
    reader->is_inside = false;
}

static void end_section(struct trace_reader *reader)
{
    struct coverage_file *file = &reader->file;
    if (reader->told_count)
        hand_out_hits(reader);
    for (size_t i = 0; i < file->line_count && reader->has_test; i++) {
        const struct coverage_test_line reached = {.line = file->lines[i].line, .test = reader->test};
        if (file->lines[i].hits)
            ARRAY_PUSH(file->test_lines, file->test_line_count, file->test_line_capacity, reached);
    }
    coverage_file_normalise(file);
    coverage_pile_add_file(reader->pile, file);
    forget_section(reader);
}

static enum status begin_section(struct trace_reader *reader, const char *line)
{
    if (reader->is_inside)
        return refuse(reader, "SF before the end_of_record of the file before", line);
    if (!line[strlen("SF:")])
        return refuse(reader, "SF needs a path", line);
    reader->file.path = path_absolute(line + strlen("SF:"), NULL);
    reader->is_inside = reader->has_sections = true;
    reader->sum_lines_at = reader->sum_branches_at = SUM_AT;
    return STATUS_OK;
}

static enum status read_test(struct trace_reader *reader, const char *line)
{
    struct coverage *about = coverage_pile_about(reader->pile);
    const char *name = line + strlen("TN:");
    reader->has_test = *name != '\0';
    if (!reader->has_test)
        return STATUS_OK;
    if (about->test_count >= MAX_TESTS)
        return error_set(reader->err, STATUS_LIMIT, "'%s':%u: more than %d tests", reader->path, reader->line_number,
                         MAX_TESTS);
    if (!about->test_name)
        about->test_name = memory_strdup(name);
    reader->test = coverage_add_test(about, name);
    return STATUS_OK;
}

static bool starts_with(const char *line, const char *word)
{
    return !strncmp(line, word, strlen(word));
}

static enum status read_line(struct trace_reader *reader, char *line)
{
    if (starts_with(line, "SF:"))
        return begin_section(reader, line);
    if (starts_with(line, "TN:"))
        return read_test(reader, line);
    if (!*line || *line == '#')
        return STATUS_OK;
    if (!reader->is_inside)
        return refuse(reader, "a record before any SF", line);
    if (starts_with(line, "DA:"))
        return read_line_hits(reader, line);
    if (starts_with(line, "BRDA:"))
        return read_branch(reader, line);
    if (starts_with(line, "FN:"))
        return read_function(reader, line);
    if (starts_with(line, "FNDA:"))
        return read_function_hits(reader, line);
    if (starts_with(line, "FNL:"))
        return read_leader(reader, line);
    if (starts_with(line, "FNA:"))
        return read_alias(reader, line);
    if (starts_with(line, "MCDC:"))
        return read_condition(reader, line);
    if (starts_with(line, "VER:") && !reader->file.version)
        reader->file.version = memory_strdup(line + strlen("VER:"));
    else if (!strcmp(line, "end_of_record"))
        end_section(reader);
    return STATUS_OK;
}

/* ---- the file ---------------------------------------------------------------------------------------------------- */

static enum status take_line(struct trace_reader *reader, char *line, size_t length)
{
    reader->line_number++;
    if (memchr(line, 0, length))
        return error_set(reader->err, STATUS_INVALID, "'%s':%u: a NUL byte; is this an lcov tracefile?", reader->path,
                         reader->line_number);
    if (length && line[length - 1] == '\r')
        length--;
    line[length] = '\0';
    return read_line(reader, line);
}

/* The whole lines of the buffer; what is left of it moves to its start. */
static enum status take_lines(struct trace_reader *reader, struct strbuf *buffer)
{
    char *line = buffer->bytes, *end = buffer->bytes + buffer->length, *stop;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && line < end && (stop = memchr(line, '\n', (size_t)(end - line)))) {
        status = take_line(reader, line, (size_t)(stop - line));
        line = stop + 1;
    }
    buffer->length = (size_t)(end - line);
    if (buffer->length)
        memmove(buffer->bytes, line, buffer->length);
    if (status == STATUS_OK && buffer->length > MAX_LINE_BYTES)
        return error_set(reader->err, STATUS_LIMIT, "'%s':%u: a line of more than %zu bytes", reader->path,
                         reader->line_number + 1, MAX_LINE_BYTES);
    return status;
}

static enum status read_descriptor(struct trace_reader *reader, int fd)
{
    SCOPED(strbuf_release) struct strbuf buffer = {0};
    bool is_empty = true;
    for (;;) {
        strbuf_reserve(&buffer, CHUNK_BYTES + 1);
        const ssize_t got = read(fd, buffer.bytes + buffer.length, CHUNK_BYTES);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return error_set_errno(reader->err, "cannot read '%s'", reader->path);
        if (got == 0)
            break;
        is_empty = false;
        buffer.length += (size_t)got;
        const enum status status = take_lines(reader, &buffer);
        if (status != STATUS_OK)
            return status;
    }
    if (is_empty)
        return error_set(reader->err, STATUS_INVALID, "'%s' is empty; was anything measured?", reader->path);
    return buffer.length ? take_line(reader, buffer.bytes, buffer.length) : STATUS_OK;
}

enum status coverage_read_tracefile(const char *path, struct coverage_pile *pile, struct error *err)
{
    struct trace_reader *reader = memory_new(1, sizeof *reader);
    *reader = (struct trace_reader){.path = path, .pile = pile, .err = err};
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    enum status status = fd < 0 ? error_set_errno(err, "cannot open '%s'", path) : read_descriptor(reader, fd);
    if (fd >= 0)
        close(fd);
    if (status == STATUS_OK && reader->is_inside)
        status = refuse(reader, "the file ends before end_of_record", "");
    if (status == STATUS_OK && !reader->has_sections)
        status = error_set(err, STATUS_INVALID, "'%s': no SF record; is this an lcov tracefile?", path);
    forget_section(reader);
    free(reader->told);
    free(reader->leaders);
    free(reader);
    return status;
}

enum status coverage_load_tracefile(const char *path, struct coverage *coverage, struct error *err)
{
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    struct coverage loaded = {0};
    const enum status status = coverage_read_tracefile(path, pile, err);
    if (status == STATUS_OK) {
        coverage_pile_take(pile, &loaded);
        coverage_merge(coverage, &loaded);
    }
    coverage_release(&loaded);
    coverage_pile_free(pile);
    return status;
}
