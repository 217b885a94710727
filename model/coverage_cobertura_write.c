/* Cobertura XML as coverage-04.dtd wants it: a package for each folder, a class for each file. No clock: timestamp is
 * 0. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/utf8.h"
#include "coverage_writers.h"

/* The length of the character at text, 0 when it is none that XML may hold: controls, U+FFFE and U+FFFF are not. */
static size_t xml_length(const char *text)
{
    const size_t length = utf8_length(text, strnlen(text, 4));
    if (length == 1 && (unsigned char)*text < ' ')
        return *text == '\t' || *text == '\n' || *text == '\r';
    return !strncmp(text, "\xef\xbf\xbe", 3) || !strncmp(text, "\xef\xbf\xbf", 3) ? 0 : length;
}

static void put_escaped(struct strbuf *out, const char *text)
{
    while (*text) {
        const size_t length = xml_length(text);
        if (*text == '&' || *text == '<' || *text == '>' || *text == '"' || (length == 1 && *text < ' '))
            strbuf_printf(out, "&#%d;", *text);
        else if (length)
            strbuf_add(out, text, length);
        else
            strbuf_add_text(out, UTF8_REPLACEMENT);
        text += length ? length : 1;
    }
}

static void put_rates(struct strbuf *out, const struct coverage_totals *totals)
{
    strbuf_printf(out, " line-rate=\"%.4f\" branch-rate=\"%.4f\" complexity=\"0\"",
                  totals->lines ? (double)totals->lines_hit / (double)totals->lines : 1.0,
                  totals->branches ? (double)totals->branches_taken / (double)totals->branches : 1.0);
}

static size_t folder_length(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? (size_t)(slash - path) : 0;
}

static bool have_same_folder(const char *a, const char *b)
{
    return folder_length(a) == folder_length(b) && !memcmp(a, b, folder_length(a));
}

/* Of the folder above all files; paths are absolute. Without the slash at its end. */
static size_t root_length(const struct coverage_outline *outline)
{
    size_t length = outline->file_count ? folder_length(outline->paths[0]) : 0;
    for (size_t i = 1; i < outline->file_count; i++) {
        const char *first = outline->paths[0], *path = outline->paths[i];
        size_t same = 0;
        while (same < length && path[same] == first[same])
            same++;
        const bool is_whole = same == length && (path[same] == '/' || path[same] == '\0');
        while (!is_whole && same > 0 && first[same] != '/')
            same--;
        length = is_whole ? length : same;
    }
    return length;
}

void coverage_begin_cobertura(struct coverage_writing *writing)
{
    struct strbuf *out = writing->out;
    const struct coverage_outline *outline = &writing->outline;
    const size_t length = root_length(outline);
    SCOPED(memory_free_pointer) char *root = memory_strndup(outline->file_count ? outline->paths[0] : "", length);
    writing->root_length = length;
    strbuf_add_text(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE coverage SYSTEM "
                         "\"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n<coverage");
    put_rates(out, &outline->totals);
    strbuf_printf(out,
                  " lines-covered=\"%llu\" lines-valid=\"%llu\" branches-covered=\"%llu\" branches-valid=\"%llu\""
                  " version=\"cet\" timestamp=\"0\">\n<sources><source>",
                  (unsigned long long)outline->totals.lines_hit, (unsigned long long)outline->totals.lines,
                  (unsigned long long)outline->totals.branches_taken, (unsigned long long)outline->totals.branches);
    put_escaped(out, *root ? root : "/");
    strbuf_add_text(out, "</source></sources>\n<packages>\n");
}

/* "src/list" -> "src.list"; the root itself is ".". */
static void put_package_name(struct strbuf *out, const char *folder, size_t length)
{
    SCOPED(memory_free_pointer) char *name = memory_strndup(length ? folder : ".", length ? length : 1);
    for (char *slash = strchr(name, '/'); slash; slash = strchr(slash, '/'))
        *slash = '.';
    put_escaped(out, name);
}

