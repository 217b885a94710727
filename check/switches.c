#include "switches.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

void switch_labels_find(const struct function_graph *graph, uint32_t node, struct switch_labels *ret_labels)
{
    ret_labels->case_count = 0;
    ret_labels->default_label = NO_ID;
    ret_labels->is_cut = false;
    for (uint32_t i = node + 1; i < graph->nodes[node].subtree_end; i++) {
        const struct graph_node *n = &graph->nodes[i];
        if (n->kind == NODE_SWITCH) {
            i = n->subtree_end - 1;
        } else if (n->kind == NODE_DEFAULT) {
            ret_labels->default_label = i;
        } else if (n->kind == NODE_CASE) {
            if (ret_labels->case_count == SWITCH_MAX_LABELS) {
                ret_labels->is_cut = true;
                return;
            }
            uint32_t at = ret_labels->case_count++;
            ret_labels->cases[at].first = n->value;
            ret_labels->cases[at].last = n->text ? strtoll(n->text, NULL, 10) : n->value;
        }
    }
}

bool switch_names(const struct switch_labels *labels, int64_t value)
{
    for (uint32_t i = 0; i < labels->case_count; i++)
        if (value >= labels->cases[i].first && value <= labels->cases[i].last)
            return true;
    return labels->is_cut;
}

const struct fact_type *switched_enum(const struct facts *facts, const struct function_graph *graph, uint32_t node)
{
    uint32_t condition = graph_skip_implicit(graph, graph_child(graph, node, 0));
    if (condition >= graph->node_count)
        return NULL;
    uint32_t type = facts_resolve_type(facts, graph->nodes[condition].type);
    return type < facts->type_count && facts->types[type].kind == TYPE_ENUM ? &facts->types[type] : NULL;
}

/* The last word of a name: "count" of MODE_COUNT and modeCount. */
static bool ends_in_word(const char *name, const char *word)
{
    size_t length = strlen(name), word_length = strlen(word);
    if (length <= word_length)
        return false;
    const char *end = name + length - word_length;
    for (size_t i = 0; i < word_length; i++)
        if (tolower((unsigned char)end[i]) != word[i])
            return false;
    return end[-1] == '_' || (isupper((unsigned char)end[0]) && islower((unsigned char)end[-1]));
}

static bool begins_with_word(const char *name, const char *word)
{
    for (; *word; word++, name++)
        if (tolower((unsigned char)*name) != *word)
            return false;
    return *name == '_';
}

/* Names one more than the last value, for the size of tables and the bound of loops. */
static bool only_counts(const struct fact_type *type, uint32_t index)
{
    static const char *const last_words[] = {"count", "max",   "last",  "num",     "end",
                                             "size",  "total", "limit", "sentinel"};
    static const char *const first_words[] = {"num", "n", "max", "count", "nr", "last"};
    const char *name = type->enumerators[index].name;
    if (index + 1 != type->enumerator_count || index == 0)
        return false;
    while (*name == '_')
        name++;
    for (size_t i = 0; i < sizeof last_words / sizeof *last_words; i++)
        if (ends_in_word(name, last_words[i]))
            return true;
    for (size_t i = 0; i < sizeof first_words / sizeof *first_words; i++)
        if (begins_with_word(name, first_words[i]))
            return true;
    return false;
}

const struct type_enumerator *first_unnamed(const struct fact_type *type, const struct switch_labels *labels,
                                            uint32_t *ret_count)
{
    const struct type_enumerator *first = NULL;
    *ret_count = 0;
    for (uint32_t i = 0; i < type->enumerator_count; i++) {
        if (switch_names(labels, type->enumerators[i].value) || only_counts(type, i))
            continue;
        if (!first)
            first = &type->enumerators[i];
        ++*ret_count;
    }
    return first;
}
