/* The mutants that the plugin listed in an object or a linked program. */
#include "cet/model/mutant.h"
#include "object_frames.h"

struct program {
    const char *path;
    struct mutant_set *set;
};

static enum status add_unit(void *context, const char *text, size_t length, struct error *err)
{
    const struct program *program = context;
    struct mutant_set unit = {0};
    enum status status = mutant_set_parse(program->path, text, length, &unit, err);
    if (status == STATUS_OK)
        mutant_set_merge(program->set, &unit);
    mutant_set_release(&unit);
    return status;
}

enum status mutant_set_load_program(const char *path, struct map *known, struct mutant_set *set, struct error *err)
{
    const struct frames frames = {MUTANTS_SECTION, "mutants", MUTANTS_MAX_BYTES, known};
    struct program program = {path, set};
    return object_each_frame(&frames, path, add_unit, &program, err);
}

void mutant_set_merge(struct mutant_set *into, const struct mutant_set *from)
{
    for (size_t i = 0; i < from->count; i++) {
        struct mutant *known = mutant_set_add(into, &from->items[i]);
        if (known->status == MUTANT_IGNORED && from->items[i].status != MUTANT_IGNORED) {
            known->status = from->items[i].status;
            known->reason = NULL;
        }
    }
}
