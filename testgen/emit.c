#include "cet/testgen/emit.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/testgen/merge.h"
#include "embedded_files.h"
#include "emit_files.h"

#define PROGRAM_MAX_BYTES (64u << 20)

void suite_unit_release(struct suite_unit *unit)
{
    free(unit->stem);
    free(unit->header);
    free(unit->source);
    free(unit->include);
    *unit = (struct suite_unit){0};
}

static void name_unit(const struct emit_unit *unit, size_t unit_count, const char *root, struct suite_unit *ret)
{
    SCOPED(strbuf_release) struct strbuf header = {0};
    ret->unit = unit;
    ret->stem = path_stem(unit->plan->unit);
    ret->source = path_absolute(unit->plan->unit, NULL);
    ret->include = memory_strdup(path_below(ret->source, root));
    if (unit_count > 1)
        strbuf_printf(&header, "%s_", ret->stem);
    strbuf_add_text(&header, "unit.h");
    ret->header = strbuf_take(&header);
}

static enum status write_file(const char *folder, const char *name, const void *bytes, size_t length, struct error *err)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    return file_write(path, bytes, length, err);
}

static bool defines_main(const struct facts *facts)
{
    const struct fact_function *function = facts_find_function(facts, "main");
    return function && function->is_defined;
}

static enum status write_unit_header(const struct suite_unit *unit, const char *folder, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_add_text(&text, "/* The unit under test, statics included. Its warnings are its own. */\n"
                           "#pragma GCC system_header\n");
    if (defines_main(unit->unit->facts))
        strbuf_printf(&text, "#define main unit_main /* the suite has its own */\n#include \"%s\"\n#undef main\n",
                      unit->include);
    else
        strbuf_printf(&text, "#include \"%s\"\n", unit->include);
    return write_file(folder, unit->header, text.bytes, text.length, err);
}

struct emitting {
    const struct emit_options *options;
    const char *folder;
    struct suite_stamp earlier; /* empty: nothing was there */
    bool had_stamp;
    size_t kept;
};

/* The program that stands there already keeps what a person wrote. */
static enum status merge_earlier(struct emitting *e, const char *name, struct strbuf *text, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf earlier = {0};
    SCOPED(memory_free_pointer) char *path = e->options->earlier ? path_join(e->options->earlier, name) : NULL;
    if (!path || !e->had_stamp || !file_exists(path))
        return STATUS_OK;
    enum status status = file_read(path, PROGRAM_MAX_BYTES, &earlier, err);
    if (status == STATUS_OK)
        e->kept += merge_edited(name, strbuf_text(&earlier), &e->earlier, text);
    return status;
}

static enum status write_unit(struct emitting *e, const struct suite_unit *unit, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    SCOPED(strbuf_release) struct strbuf name = {0};
    enum status status = testgen_emit_program(unit->unit, unit->header, &text, NULL, err);
    if (status != STATUS_OK)
        return status;
    strbuf_printf(&name, "test_%s.c", unit->stem);
    if (e->options->stamp)
        merge_stamp_parts(strbuf_text(&name), strbuf_text(&text), e->options->stamp);
    status = merge_earlier(e, strbuf_text(&name), &text, err);
    if (status == STATUS_OK)
        status = write_file(e->folder, strbuf_text(&name), text.bytes, text.length, err);
    return status == STATUS_OK ? write_unit_header(unit, e->folder, err) : status;
}

static enum status write_support(const char *folder, struct error *err)
{
    enum status status = STATUS_OK;
    for (const struct embedded_file *file = embedded_files; file->name && status == STATUS_OK; file++)
        status = write_file(folder, file->name, file->bytes, file->length, err);
    return status;
}

enum status emit_write_finding_headers(const char *folder, struct error *err)
{
    enum status status = STATUS_OK;
    for (const struct embedded_file *file = embedded_files; file->name && status == STATUS_OK; file++)
        if (!strcmp(file->name, "suite_log.h") || !strcmp(file->name, "suite_content.h"))
            status = write_file(folder, file->name, file->bytes, file->length, err);
    return status;
}

