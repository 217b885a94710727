/* The mutants that this program reaches, as the runner told them. */
#include <stdlib.h>

#include "state.h"

static struct cet_mutants_planned *plan;
static size_t count, capacity;

void cet_mutants_plan_reserve(size_t wanted)
{
    plan = cet_mutants_pages(wanted * sizeof *plan);
    capacity = wanted;
}

void cet_mutants_plan_add(struct cet_mutants_planned planned)
{
    if (count < capacity)
        plan[count++] = planned;
}

static int compare_planned(const void *left, const void *right)
{
    const struct cet_mutants_planned *a = left, *b = right;
    return (a->id > b->id) - (a->id < b->id);
}

struct cet_mutants_planned *cet_mutants_find_planned(uint64_t id)
{
    const struct cet_mutants_planned key = {.id = id};
    return count && id ? bsearch(&key, plan, count, sizeof key, compare_planned) : NULL;
}

struct cet_mutants_planned *cet_mutants_plan_at(size_t index)
{
    return index < count ? &plan[index] : NULL;
}
