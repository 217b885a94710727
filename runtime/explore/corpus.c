#include "corpus.h"

#include <string.h>

#include "learned.h"
#include "store.h"
#include "tables.h"
#include "trace.h"

#define ENTRIES 60000u
#define HELPER_RUNS 300u   /* without an edge that is new */
#define HELPER_COST 10u    /* runs that a crash or a hang counts for */
#define HELPER_PERCENT 40u /* of the draws of a helper that hold */
#define SEEN_SLOTS (1u << 22)

struct corpus {
    uint32_t count, edge_count, covered, known_count;
    struct corpus_entry entries[ENTRIES];
    uint8_t buckets[TRACE_EDGES];      /* hit counts seen, one bit each */
    uint32_t best[TRACE_EDGES];        /* cheapest entry that reaches the edge, index + 1 */
    uint32_t functions[TRACE_EDGES];   /* by edge */
    uint32_t *rows, row_count;         /* one for each function, however many shapes it has */
    uint32_t known_edges[TRACE_EDGES]; /* covered edges in order */
    uint32_t seen[SEEN_SLOTS];
};

static struct corpus *corpus;

/* The compiler lists edges function by function, each starting with its entry. Edge 0 is unused. */
static void map_edges(void)
{
    uint32_t count;
    const struct trace_edge *edges = cet_trace_edges(&count);
    uint32_t function = EXPLORE_NONE;
    for (uint32_t i = 0; i < TRACE_EDGES; i++)
        corpus->functions[i] = EXPLORE_NONE;
    for (uint32_t i = 0; i < count && i + 1 < TRACE_EDGES; i++) {
        if (edges[i].flags & 1) {
            function = EXPLORE_NONE;
            for (uint32_t f = 0; f < cet_explore_unit.function_count; f++)
                if ((uintptr_t)cet_explore_unit.functions[f].address == edges[i].address)
                    function = row_of(f);
        }
        corpus->functions[i + 1] = function;
    }
}

void cet_corpus_open(void)
{
    corpus = cet_store_take(sizeof *corpus);
    corpus->edge_count = cet_trace_edge_count();
    corpus->rows = cet_store_take((cet_explore_unit.function_count + 1) * sizeof *corpus->rows);
    for (uint32_t f = 0; f < cet_explore_unit.function_count; f++)
        if (row_of(f) == f)
            corpus->rows[corpus->row_count++] = f;
    map_edges();
}

uint32_t cet_corpus_count(void)
{
    return corpus->count;
}

struct corpus_entry *cet_corpus_get(uint32_t index)
{
    return &corpus->entries[index];
}

uint32_t cet_edge_function(uint32_t edge)
{
    return edge < TRACE_EDGES ? corpus->functions[edge] : EXPLORE_NONE;
}

bool cet_corpus_is_covered(uint32_t edge)
{
    return corpus->buckets[edge];
}

bool cet_corpus_has_reached(struct edge_hit hit)
{
    return hit.edge >= TRACE_EDGES || !(hit.bucket & ~corpus->buckets[hit.edge]);
}

uint32_t cet_corpus_covered(void)
{
    return corpus->covered;
}

static uint32_t cost_of(const struct program *p)
{
    uint32_t cost = p->step_count * 60u + p->value_count * 8u;
    for (uint16_t i = 0; i < p->value_count; i++)
        cost += p->values[i].kind == VALUE_BUFFER ? p->values[i].length / 64u : p->values[i].length * 2u;
    return cost;
}

struct corpus_entry *cet_corpus_add(const struct program *program, const struct result *result)
{
    if (corpus->count == ENTRIES)
        return NULL;
    struct corpus_entry *entry = &corpus->entries[corpus->count++];
    entry->program = cet_program_keep(program);
    entry->cost = cost_of(program);
    entry->outcome = result->outcome;
    entry->digest = result->digest;
    entry->edge_count = result->edge_count;
    entry->edges = cet_store_take(result->edge_count * sizeof *entry->edges);
    memcpy(entry->edges, result->edges, result->edge_count * sizeof *entry->edges);
    const uint32_t known_before = corpus->known_count;
    for (uint32_t i = 0; i < entry->edge_count; i++) {
        uint32_t edge = entry->edges[i].edge;
        if (edge >= TRACE_EDGES)
            continue;
        if (!corpus->buckets[edge])
            corpus->known_edges[corpus->known_count++] = edge;
        corpus->covered += !corpus->buckets[edge] && edge < TRACE_COMPARES;
        corpus->buckets[edge] |= (uint8_t)entry->edges[i].bucket;
        uint32_t best = corpus->best[edge];
        if (!best || corpus->entries[best - 1].cost > entry->cost)
            corpus->best[edge] = corpus->count;
    }
    if (corpus->known_count > known_before)
        cet_learned_find(program);
    return entry;
}

bool cet_corpus_would_take(const struct result *result)
{
    if (result->outcome != OUTCOME_RETURNED && result->outcome != OUTCOME_EXIT && result->outcome != OUTCOME_ABORT)
        return false;
    bool is_new = false;
    for (uint32_t i = 0; i < result->edge_count && !is_new; i++)
        is_new = !cet_corpus_has_reached(result->edges[i]);
    return is_new;
}

bool cet_corpus_offer(const struct program *program, const struct result *result)
{
    return cet_corpus_would_take(result) && cet_corpus_add(program, result);
}

struct corpus_entry *cet_corpus_pick(void)
{
    if (!corpus->count)
        return NULL;
    uint32_t index = cet_below(corpus->count);
    if (corpus->known_count && percent(65))
        index = corpus->best[corpus->known_edges[cet_below(corpus->known_count)]] - 1;
    else if (percent(50)) /* the newest */
        index = corpus->count - 1 - cet_below(corpus->count < 20 ? corpus->count : 20);
    corpus->entries[index].picks++;
    return &corpus->entries[index];
}

/* A function of another file may lead to what is not reached otherwise; one that does not is soon left alone. */
static bool is_helpful(const struct learned_function *helper)
{
    return percent(HELPER_PERCENT) &&
           (helper->runs + HELPER_COST * helper->crashes < HELPER_RUNS * (1 + helper->finds) || one_in(100));
}

/* One of its shapes. */
static uint32_t any_shape(uint32_t function)
{
    const struct explore_function *f = function_of(function);
    return f->shape_count > 1 ? f->first_shape + cet_below(f->shape_count) : function;
}

uint32_t cet_corpus_choose_function(void)
{
    /* An edge that is left names its function; else any function, crashing ones with less patience. */
    for (int tries = 0; tries < 12; tries++) {
        uint32_t function = corpus->rows[cet_below(corpus->row_count)];
        if (corpus->edge_count > 1 && percent(60)) {
            uint32_t edge = 1 + cet_below(corpus->edge_count - 1);
            if (corpus->buckets[edge] || corpus->functions[edge] == EXPLORE_NONE)
                continue;
            function = corpus->functions[edge];
        }
        const struct learned_function *l = cet_learned(function);
        if (!function_of(function)->is_target && !is_helpful(l))
            continue;
        if (l->runs > 8 && cet_below(l->runs) < l->crashes && !one_in(12))
            continue;
        return any_shape(function);
    }
    return any_shape(corpus->rows[cet_below(corpus->row_count)]);
}

bool cet_corpus_is_new(const struct program *program)
{
    uint64_t hash = cet_program_hash(program);
    uint32_t *slot = &corpus->seen[hash % SEEN_SLOTS];
    uint32_t tag = (uint32_t)(hash >> 32) | 1;
    if (*slot == tag)
        return false;
    *slot = tag;
    return true;
}
