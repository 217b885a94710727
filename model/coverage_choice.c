#include "cet/model/coverage_choice.h"

#include <stdint.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

#define NONE UINT64_MAX

struct coverage_choice coverage_choice_of(const char *const *paths)
{
    struct coverage_choice choice = {.paths = paths};
    for (size_t i = 0; paths && paths[i]; i++) {
        SCOPED(memory_free_pointer) char *real = path_real(paths[i]);
        map_add(&choice.asked, paths[i], i, NULL);
        if (real)
            map_add(&choice.real, real, i, NULL);
    }
    return choice;
}

static uint64_t resolve(const struct coverage_choice *choice, const char *path)
{
    SCOPED(memory_free_pointer) char *real = path_real(path);
    uint64_t place = NONE;
    if (real)
        map_find(&choice->real, real, &place);
    return place;
}

const char *coverage_choice_find(struct coverage_choice *choice, const char *path)
{
    uint64_t place;
    if (!choice->paths)
        return path;
    if (!map_find(&choice->asked, path, &place) && !map_find(&choice->resolved, path, &place)) {
        place = resolve(choice, path);
        map_set(&choice->resolved, path, place);
    }
    return place == NONE ? NULL : choice->paths[place];
}

void coverage_choice_release(struct coverage_choice *choice)
{
    map_release(&choice->asked);
    map_release(&choice->real);
    map_release(&choice->resolved);
}
