#include "cet/mutate/select.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/random.h"
#include "cet/model/globs.h"

#define MAX_SHARDS 10000

/* What a run would judge: all others have their answer. */
static bool is_member(const struct mutant *mutant)
{
    return mutant->status != MUTANT_IGNORED && mutant->status != MUTANT_EQUIVALENT &&
           mutant->status != MUTANT_DUPLICATE;
}

static bool is_excluded(const struct mutate_selection *selection, const struct mutant *mutant, const char **ret_glob)
{
    const char *path = selection->root ? path_below(mutant->path, selection->root) : mutant->path;
    for (size_t i = 0; i < selection->exclude_count; i++)
        if (globs_match(selection->exclude[i], path) || globs_match(selection->exclude[i], mutant->function)) {
            *ret_glob = selection->exclude[i];
            return true;
        }
    return false;
}

static void leave_out_excluded(const struct mutate_selection *selection, struct mutant_set *set)
{
    for (size_t i = 0; i < set->count; i++) {
        SCOPED(strbuf_release) struct strbuf reason = {0};
        const char *glob;
        if (!is_member(&set->items[i]) || !is_excluded(selection, &set->items[i], &glob))
            continue;
        strbuf_printf(&reason, "suppressed: cet.json excludes '%s'", glob);
        mutant_set_ignore(set, &set->items[i], MUTANT_SUPPRESSED, strbuf_text(&reason));
    }
}

static void leave_out_unchanged(const struct mutate_selection *selection, struct mutant_set *set)
{
    for (size_t i = 0; selection->changed && i < set->count; i++) {
        struct mutant *m = &set->items[i];
        if (is_member(m) && !changed_lines_touch(selection->changed, m->path, m->line, m->end_line))
            mutant_set_ignore(set, m, MUTANT_NOT_SELECTED, "not selected: the line is not changed");
    }
}

struct member {
    struct mutant *mutant;
    uint64_t order; /* of the sample */
    double cost;
};

static size_t list_members(struct mutant_set *set, struct member **ret_members)
{
    struct member *members = memory_new(set->count, sizeof *members);
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        if (is_member(&set->items[i]))
            members[count++].mutant = &set->items[i];
    *ret_members = members;
    return count;
}

static int compare_orders(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    int order = (a->order > b->order) - (a->order < b->order);
    return order ? order : strcmp(a->mutant->id, b->mutant->id);
}

/* Each id draws a number of its own, so that a change of the source does not throw the whole sample over. */
static void leave_out_unsampled(const struct mutate_selection *selection, struct mutant_set *set)
{
    struct member *members;
    size_t count = list_members(set, &members);
    for (size_t i = 0; i < count; i++) {
        struct random_state random = {.state = hash_text(HASH_START ^ selection->seed, members[i].mutant->id)};
        members[i].order = random_next(&random);
    }
    if (count > selection->sample) {
        qsort(members, count, sizeof *members, compare_orders);
        for (size_t i = selection->sample; i < count; i++)
            mutant_set_ignore(set, members[i].mutant, MUTANT_NOT_SELECTED, "not selected: not in the sample");
    }
    free(members);
}

static double measured_cost(const struct mutant *mutant)
{
    return mutant->cpu_ms > 0 ? mutant->cpu_ms : mutant->duration_ms;
}

/* What was not measured is taken for an average one; without any measurement all cost the same. */
static void fill_costs(const struct mutant_set *costs, struct member *members, size_t count)
{
    double sum = 0;
    size_t known = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t at;
        members[i].cost =
            costs && map_find(&costs->index, members[i].mutant->id, &at) ? measured_cost(&costs->items[at]) : 0;
        sum += members[i].cost;
        known += members[i].cost > 0;
    }
    for (size_t i = 0; i < count; i++)
        if (members[i].mutant->status != MUTANT_NO_COVERAGE && members[i].cost <= 0)
            members[i].cost = known ? sum / (double)known : 1;
}

static int compare_costs(const void *left, const void *right)
{
    const struct member *a = left, *b = right;
    int order = (a->cost < b->cost) - (a->cost > b->cost);
    return order ? order : strcmp(a->mutant->id, b->mutant->id);
}

struct shard_load {
    double cost;
    size_t count;
};

static uint32_t lightest(const struct shard_load *loads, uint32_t count)
{
    uint32_t least = 0;
    for (uint32_t i = 1; i < count; i++)
        if (loads[i].cost < loads[least].cost ||
            (loads[i].cost <= loads[least].cost && loads[i].count < loads[least].count))
            least = i;
    return least;
}

/* The costliest first, each to the shard that has least so far (Graham 1969: at most 4/3 of the best split). */
static void leave_out_other_shards(const struct mutate_selection *selection, struct mutant_set *set)
{
    struct member *members;
    size_t count = list_members(set, &members);
    struct shard_load *loads = memory_new(selection->shard_count, sizeof *loads);
    fill_costs(selection->costs, members, count);
    if (count)
        qsort(members, count, sizeof *members, compare_costs);
    for (size_t i = 0; i < count; i++) {
        uint32_t shard = lightest(loads, selection->shard_count);
        loads[shard].cost += members[i].cost;
        loads[shard].count++;
        if (shard + 1 != selection->shard)
            mutant_set_ignore(set, members[i].mutant, MUTANT_NOT_SELECTED, "not selected: another shard judges it");
    }
    free(loads);
    free(members);
}

enum status mutate_select(const struct mutate_selection *selection, struct mutant_set *set, struct error *err)
{
    enum status status = mutate_suppress(set, err);
    if (status != STATUS_OK)
        return status;
    leave_out_excluded(selection, set);
    leave_out_unchanged(selection, set);
    if (selection->sample)
        leave_out_unsampled(selection, set);
    if (selection->shard_count)
        leave_out_other_shards(selection, set);
    return STATUS_OK;
}

enum status mutate_parse_shard(const char *text, uint32_t *ret_shard, uint32_t *ret_count, struct error *err)
{
    unsigned shard = 0, count = 0;
    int length = 0;
    if (strspn(text, "0123456789/") != strlen(text) || sscanf(text, "%5u/%5u%n", &shard, &count, &length) != 2 ||
        (size_t)length != strlen(text) || shard < 1 || shard > count || count > MAX_SHARDS)
        return error_set(err, STATUS_INVALID, "'%s' is no shard: k/n with k from 1 to n, n at most %d", text,
                         MAX_SHARDS);
    *ret_shard = shard;
    *ret_count = count;
    return STATUS_OK;
}
