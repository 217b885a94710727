#include "coverage_writers.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

#define PIECE_BYTES ((size_t)1 << 20)

static const struct coverage_writer writers[] = {
#define COVERAGE_WRITER(id, name, file_name, about)                                                                    \
    {name, file_name, about, coverage_begin_##id, coverage_file_##id, coverage_end_##id},
#include "cet/model/coverage_writers.def"
#undef COVERAGE_WRITER
};

const struct coverage_writer *coverage_writer_find(const char *name)
{
    for (size_t i = 0; i < ARRAY_LENGTH(writers); i++)
        if (!strcmp(writers[i].name, name))
            return &writers[i];
    return NULL;
}

const char *coverage_writer_names(void)
{
#define COVERAGE_WRITER(id, name, file_name, about) name ", "
    static const char names[] =
#include "cet/model/coverage_writers.def"
        ;
#undef COVERAGE_WRITER
    static char shown[sizeof names];
    memcpy(shown, names, sizeof names - sizeof ", ");
    return shown;
}

void coverage_format_as(const struct coverage_writer *writer, const struct coverage *coverage, struct strbuf *out)
{
    struct coverage_totals *totals = memory_new(coverage->file_count, sizeof *totals);
    const char **paths = memory_new(coverage->file_count, sizeof *paths);
    struct coverage_writing writing = {.outline = {.about = coverage, .file_count = coverage->file_count}, .out = out};
    for (size_t i = 0; i < coverage->file_count; i++) {
        totals[i] = coverage_file_totals(&coverage->files[i]);
        paths[i] = coverage->files[i].path;
        coverage_totals_add(&writing.outline.totals, &totals[i]);
    }
    writing.outline.file_totals = totals;
    writing.outline.paths = paths;
    writer->begin(&writing);
    for (; writing.next < coverage->file_count; writing.next++)
        writer->file(&writing, &coverage->files[writing.next]);
    writer->end(&writing);
    free(paths);
    free(totals);
}

void coverage_format_tracefile(const struct coverage *coverage, struct strbuf *out)
{
    coverage_format_as(coverage_writer_find("lcov"), coverage, out);
}

void coverage_format_json(const struct coverage *coverage, struct strbuf *out)
{
    coverage_format_as(coverage_writer_find("summary"), coverage, out);
}

/* ---- from a pile ------------------------------------------------------------------------------------------------- */

struct outline {
    struct coverage_totals sum, *totals;
    char **paths;
    size_t count, capacity, path_count, path_capacity;
};

static enum status add_to_outline(void *context, const struct coverage_file *file, struct error *err)
{
    struct outline *outline = context;
    const struct coverage_totals totals = coverage_file_totals(file);
    (void)err;
    coverage_totals_add(&outline->sum, &totals);
    ARRAY_PUSH(outline->totals, outline->count, outline->capacity, totals);
    ARRAY_PUSH(outline->paths, outline->path_count, outline->path_capacity, memory_strdup(file->path));
    return STATUS_OK;
}

struct pile_writing {
    const struct coverage_writer *writer;
    struct coverage_writing writing;
    struct file_output output;
    struct strbuf text;
};

static enum status flush(struct pile_writing *to, size_t above, struct error *err)
{
    if (to->text.length <= above)
        return STATUS_OK;
    const enum status status = file_output_add(&to->output, to->text.bytes, to->text.length, err);
    strbuf_clear(&to->text);
    return status;
}

static enum status write_file(void *context, const struct coverage_file *file, struct error *err)
{
    struct pile_writing *to = context;
    to->writer->file(&to->writing, file);
    to->writing.next++;
    return flush(to, PIECE_BYTES, err);
}

static enum status write_all(struct pile_writing *to, struct coverage_pile *pile, const char *path, struct error *err)
{
    enum status status = file_output_open(&to->output, path, err);
    if (status != STATUS_OK)
        return status;
    to->writer->begin(&to->writing);
    status = coverage_pile_each(pile, write_file, to, err);
    if (status == STATUS_OK) {
        to->writer->end(&to->writing);
        status = flush(to, 0, err);
    }
    if (status == STATUS_OK)
        return file_output_commit(&to->output, err);
    file_output_abandon(&to->output);
    return status;
}

enum status coverage_pile_write(struct coverage_pile *pile, const struct coverage_writer *writer, const char *path,
                                struct error *err)
{
    struct outline outline = {0};
    enum status status = coverage_pile_each(pile, add_to_outline, &outline, err);
    struct pile_writing to = {.writer = writer,
                              .writing = {.outline = {.about = coverage_pile_about(pile),
                                                      .totals = outline.sum,
                                                      .file_count = outline.count,
                                                      .file_totals = outline.totals,
                                                      .paths = (const char *const *)outline.paths}}};
    to.writing.out = &to.text;
    if (status == STATUS_OK)
        status = write_all(&to, pile, path, err);
    strbuf_release(&to.text);
    for (size_t i = 0; i < outline.path_count; i++)
        free(outline.paths[i]);
    free(outline.paths);
    free(outline.totals);
    return status;
}
