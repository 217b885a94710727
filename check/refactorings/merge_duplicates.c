/* Pieces of code that stand twice, as the check cet-duplicate-code finds them. */
#include "cet/model/cognitive.h"
#include "search.h"
#include "structure/duplicates.h"

static uint32_t points_of(const struct fact_function *function, const struct clone_side *side)
{
    return cognitive_of_nodes(&function->graph, side->first, function->graph.nodes[side->last].subtree_end);
}

static void suggest(void *context, const struct duplicate *duplicate)
{
    struct refactoring_search *search = context;
    const struct facts *facts = search->facts;
    const struct clone *clone = &duplicate->clone;
    const struct fact_function *one = &facts->functions[clone->one.function];
    const struct fact_function *other = &facts->functions[clone->other.function];
    uint32_t points = points_of(one, &clone->one) + 1;
    suggestion_begin(search, REFACTORING_merge_duplicates, other->name, duplicate->here);
    suggestion_weigh(search, clone->one.function, points);
    suggestion_weigh(search, clone->other.function, points);
    suggestion_part(search, "here", other->name, duplicate->here);
    suggestion_part(search, "there", one->name, duplicate->there);
    suggestion_end(search,
                   arena_printf(&search->arena, "'%s' and '%s' share one function for %u lines", one->name, other->name,
                                duplicate->lines),
                   arena_printf(&search->arena, "%u syntax nodes are the same, and %u values or names differ",
                                clone->nodes, clone->differences));
}

void suggest_merge_duplicates(struct refactoring_search *search)
{
    duplicates_find(search->facts, search->thresholds->duplicate_nodes, suggest, search);
}
