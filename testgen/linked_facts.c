#include "linked_facts.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "compilation.h"

/* The compiler reads a source once more, this time with the plugin. */
static enum status make_facts(const struct linked_facts *linked, const char *source, const char *side_file,
                              struct error *err)
{
    const struct testgen_options *o = linked->options;
    struct compilation c = {.arena = linked->arena};
    compilation_add(&c, o->clang);
    compilation_add_flags(&c, o->flags);
    compilation_add(&c, "-fsyntax-only");
    compilation_add(&c, "-w");
    compilation_add(&c, arena_printf(linked->arena, "-fplugin=%s", o->plugin));
    compilation_add(&c, arena_printf(linked->arena, "-fplugin-arg-cet-facts-file=%s", side_file));
    compilation_add(&c, source);
    return compilation_run(o, &c, "a file given with it cannot be read", NULL, err);
}

static struct facts read_file(const struct linked_facts *linked, size_t index)
{
    const char *path = linked->options->with[index];
    struct facts facts = {0};
    struct error ignored = {0};
    if (path_has_extension(path, ".c")) {
        const char *side_file = arena_printf(linked->arena, "%s/with_%zu.facts", linked->work, index);
        if (linked->options->plugin && make_facts(linked, path, side_file, &ignored) == STATUS_OK)
            (void)facts_load(side_file, &facts, &ignored);
    } else if (path[0] != '-') {
        (void)facts_load(path, &facts, &ignored);
    }
    return facts; /* none, of what cannot be read */
}

const struct facts *linked_facts_get(struct linked_facts *linked, size_t index)
{
    const char *const *with = linked->options->with;
    for (size_t i = linked->read_count; with && i <= index; i++) {
        if (!with[i])
            return NULL;
        const struct facts facts = read_file(linked, i);
        ARRAY_PUSH(linked->items, linked->read_count, linked->capacity, facts);
    }
    return with ? &linked->items[index] : NULL;
}

void linked_facts_release(struct linked_facts *linked)
{
    for (size_t i = 0; i < linked->read_count; i++)
        facts_release(&linked->items[i]);
    free(linked->items);
    linked->items = NULL;
    linked->read_count = linked->capacity = 0;
}
