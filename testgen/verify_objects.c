/* What a round need not compile again: the files that the unit is linked with, and the suite's own support files. */
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "emit_files.h"
#include "verify_round.h"

static const char *const support[] = {"suite_support.o", "suite_blocks.o", "suite_files.o", "suite_laws.o"};

typedef void (*object_fn)(const struct verify_round *round, const char *key, const char *path);

static void add_compiler(const struct verify_round *round, const struct variant *variant, struct strbuf *key)
{
    strbuf_printf(key, "%s\n%s\n", variant->uses_gcc ? round->tools->gcc.path : round->tools->clang.path,
                  variant->flags);
}

static void each_with_object(const struct verify_round *round, const struct variant *variant, const char *folder,
                             object_fn visit)
{
    const char *const *sources = round->options->with_sources;
    const struct emit_unit unit = round_unit(round);
    SCOPED(memory_free_pointer) char *own_root = path_folder(round->plan->unit);
    SCOPED(memory_free_pointer) char *root =
        path_absolute(round->options->source_root ? round->options->source_root : own_root, NULL);
    SCOPED(strbuf_release) struct strbuf flags = {0};
    makefile_unit_flags(&unit, root, &flags);
    for (size_t i = 0; sources && sources[i]; i++) {
        SCOPED(strbuf_release) struct strbuf key = {0};
        SCOPED(strbuf_release) struct strbuf name = {0};
        add_compiler(round, variant, &key);
        strbuf_printf(&key, "%s\n%s\n%s", root, strbuf_text(&flags), sources[i]);
        makefile_with_object(sources, i, &name);
        SCOPED(memory_free_pointer) char *path = path_join(folder, strbuf_text(&name));
        visit(round, strbuf_text(&key), path);
    }
}

static void each_object(const struct verify_round *round, const struct variant *variant, const char *folder,
                        object_fn visit)
{
    for (size_t i = 0; i < ARRAY_LENGTH(support); i++) {
        SCOPED(strbuf_release) struct strbuf key = {0};
        SCOPED(memory_free_pointer) char *path = path_join(folder, support[i]);
        add_compiler(round, variant, &key);
        strbuf_add_text(&key, support[i]);
        visit(round, strbuf_text(&key), path);
    }
    each_with_object(round, variant, folder, visit);
}

static void fetch(const struct verify_round *round, const char *key, const char *path)
{
    built_objects_fetch(round->objects, key, path);
}

static void keep(const struct verify_round *round, const char *key, const char *path)
{
    built_objects_keep(round->objects, key, path);
}

void objects_fetch(const struct verify_round *round, const struct variant *variant, const char *folder)
{
    each_object(round, variant, folder, fetch);
}

void objects_keep(const struct verify_round *round, const struct variant *variant, const char *folder)
{
    each_object(round, variant, folder, keep);
}