static void begin_package(struct coverage_writing *writing)
{
    const struct coverage_outline *outline = &writing->outline;
    const size_t root = writing->root_length;
    const char *path = outline->paths[writing->next];
    struct coverage_totals totals = {0};
    for (size_t i = writing->next; i < outline->file_count && have_same_folder(path, outline->paths[i]); i++)
        coverage_totals_add(&totals, &outline->file_totals[i]);
    const size_t length = folder_length(path);
    strbuf_add_text(writing->out, "<package name=\"");
    put_package_name(writing->out, path + root + (length > root), length > root ? length - root - 1 : 0);
    strbuf_add_text(writing->out, "\"");
    put_rates(writing->out, &totals);
    strbuf_add_text(writing->out, "><classes>\n");
}

static void put_line(const struct coverage_line *line, const struct coverage_branch *branches, size_t count,
                     struct strbuf *out)
{
    size_t all = 0, taken = 0;
    strbuf_printf(out, "<line number=\"%u\" hits=\"%llu\"", line->line, (unsigned long long)line->hits);
    for (size_t i = 0; i < count; i++) {
        all += !branches[i].is_unreachable;
        taken += !branches[i].is_unreachable && branches[i].taken;
    }
    if (!all) {
        strbuf_add_text(out, " branch=\"false\"/>\n");
        return;
    }
    strbuf_printf(out, " branch=\"true\" condition-coverage=\"%zu%% (%zu/%zu)\"><conditions>", 100 * taken / all, taken,
                  all);
    for (size_t i = 0, number = 0, end; i < count; i = end, number++) {
        size_t of_block = 1, taken_of_block = branches[i].taken > 0;
        for (end = i + 1; end < count && branches[end].block == branches[i].block; end++) {
            of_block++;
            taken_of_block += branches[end].taken > 0;
        }
        strbuf_printf(out, "<condition number=\"%zu\" type=\"jump\" coverage=\"%zu%%\"/>", number,
                      100 * taken_of_block / of_block);
    }
    strbuf_add_text(out, "</conditions></line>\n");
}

static void put_lines(const struct coverage_file *file, struct strbuf *out)
{
    size_t first = 0, end = 0;
    for (size_t i = 0; i < file->line_count; i++) {
        for (first = end; first < file->branch_count && file->branches[first].line < file->lines[i].line;)
            first++;
        for (end = first; end < file->branch_count && file->branches[end].line == file->lines[i].line;)
            end++;
        put_line(&file->lines[i], &file->branches[first], end - first, out);
    }
}

static void put_methods(const struct coverage_file *file, struct strbuf *out)
{
    for (size_t i = 0; i < file->function_count; i++) {
        const struct coverage_function *function = &file->functions[i];
        const struct coverage_totals of_line = {.lines = 1, .lines_hit = function->hits > 0};
        strbuf_add_text(out, "<method name=\"");
        put_escaped(out, function->name);
        strbuf_add_text(out, "\" signature=\"\"");
        put_rates(out, &of_line);
        strbuf_printf(out, "><lines><line number=\"%u\" hits=\"%llu\"/></lines></method>\n", function->line,
                      (unsigned long long)function->hits);
    }
}

void coverage_file_cobertura(struct coverage_writing *writing, const struct coverage_file *file)
{
    struct strbuf *out = writing->out;
    const struct coverage_outline *outline = &writing->outline;
    const size_t root = writing->root_length, next = writing->next;
    const char *name = file->path + root + (file->path[root] == '/');
    if (next == 0 || !have_same_folder(file->path, outline->paths[next - 1]))
        begin_package(writing);
    strbuf_add_text(out, "<class name=\"");
    put_escaped(out, strrchr(name, '/') ? strrchr(name, '/') + 1 : name);
    strbuf_add_text(out, "\" filename=\"");
    put_escaped(out, name);
    strbuf_add_text(out, "\"");
    put_rates(out, &outline->file_totals[next]);
    strbuf_add_text(out, "><methods>\n");
    put_methods(file, out);
    strbuf_add_text(out, "</methods><lines>\n");
    put_lines(file, out);
    strbuf_add_text(out, "</lines></class>\n");
    if (next + 1 == outline->file_count || !have_same_folder(file->path, outline->paths[next + 1]))
        strbuf_add_text(out, "</classes></package>\n");
}

void coverage_end_cobertura(struct coverage_writing *writing)
{
    strbuf_add_text(writing->out, "</packages>\n</coverage>\n");
}
