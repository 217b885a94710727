/* Two source files whose functions call each other, where one direction hangs on few calls: that is the edge to cut.
 * Circles of includes are what the check cet-include-cycle finds. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "search.h"

#define MOST_CALLEES 2 /* functions that the weak direction calls */
#define RATIO 4        /* the strong direction has at least so many times the calls of the weak one */
#define MAX_FILES 2048 /* of a program whose files are compared in pairs */

static uint32_t file_of(const struct facts *facts, uint32_t function)
{
    return facts->functions[function].range.file;
}

/* Functions of `to` that `from` calls. */
static uint32_t count_callees(const struct refactoring_search *search, uint32_t from, uint32_t to, uint32_t *ret_first)
{
    const struct facts *facts = search->facts;
    uint32_t count = 0, seen[MOST_CALLEES + 1];
    *ret_first = NO_ID;
    for (size_t i = 0; i < search->calls.edge_count && count <= MOST_CALLEES; i++) {
        const struct call_edge *edge = &search->calls.edges[i];
        if (file_of(facts, edge->caller) != from || file_of(facts, edge->callee) != to)
            continue;
        bool is_seen = false;
        for (uint32_t k = 0; k < count; k++)
            is_seen |= seen[k] == edge->callee;
        if (!is_seen)
            seen[count++] = edge->callee;
        *ret_first = edge->callee;
    }
    return count;
}

static void suggest(struct refactoring_search *search, uint32_t weak, uint32_t strong, uint32_t weak_calls,
                    uint32_t strong_calls)
{
    const struct facts *facts = search->facts;
    uint32_t callee = NO_ID, callees = count_callees(search, weak, strong, &callee);
    if (callees > MOST_CALLEES || callee == NO_ID)
        return;
    const char *from = path_name(facts->files[weak].path), *to = path_name(facts->files[strong].path);
    suggestion_begin(search, REFACTORING_break_cycle, arena_printf(&search->arena, "%s, %s", from, to),
                     (struct source_range){weak, 1, 1, 1, 1});
    for (size_t i = 0; i < search->calls.edge_count; i++) {
        const struct call_edge *edge = &search->calls.edges[i];
        const struct fact_function *caller = &facts->functions[edge->caller];
        if (file_of(facts, edge->caller) != weak || file_of(facts, edge->callee) != strong)
            continue;
        if (!search->draft.refactoring.part_count) {
            search->draft.refactoring.line = caller->graph.nodes[edge->node].range.line;
            search->draft.refactoring.end_line = search->draft.refactoring.line;
        }
        suggestion_part(search, "the call to cut, in", caller->name, caller->graph.nodes[edge->node].range);
        suggestion_weigh(search, edge->caller, caller->metrics.cognitive ? caller->metrics.cognitive : 1);
    }
    suggestion_end(search,
                   arena_printf(&search->arena, "'%s' no longer calls '%s'%s of '%s': hand it over, or move it", from,
                                facts->functions[callee].name, callees > 1 ? " and another" : "", to),
                   arena_printf(&search->arena, "%u call%s lead%s there and %u back", weak_calls,
                                weak_calls == 1 ? "" : "s", weak_calls == 1 ? "s" : "", strong_calls));
}

static void find_call_cycles(struct refactoring_search *search)
{
    const struct facts *facts = search->facts;
    uint32_t count = facts->file_count;
    if (count > MAX_FILES)
        return;
    SCOPED(memory_free_pointer) uint32_t *calls = memory_new((size_t)count * count + 1, sizeof *calls);
    for (size_t i = 0; i < search->calls.edge_count; i++) {
        uint32_t from = file_of(facts, search->calls.edges[i].caller),
                 to = file_of(facts, search->calls.edges[i].callee);
        if (from < count && to < count && from != to && facts->files[from].is_main && facts->files[to].is_main)
            calls[(size_t)from * count + to]++;
    }
    for (uint32_t a = 0; a < count; a++)
        for (uint32_t b = 0; b < count; b++) {
            uint32_t there = calls[(size_t)a * count + b], back = calls[(size_t)b * count + a];
            if (there && back >= there * RATIO)
                suggest(search, a, b, there, back);
        }
}

/* The function-less figures of an include: how hard the files are that it joins. */
static void weigh_file(struct refactoring_search *search, const char *path)
{
    const struct facts *facts = search->facts;
    for (uint32_t f = 0; f < facts->function_count; f++)
        if (is_suggested_for(search, f) && !strcmp(facts->files[file_of(facts, f)].path, path))
            suggestion_weigh(search, f, facts->functions[f].metrics.cognitive);
}

static void find_include_cycles(struct refactoring_search *search)
{
    SCOPED(finding_set_release) struct finding_set findings = {0};
    check_run(search->facts,
              &(struct check_options){
                  .scope = CHECK_SCOPE_PROGRAM, .globs = "cet-include-cycle", .thresholds = search->thresholds},
              &findings);
    for (size_t i = 0; i < findings.count; i++) {
        const struct finding *finding = &findings.items[i];
        suggestion_begin(search, REFACTORING_break_cycle, path_name(finding->path),
                         (struct source_range){.file = NO_ID});
        search->draft.refactoring.path = finding->path;
        search->draft.refactoring.line = search->draft.refactoring.end_line = finding->line;
        weigh_file(search, finding->path);
        if (!search->draft.functions) {
            search->draft.complexity = search->draft.changes = search->draft.callers = 1;
            search->draft.functions = 1;
        }
        suggestion_end(
            search, arena_printf(&search->arena, "'%s' no longer includes what includes it", path_name(finding->path)),
            finding->message);
    }
}

void suggest_break_cycle(struct refactoring_search *search)
{
    find_call_cycles(search);
    find_include_cycles(search);
}
