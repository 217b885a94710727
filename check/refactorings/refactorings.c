#include "cet/check/refactorings.h"

#include <stdlib.h>

#include "cet/core/memory.h"
#include "search.h"

bool is_suggested_for(const struct refactoring_search *search, uint32_t function)
{
    const struct facts *facts = search->facts;
    const struct fact_function *f = &facts->functions[function];
    return f->is_defined && f->graph.node_count && f->range.file < facts->file_count &&
           !facts->files[f->range.file].is_system && search->calls.same_as[function] == function;
}

uint32_t changes_of(const struct refactoring_search *search, uint32_t function)
{
    uint32_t changes = search->options->changes ? search->options->changes[function] : 1;
    return changes ? changes : 1;
}

uint32_t callers_of(const struct refactoring_search *search, uint32_t function)
{
    return search->callers[function] ? search->callers[function] : 1;
}

static void count_callers(struct refactoring_search *search)
{
    const struct facts *facts = search->facts;
    search->callers = memory_new((size_t)facts->function_count + 1, sizeof *search->callers);
    SCOPED(memory_free_pointer) uint32_t *latest = memory_new((size_t)facts->function_count + 1, sizeof *latest);
    for (size_t i = 0; i < search->calls.edge_count; i++) { /* edges stand by caller */
        const struct call_edge *edge = &search->calls.edges[i];
        if (edge->caller == edge->callee || latest[edge->callee] == edge->caller + 1)
            continue;
        latest[edge->callee] = edge->caller + 1;
        search->callers[edge->callee]++;
    }
}

void suggestion_begin(struct refactoring_search *search, enum refactoring_kind kind, const char *name,
                      struct source_range range)
{
    const struct facts *facts = search->facts;
    search->draft.refactoring =
        (struct refactoring){.kind = kind,
                             .name = name,
                             .path = range.file < facts->file_count ? facts->files[range.file].path : "",
                             .line = range.line,
                             .end_line = range.end_line > range.line ? range.end_line : range.line,
                             .parts = search->draft.parts};
    search->draft.complexity = search->draft.changes = search->draft.callers = 0;
    search->draft.functions = 0;
}

void suggestion_part(struct refactoring_search *search, const char *role, const char *name, struct source_range range)
{
    struct refactoring *draft = &search->draft.refactoring;
    const char *path = range.file < search->facts->file_count ? search->facts->files[range.file].path : "";
    if (draft->part_count == PATTERN_MAX_PARTS)
        draft->left_out++;
    else
        draft->parts[draft->part_count++] = (struct pattern_part){role, name, path, range.line};
}

void suggestion_weigh(struct refactoring_search *search, uint32_t function, double complexity)
{
    search->draft.complexity += complexity;
    search->draft.changes += changes_of(search, function);
    search->draft.callers += callers_of(search, function);
    search->draft.functions++;
}

void suggestion_end(struct refactoring_search *search, const char *move, const char *evidence)
{
    struct refactoring *draft = &search->draft.refactoring;
    double functions = search->draft.functions ? search->draft.functions : 1;
    draft->move = move;
    draft->evidence = evidence;
    draft->complexity = search->draft.complexity / functions;
    draft->changes = search->draft.changes / functions;
    draft->callers = search->draft.callers / functions;
    refactoring_set_add(search->found, draft);
}

void refactorings_find(const struct facts *facts, const struct refactoring_options *options,
                       struct refactoring_set *set)
{
    static void (*const suggest[])(struct refactoring_search *) = {
#define REFACTORING(id, name, summary, how) suggest_##id,
#include "cet/model/refactoring_kinds.def"
#undef REFACTORING
    };
    struct refactoring_search search = {.facts = facts,
                                        .options = options,
                                        .thresholds =
                                            options->thresholds ? options->thresholds : &check_thresholds_standard,
                                        .found = set};
    call_circles_init(&search.calls, facts);
    count_callers(&search);
    for (size_t i = 0; i < REFACTORING_KIND_COUNT; i++)
        suggest[i](&search);
    set->has_history = options->changes != NULL;
    refactoring_set_rank(set);
    call_circles_release(&search.calls);
    free(search.callers);
    arena_release(&search.arena);
}
