/* errno belongs to the call that failed; another call in between may have put something else there.
 *
 * errno_stories.h tells which calls have failed and what came after them; here errno is read behind that. */
#include <stdlib.h>

#include "errno_stories.h"
#include "expressions.h"
#include "pass.h"

struct errno_check {
    struct check_pass *pass;
    const struct fact_function *function;
};

static void read(struct errno_walk *walk, const struct errno_stories *stories, uint32_t reader)
{
    const struct errno_check *check = walk->context;
    const struct errno_story *story = errno_stories_changed(stories);
    if (!story)
        return;
    const struct graph_node *nodes = walk->graph->nodes;
    const char *failed = called_function(walk->facts, walk->graph, story->result.call)->name;
    const char *changer = called_function(walk->facts, walk->graph, story->changed_by)->name;
    struct check_note note = {nodes[story->changed_by].range,
                              arena_printf(check->pass->arena, "'%s' is called here", changer)};
    check_report(check->pass,
                 &(struct check_place){.function = check->function, .range = nodes[reader].range, .note = note},
                 "errno may no longer be what '%s' left there, since '%s' was called after it; copy errno right "
                 "after the failure",
                 failed, changer);
}

static bool reads_errno(const struct facts *facts, const struct function_graph *graph)
{
    bool is_write;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct libc_function *libc = libc_find(called_function(facts, graph, i));
        if (libc && libc->flags & LIBC_READ)
            return true;
        if (is_errno_access(facts, graph, i, &is_write) && !is_write)
            return true;
    }
    return false;
}

void check_errno_stale(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct never_returns ends = {.facts = facts};
    enum errno_effect *effects = NULL; /* of no use to the many units that never read errno */
    for (uint32_t i = 0; i < facts->function_count; i++) {
        const struct fact_function *function = &facts->functions[i];
        if (!function->is_defined || !reads_errno(facts, &function->graph))
            continue;
        if (!effects)
            effects = errno_effects_of_program(facts);
        struct errno_check check = {.pass = pass, .function = function};
        struct errno_walk walk = {.facts = facts,
                                  .graph = &function->graph,
                                  .effects = effects,
                                  .ends = &ends,
                                  .context = &check,
                                  .read = read};
        errno_stories_follow(&walk);
    }
    never_returns_release(&ends);
    free(effects);
}