static enum status write_surroundings(const struct suite_unit *units, size_t count, const struct emit_options *options,
                                      const char *root, const char *folder, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf makefile = {0};
    SCOPED(strbuf_release) struct strbuf readme = {0};
    SCOPED(memory_free_pointer) char *final_folder =
        path_absolute(options->final_folder ? options->final_folder : folder, NULL);
    makefile_format(units, count, options, root, final_folder, &makefile);
    readme_format(units, count, &readme);
    enum status status = write_file(folder, "Makefile", makefile.bytes, makefile.length, err);
    if (status == STATUS_OK)
        status = write_file(folder, "README.md", readme.bytes, readme.length, err);
    return status == STATUS_OK ? write_support(folder, err) : status;
}

/* Two units of one name would write the same files. */
static enum status check_stems(const struct suite_unit *units, size_t count, struct error *err)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (strcmp(units[i].stem, units[k].stem) == 0)
                return error_set(err, STATUS_INVALID,
                                 "'%s' and '%s' would both become test_%s.c: give each a folder of its own with --out",
                                 units[k].source, units[i].source, units[i].stem);
    return STATUS_OK;
}

enum status testgen_may_replace(const char *folder, const char *unit, struct error *err)
{
    SCOPED(memory_free_pointer) char *stamp = path_join(folder, SUITE_STAMP_FILE);
    SCOPED(memory_free_pointer) char *stem = path_stem(unit);
    SCOPED(strbuf_release) struct strbuf path = {0};
    strbuf_printf(&path, "%s/test_%s.c", folder, stem);
    if (file_exists(stamp) || !file_exists(strbuf_text(&path)))
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "'%s' is there already, and no %s beside it says that cet wrote it; move it away, or name another "
                     "folder with --out",
                     strbuf_text(&path), SUITE_STAMP_FILE);
}

static enum status open_earlier(struct emitting *e, struct error *err)
{
    if (!e->options->earlier)
        return STATUS_OK;
    SCOPED(memory_free_pointer) char *path = path_join(e->options->earlier, SUITE_STAMP_FILE);
    if (!file_exists(path))
        return STATUS_OK;
    const enum status status = suite_stamp_load(path, &e->earlier, err);
    e->had_stamp = status == STATUS_OK;
    return status;
}

static enum status write_stamp(const struct emitting *e, struct error *err)
{
    if (!e->options->stamp)
        return STATUS_OK;
    SCOPED(strbuf_release) struct strbuf text = {0};
    suite_stamp_format(e->options->stamp, &text);
    return write_file(e->folder, SUITE_STAMP_FILE, text.bytes, text.length, err);
}

enum status testgen_emit(const struct emit_unit *units, size_t unit_count, const struct emit_options *options,
                         size_t *ret_kept, struct error *err)
{
    if (unit_count == 0)
        return error_set(err, STATUS_INVALID, "no unit to write tests for");
    SCOPED(memory_free_pointer) char *own_root = path_folder(units[0].plan->unit);
    SCOPED(memory_free_pointer) char *root =
        path_absolute(options->source_root ? options->source_root : own_root, NULL);
    SCOPED(memory_free_pointer) char *folder = path_absolute(options->folder, NULL);
    struct emitting e = {.options = options, .folder = folder};
    struct suite_unit *named = memory_new(unit_count, sizeof *named);
    for (size_t i = 0; i < unit_count; i++)
        name_unit(&units[i], unit_count, root, &named[i]);
    enum status status = check_stems(named, unit_count, err);
    if (status == STATUS_OK)
        status = open_earlier(&e, err);
    if (status == STATUS_OK)
        status = folder_make(folder, err);
    for (size_t i = 0; i < unit_count && status == STATUS_OK; i++)
        status = write_unit(&e, &named[i], err);
    for (size_t i = 0; i < unit_count && status == STATUS_OK; i++)
        status = findings_write(&named[i], options, root, err);
    if (status == STATUS_OK)
        status = write_surroundings(named, unit_count, options, root, folder, err);
    if (status == STATUS_OK)
        status = write_stamp(&e, err);
    if (ret_kept)
        *ret_kept = e.kept;
    for (size_t i = 0; i < unit_count; i++)
        suite_unit_release(&named[i]);
    free(named);
    suite_stamp_release(&e.earlier);
    return status;
}
