/* Parameters of the same names and types that several functions take, and that these hand to each other. Functions
 * whose address goes somewhere keep their form: whoever calls them through the pointer fixes it. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "search.h"
#include "types.h"

#define LEAST_PARAMS 3
#define LEAST_FUNCTIONS 3
#define LEAST_VALUES 2  /* of them that are no pointers to records: those are objects already */
#define MAX_PARAMS 16   /* of one function that are compared */
#define MAX_GROUPS 4096 /* different groups that are counted */

struct group {
    uint32_t words[MAX_PARAMS]; /* numbers of "type name", rising */
    uint32_t count;
    uint32_t functions, hands_on;
};

/* What so many functions take, one in so many of all, is the program's way: `struct error *err`, `lua_State *L`. */
#define MANY_FUNCTIONS 20
#define PART_OF_FUNCTIONS 10

struct clumps {
    struct refactoring_search *search;
    struct map words;
    uint32_t *users;                     /* of each word: functions that take it */
    bool *is_value;                      /* of each word */
    uint32_t (*of_function)[MAX_PARAMS]; /* for each function: numbers of its parameters, rising */
    uint32_t *counts;
    struct group *groups;
    size_t group_count, group_capacity;
    struct map group_index;
    bool *is_taken; /* functions that an earlier suggestion holds */
};

static int compare_words(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

static bool is_free_to_change(const struct refactoring_search *search, uint32_t f)
{
    return is_suggested_for(search, f) && !search->calls.is_named[f] &&
           strcmp(search->facts->functions[f].name, "main") != 0;
}

/* "const char *name" */
static void add_word(struct strbuf *out, const struct facts *facts, const struct fact_param *param)
{
    const char *spelling = facts->types[param->type].spelling;
    size_t length = strlen(spelling);
    strbuf_printf(out, "%s%s%s", spelling, length && spelling[length - 1] == '*' ? "" : " ", param->name);
}

static void read_params(struct clumps *clumps, uint32_t f)
{
    const struct facts *facts = clumps->search->facts;
    const struct fact_function *function = &facts->functions[f];
    for (uint32_t i = 0; i < function->param_count && clumps->counts[f] < MAX_PARAMS; i++) {
        SCOPED(strbuf_release) struct strbuf word = {0};
        const struct fact_param *param = &function->params[i];
        if (!*param->name || param->type >= facts->type_count)
            continue;
        add_word(&word, facts, param);
        clumps->of_function[f][clumps->counts[f]++] =
            (uint32_t)map_add(&clumps->words, strbuf_text(&word), clumps->words.count, NULL);
    }
    qsort(clumps->of_function[f], clumps->counts[f], sizeof(uint32_t), compare_words);
}

static bool is_record_pointer(const struct facts *facts, uint32_t type)
{
    const struct fact_type *element = element_type(facts, type);
    return is_pointer_type(facts, type) && element && (element->kind == TYPE_STRUCT || element->kind == TYPE_UNION);
}

/* Takes what everybody takes out of the lists, and notes which words are values. */
static void sort_out(struct clumps *clumps)
{
    const struct facts *facts = clumps->search->facts;
    uint32_t functions = 0;
    clumps->users = memory_new(clumps->words.count + 1, sizeof *clumps->users);
    clumps->is_value = memory_new(clumps->words.count + 1, sizeof *clumps->is_value);
    for (uint32_t f = 0; f < facts->function_count; f++) {
        functions += clumps->counts[f] > 0;
        for (uint32_t i = 0; i < clumps->counts[f]; i++)
            clumps->users[clumps->of_function[f][i]]++;
    }
    for (uint32_t f = 0; f < facts->function_count; f++) {
        const struct fact_function *function = &facts->functions[f];
        uint32_t kept = 0;
        for (uint32_t i = 0; i < clumps->counts[f]; i++) {
            uint32_t users = clumps->users[clumps->of_function[f][i]];
            if (users < MANY_FUNCTIONS || users * PART_OF_FUNCTIONS < functions)
                clumps->of_function[f][kept++] = clumps->of_function[f][i];
        }
        for (uint32_t i = 0; clumps->counts[f] && i < function->param_count; i++) {
            SCOPED(strbuf_release) struct strbuf word = {0};
            uint64_t number;
            if (function->params[i].type >= facts->type_count)
                continue;
            add_word(&word, facts, &function->params[i]);
            if (map_find(&clumps->words, strbuf_text(&word), &number))
                clumps->is_value[number] = !is_record_pointer(facts, function->params[i].type);
        }
        clumps->counts[f] = kept;
    }
}

static uint32_t count_values(const struct clumps *clumps, const uint32_t *words, uint32_t count)
{
    uint32_t values = 0;
    for (uint32_t i = 0; i < count; i++)
        values += clumps->is_value[words[i]];
    return values;
}

static uint32_t common(const uint32_t *a, uint32_t a_count, const uint32_t *b, uint32_t b_count, uint32_t *ret_words)
{
    uint32_t count = 0;
    for (uint32_t i = 0, k = 0; i < a_count && k < b_count;) {
        if (a[i] == b[k]) {
            ret_words[count++] = a[i];
            i++;
            k++;
        } else if (a[i] < b[k]) {
            i++;
        } else {
            k++;
        }
    }
    return count;
}

static void note_group(struct clumps *clumps, const uint32_t *words, uint32_t count)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    bool is_new;
    for (uint32_t i = 0; i < count; i++)
        strbuf_printf(&key, "%u,", words[i]);
    uint64_t index = map_add(&clumps->group_index, strbuf_text(&key), clumps->group_count, &is_new);
    if (is_new) {
        struct group group = {.count = count};
        memcpy(group.words, words, count * sizeof *words);
        ARRAY_PUSH(clumps->groups, clumps->group_count, clumps->group_capacity, group);
    }
    clumps->groups[index].hands_on++;
}

