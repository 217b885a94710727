#include "suite_stamp_make.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

static void add_file(const char *root, const char *path, struct suite_stamp *stamp)
{
    char digest[DIGEST_TEXT_SIZE] = "";
    if (digest_file(path, digest, NULL) != STATUS_OK)
        digest[0] = '\0';
    suite_stamp_add_file(stamp, path_below(path, root), digest);
}

/* Folders are called otherwise on other machines: that of the sources is $(SRC_DIR), of others the name is told. */
static void add_word(const char *root, const char *word, struct suite_stamp *stamp)
{
    const char *path = word + strspn(word, "-=,abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_");
    if (*path != '/') {
        suite_stamp_add_word(stamp, word);
        return;
    }
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char *below = path_below(path, root);
    strbuf_add(&text, word, (size_t)(path - word));
    if (!strcmp(path, root))
        strbuf_add_text(&text, "$(SRC_DIR)");
    else if (below != path)
        strbuf_printf(&text, "$(SRC_DIR)/%s", below);
    else
        strbuf_printf(&text, ".../%s", path_name(path));
    suite_stamp_add_word(stamp, strbuf_text(&text));
}

static void add_unit(const char *root, const struct source_unit *unit, const struct facts *facts,
                     struct suite_stamp *stamp)
{
    suite_stamp_add_word(stamp, path_below(unit->path, root));
    for (size_t i = 0; i < unit->flag_count; i++)
        add_word(root, unit->flags[i], stamp);
    add_file(root, unit->path, stamp);
    for (uint32_t i = 0; facts && i < facts->file_count; i++)
        if (!facts->files[i].is_system)
            add_file(root, facts->files[i].path, stamp);
}

static void add_corrections(const struct project *project, struct suite_stamp *stamp)
{
    if (!project->testgen_text)
        return;
    SCOPED(strbuf_release) struct strbuf word = {0};
    strbuf_printf(&word, "cet.json testgen %s", project->testgen_text);
    suite_stamp_add_word(stamp, strbuf_text(&word));
}

void suite_stamp_make(const struct suite_stamp_request *request, struct suite_stamp *stamp)
{
    const struct source_units *units = request->units;
    SCOPED(memory_free_pointer) char *root = source_units_root(units);
    stamp->tool = "cet " CET_VERSION;
    stamp->seed = request->seed;
    stamp->executions = request->executions;
    stamp->budget_s = request->budget_s;
    for (size_t i = 0; i < units->count; i++)
        add_unit(root, &units->items[i], request->facts ? &request->facts[i] : NULL, stamp);
    for (size_t i = 0; i < units->with_count; i++) {
        add_word(root, units->with[i], stamp);
        add_file(root, units->with[i], stamp);
    }
    for (size_t i = 0; i < units->library_count; i++)
        add_word(root, units->libraries[i], stamp);
    add_corrections(&units->project, stamp);
}

void suite_stamp_look_at(const struct source_units *units, const struct suite_stamp *then, struct suite_stamp *now)
{
    SCOPED(memory_free_pointer) char *root = source_units_root(units);
    for (size_t i = 0; i < then->file_count; i++) {
        SCOPED(memory_free_pointer) char *path = path_absolute(then->files[i].path, root);
        add_file(root, path, now);
    }
}
