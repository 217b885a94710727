/* What the tests in a program are made from. */
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/facts.h"
#include "cet/mutate/cache.h"

static bool has_main(const struct facts *facts)
{
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].is_defined && strcmp(facts->functions[i].name, "main") == 0)
            return true;
    return false;
}

static bool is_mutated(const char *path, const char *const *mutated, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(mutated[i], path) == 0 || path_below(path, mutated[i]) != path)
            return true;
    return false;
}

static void add_units(const struct facts *facts, const char *const *mutated, size_t count, struct strbuf *out)
{
    for (uint32_t i = 0; i < facts->unit_count; i++) {
        const struct fact_unit *unit = &facts->units[i];
        if (is_mutated(unit->main_file, mutated, count))
            continue;
        strbuf_printf(out, "%s\n", unit->main_file);
        for (uint32_t k = 0; k < unit->argument_count; k++)
            strbuf_printf(out, " %s\n", unit->arguments[k]);
    }
}

enum status mutation_program_digest(const char *program, const char *const *mutated, size_t mutated_count,
                                    struct map *ret_known, char digest[DIGEST_TEXT_SIZE], struct error *err)
{
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (facts_load(program, &facts, NULL) != STATUS_OK || !has_main(&facts))
        return digest_file(program, digest, err);
    for (uint32_t i = 0; i < facts.file_count; i++) {
        const struct fact_file *file = &facts.files[i];
        if (file->is_system || is_mutated(file->path, mutated, mutated_count))
            continue;
        strbuf_printf(&text, "%s %s\n", file->path, file->digest);
        if (ret_known)
            map_set(ret_known, file->path, 1);
    }
    add_units(&facts, mutated, mutated_count, &text);
    digest_bytes(strbuf_text(&text), text.length, digest);
    return STATUS_OK;
}
