/* The annotated source that `llvm-cov gcov -b -c -t` prints: "    count:  line:text", "branch  0 taken 3",
 * "function NAME called N ...". */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/gcov.h"
#include "system_path.h"

#define MAX_LINE 10000000ul

struct text_reader {
    const char *name;
    const char *folder;
    struct coverage coverage;
    struct coverage_file *file; /* NULL: of a system header, passed over */
    uint32_t line;              /* of the last counted line */
    uint32_t next_branch;
    char *function; /* its "function" line came before its first line */
    uint64_t function_hits;
};

static void start_source(struct text_reader *reader, const char *path)
{
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, reader->folder);
    reader->file = is_system_path(absolute) ? NULL : coverage_add_file(&reader->coverage, absolute);
    reader->line = 0;
}

static void add_branch(struct text_reader *reader, const char *text)
{
    if (!reader->file || !reader->line)
        return;
    const char *taken = strstr(text, "taken ");
    struct coverage_branch branch = {
        .line = reader->line, .number = reader->next_branch++, .was_evaluated = taken != NULL};
    branch.taken = taken ? strtoull(taken + strlen("taken "), NULL, 10) : 0;
    struct coverage_file *file = reader->file;
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
}

static void note_function(struct text_reader *reader, const char *text)
{
    const char *end = strstr(text, " called ");
    if (!end)
        return;
    free(reader->function);
    reader->function = memory_strndup(text, (size_t)(end - text));
    reader->function_hits = strtoull(end + strlen(" called "), NULL, 10);
}

static void place_function(struct text_reader *reader)
{
    if (!reader->function)
        return;
    struct coverage_function function = {.name = reader->function, .line = reader->line, .hits = reader->function_hits};
    reader->function = NULL;
    struct coverage_file *file = reader->file;
    if (file)
        ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, function);
    else
        free(function.name);
}

/* "   ###:   12:text": the count is a number, "#####" or "=====" for never, "-" for no code. */
static void add_line(struct text_reader *reader, const char *count, const char *number)
{
    unsigned long line = strtoul(number, NULL, 10);
    if (line < 1 || line > MAX_LINE)
        return;
    reader->next_branch = 0;
    reader->line = (uint32_t)line;
    place_function(reader);
    if (*count == '-' || !reader->file)
        return;
    struct coverage_line entry = {.line = reader->line};
    if (isdigit((unsigned char)*count))
        entry.hits = strtoull(count, NULL, 10);
    struct coverage_file *file = reader->file;
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity, entry);
}

static void read_line(struct text_reader *reader, const char *line)
{
    if (!strncmp(line, "branch", strlen("branch"))) {
        add_branch(reader, line);
        return;
    }
    if (!strncmp(line, "function ", strlen("function "))) {
        note_function(reader, line + strlen("function "));
        return;
    }
    const char *count = line + strspn(line, " ");
    const char *colon = strchr(count, ':');
    const char *number = colon ? colon + 1 + strspn(colon + 1, " ") : NULL;
    const char *text = number ? strchr(number, ':') : NULL;
    if (!text || !isdigit((unsigned char)*number))
        return;
    if (*count == '-' && *number == '0' && !strncmp(text, ":Source:", strlen(":Source:")))
        start_source(reader, text + strlen(":Source:"));
    else
        add_line(reader, count, number);
}

enum status gcov_parse_text(const char *name, const char *text, size_t length, const char *folder,
                            struct coverage *coverage, struct error *err)
{
    struct text_reader reader = {.name = name, .folder = folder};
    for (const char *p = text, *end = text + length; p < end;) {
        const char *line_end = memchr(p, '\n', (size_t)(end - p));
        size_t size = (size_t)((line_end ? line_end : end) - p);
        SCOPED(memory_free_pointer) char *line = memory_strndup(p, size);
        read_line(&reader, line);
        p += size + 1;
    }
    for (size_t i = 0; i < reader.coverage.file_count; i++)
        coverage_file_normalise(&reader.coverage.files[i]);
    bool is_empty = reader.coverage.file_count == 0;
    coverage_merge(coverage, &reader.coverage);
    coverage_release(&reader.coverage);
    free(reader.function);
    return is_empty ? error_set(err, STATUS_INVALID, "'%s': gcov named no source", name) : STATUS_OK;
}