/* Whether the call hands the caller's own parameters of the group to those of the callee that have their names. */
static bool hands_all_on(const struct clumps *clumps, const struct call_edge *edge, const uint32_t *words,
                         uint32_t count)
{
    const struct facts *facts = clumps->search->facts;
    const struct fact_function *caller = &facts->functions[edge->caller], *callee = &facts->functions[edge->callee];
    uint32_t handed = 0;
    for (uint32_t i = 0; i < callee->param_count; i++) {
        uint32_t argument = graph_skip_casts(&caller->graph, graph_child(&caller->graph, edge->node, i + 1));
        if (argument >= caller->graph.node_count || caller->graph.nodes[argument].kind != NODE_PARAM)
            continue;
        const struct fact_param *from = &caller->params[caller->graph.nodes[argument].symbol];
        if (strcmp(from->name, callee->params[i].name) != 0 || from->type >= facts->type_count)
            continue;
        SCOPED(strbuf_release) struct strbuf word = {0};
        uint64_t number;
        add_word(&word, facts, from);
        if (map_find(&clumps->words, strbuf_text(&word), &number))
            for (uint32_t k = 0; k < count; k++)
                handed += words[k] == number;
    }
    return handed == count;
}

static void find_groups(struct clumps *clumps)
{
    const struct call_circles *calls = &clumps->search->calls;
    for (size_t i = 0; i < calls->edge_count && clumps->group_count < MAX_GROUPS; i++) {
        const struct call_edge *edge = &calls->edges[i];
        uint32_t words[MAX_PARAMS];
        if (edge->caller == edge->callee)
            continue;
        uint32_t count = common(clumps->of_function[edge->caller], clumps->counts[edge->caller],
                                clumps->of_function[edge->callee], clumps->counts[edge->callee], words);
        if (count >= LEAST_PARAMS && count_values(clumps, words, count) >= LEAST_VALUES &&
            hands_all_on(clumps, edge, words, count))
            note_group(clumps, words, count);
    }
}

static bool takes_group(const struct clumps *clumps, uint32_t f, const struct group *group)
{
    uint32_t words[MAX_PARAMS];
    return clumps->counts[f] >= group->count &&
           common(clumps->of_function[f], clumps->counts[f], group->words, group->count, words) == group->count;
}

static int compare_groups(const void *a, const void *b)
{
    const struct group *left = a, *right = b;
    uint32_t of_left = left->functions * left->count, of_right = right->functions * right->count;
    if (of_left != of_right)
        return of_left > of_right ? -1 : 1;
    return memcmp(left->words, right->words, sizeof left->words);
}

static const char *list_words(const struct clumps *clumps, const struct group *group)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    for (uint32_t i = 0; i < group->count; i++)
        strbuf_printf(&text, "%s'%s'", i ? ", " : "", clumps->words.entries[group->words[i]].key);
    return arena_strdup(&clumps->search->arena, strbuf_text(&text));
}

static void suggest(struct clumps *clumps, const struct group *group)
{
    struct refactoring_search *search = clumps->search;
    const struct facts *facts = search->facts;
    uint32_t functions = 0, first = NO_ID;
    for (uint32_t f = 0; f < facts->function_count; f++)
        if (takes_group(clumps, f, group) && !clumps->is_taken[f]) {
            functions++;
            first = first == NO_ID ? f : first;
        }
    if (functions < LEAST_FUNCTIONS || group->hands_on * 2 < functions)
        return;
    suggestion_begin(search, REFACTORING_introduce_struct, facts->functions[first].name, facts->functions[first].range);
    search->draft.refactoring.end_line = facts->functions[first].range.line;
    for (uint32_t f = 0; f < facts->function_count; f++) {
        if (!takes_group(clumps, f, group) || clumps->is_taken[f])
            continue;
        clumps->is_taken[f] = true;
        suggestion_part(search, "takes them", facts->functions[f].name, facts->functions[f].range);
        suggestion_weigh(search, f, group->count);
    }
    suggestion_end(
        search,
        arena_printf(&search->arena, "%s become one struct in %u functions", list_words(clumps, group), functions),
        arena_printf(&search->arena, "%u call%s all %u of them on unchanged", group->hands_on,
                     group->hands_on == 1 ? " hands" : "s hand", group->count));
}

void suggest_introduce_struct(struct refactoring_search *search)
{
    const struct facts *facts = search->facts;
    size_t count = (size_t)facts->function_count + 1;
    struct clumps clumps = {.search = search};
    clumps.of_function = memory_new(count, sizeof *clumps.of_function);
    clumps.counts = memory_new(count, sizeof *clumps.counts);
    clumps.is_taken = memory_new(count, sizeof *clumps.is_taken);
    for (uint32_t f = 0; f < facts->function_count; f++)
        if (is_free_to_change(search, f))
            read_params(&clumps, f);
    sort_out(&clumps);
    find_groups(&clumps);
    for (size_t i = 0; i < clumps.group_count; i++)
        for (uint32_t f = 0; f < facts->function_count; f++)
            clumps.groups[i].functions += takes_group(&clumps, f, &clumps.groups[i]);
    if (clumps.group_count)
        qsort(clumps.groups, clumps.group_count, sizeof *clumps.groups, compare_groups);
    for (size_t i = 0; i < clumps.group_count; i++)
        suggest(&clumps, &clumps.groups[i]);
    free(clumps.of_function);
    free(clumps.counts);
    free(clumps.users);
    free(clumps.is_value);
    free(clumps.is_taken);
    free(clumps.groups);
    map_release(&clumps.words);
    map_release(&clumps.group_index);
}
