/* A struct of too many fields of which each function uses a few, and not the same ones as the others: several structs
 * in one. Measured over the whole program, for a struct that n functions use, where field f is used by u(f) of them: a
 * function uses sum(u) / n fields on average, and shares sum(u (u - 1)) / (n (n - 1)) with another one on average. */
#include <stdio.h>
#include <stdlib.h>

#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "pass.h"

#define LEAST_FUNCTIONS 5 /* that use it */
#define PART_OF_FIELDS 4  /* on average a function uses at most one in so many */
#define PART_SHARED 2     /* on average two functions share at most one in so many of those that one of them uses */

struct record_uses {
    uint32_t same;        /* type that stands for it: `const struct s` is a type of its own, of the same place */
    uint32_t first_field; /* into the table of fields */
    uint32_t functions;
    uint32_t latest; /* function that was counted last, plus 1 */
};

struct field_uses {
    uint32_t functions;
    uint32_t latest;
};

struct usage {
    struct record_uses *records; /* for each type */
    struct field_uses *fields;   /* of all structs of many fields */
};

static bool is_candidate(const struct check_pass *pass, const struct fact_type *type)
{
    return type->kind == TYPE_STRUCT && type->field_count > pass->thresholds->struct_fields &&
           !(type->flags & TYPE_FLAG_SYSTEM);
}

static uint32_t record_of(const struct facts *facts, const struct function_graph *graph, uint32_t member)
{
    uint32_t base = graph_child(graph, member, 0);
    uint32_t type = base == NO_ID ? NO_ID : facts_resolve_type(facts, graph->nodes[base].type);
    if (type < facts->type_count && graph->nodes[member].op == OP_ARROW)
        type = facts_resolve_type(facts, facts->types[type].target);
    return type;
}

static void count_function(const struct check_pass *pass, uint32_t f, struct usage *usage)
{
    const struct facts *facts = pass->facts;
    const struct function_graph *graph = &facts->functions[f].graph;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        if (graph->nodes[i].kind != NODE_MEMBER)
            continue;
        uint32_t type = record_of(facts, graph, i), field = graph->nodes[i].symbol;
        if (type >= facts->type_count || !is_candidate(pass, &facts->types[type]))
            continue;
        type = usage->records[type].same;
        if (field >= facts->types[type].field_count)
            continue;
        struct record_uses *record = &usage->records[type];
        struct field_uses *uses = &usage->fields[record->first_field + field];
        record->functions += record->latest != f + 1;
        uses->functions += uses->latest != f + 1;
        record->latest = uses->latest = f + 1;
    }
}

static void report(struct check_pass *pass, const struct fact_type *type, const struct record_uses *record,
                   const struct field_uses *fields)
{
    double functions = record->functions, used = 0, shared = 0;
    for (uint32_t i = 0; i < type->field_count; i++) {
        used += fields[i].functions;
        shared += (double)fields[i].functions * ((double)fields[i].functions - 1);
    }
    used /= functions;
    shared /= functions * (functions - 1);
    if (used * PART_OF_FIELDS > type->field_count || shared * PART_SHARED > used)
        return;
    struct source_range range = {type->place.file, type->place.line, type->place.column, type->place.line,
                                 type->place.column};
    check_report(pass, &(struct check_place){.range = range},
                 "'%s' has %u fields, more than %u, and %u functions use %.1f of them on average, mostly others each; "
                 "make structs of what is used together",
                 type->name, type->field_count, pass->thresholds->struct_fields, record->functions, used);
}

/* Gives each candidate its fields, types of one place the same ones; how many fields there are in all. */
static uint32_t number_fields(const struct check_pass *pass, struct usage *usage)
{
    const struct facts *facts = pass->facts;
    SCOPED(map_release) struct map places = {0};
    uint32_t field_count = 0;
    for (uint32_t i = 0; i < facts->type_count; i++) {
        const struct fact_type *type = &facts->types[i];
        if (!is_candidate(pass, type))
            continue;
        char place[64];
        snprintf(place, sizeof place, "%u:%u:%u", type->place.file, type->place.line, type->place.column);
        usage->records[i].same = type->place.line ? (uint32_t)map_add(&places, place, i, NULL) : i;
        usage->records[i].first_field = field_count;
        field_count += type->field_count;
    }
    return field_count;
}

void check_god_struct(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct usage usage = {.records = memory_new((size_t)facts->type_count + 1, sizeof *usage.records)};
    uint32_t field_count = number_fields(pass, &usage);
    usage.fields = memory_new((size_t)field_count + 1, sizeof *usage.fields);
    for (uint32_t f = 0; field_count && f < facts->function_count; f++)
        count_function(pass, f, &usage);
    for (uint32_t i = 0; i < facts->type_count; i++)
        if (usage.records[i].functions >= LEAST_FUNCTIONS)
            report(pass, &facts->types[i], &usage.records[i], &usage.fields[usage.records[i].first_field]);
    free(usage.fields);
    free(usage.records);
}
