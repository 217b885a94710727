/* Labels of a switch that are left out: their values go where all others go. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "choose.h"

struct labels {
    uint32_t *nodes; /* CASE nodes of this switch */
    size_t count;
    size_t capacity;
};

static void find_labels(const struct function_graph *graph, uint32_t node, struct labels *labels)
{
    uint32_t end = graph->nodes[node].subtree_end;
    for (uint32_t i = node + 1; i < end; i++) {
        if (graph->nodes[i].kind == NODE_SWITCH)
            i = graph->nodes[i].subtree_end - 1;
        else if (graph->nodes[i].kind == NODE_CASE)
            ARRAY_PUSH(labels->nodes, labels->count, labels->capacity, i);
    }
}

static bool has_label(const struct function_graph *graph, const struct labels *labels, int64_t value)
{
    for (size_t i = 0; i < labels->count; i++) {
        const struct graph_node *label = &graph->nodes[labels->nodes[i]];
        int64_t last = label->text ? strtoll(label->text, NULL, 10) : label->value;
        if (value >= label->value && value <= last)
            return true;
    }
    return false;
}

/* There is one among the first count + 1 values unless ranges cover them. */
static int64_t free_value(const struct function_graph *graph, const struct labels *labels)
{
    int64_t value = 0;
    while (has_label(graph, labels, value))
        value++;
    return value;
}

/* From `case` to behind the colon. */
static bool label_range(const struct chooser *c, uint32_t node, struct source_range *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    bool is_macro = n->flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG);
    const struct graph_node *value = &c->graph->nodes[graph_child(c->graph, node, 0)];
    const struct source_range *all = is_macro ? &n->spelled : &n->range;
    const struct source_range *inside = is_macro ? &value->spelled : &value->range;
    const struct source_text *text = text_of_file(c, all->file);
    size_t at;
    if (!text || inside->file != all->file || !source_text_offset(text, inside->end_line, inside->end_column, &at))
        return false;
    uint32_t column = inside->end_column;
    while (at < text->length && (text->bytes[at] == ' ' || text->bytes[at] == ')')) {
        at++;
        column++;
    }
    if (at == text->length || text->bytes[at] != ':')
        return false;
    *ret = (struct source_range){all->file, all->line, all->column, inside->end_line, column + 1};
    return true;
}

static const char *label_obstacle(const struct chooser *c, uint32_t node, struct edit *ret)
{
    const struct graph_node *n = &c->graph->nodes[node];
    struct source_range range;
    if (n->text)
        return "the label is a range of values";
    if (!label_range(c, node, &range) || !edit_range(c, &range, "", ret))
        return SPREAD_TEXT;
    for (uint32_t at = node; c->graph->nodes[at].kind == NODE_CASE || c->graph->nodes[at].kind == NODE_DEFAULT;) {
        const struct graph_node *label = &c->graph->nodes[at];
        if (label->kind == NODE_DEFAULT)
            return "the default label stands at the same statement";
        at = graph_child(c->graph, at, label->child_count - 1);
        if (at == NO_ID)
            break;
    }
    return NULL;
}

static void add_label(struct site_draft *draft, uint32_t node, int64_t other)
{
    struct chooser *c = draft->chooser;
    int64_t value = c->graph->nodes[node].value;
    char text[32];
    struct edit edit;
    const char *obstacle = label_obstacle(c, node, &edit);
    snprintf(text, sizeof text, "case %" PRId64, value);
    if (!obstacle)
        site_variant(draft, MUTANT_OPERATOR_SWITCH_CASE, text, &edit,
                     (struct cet_mutants_change){.how = CET_CHANGE_CASE, .value = value, .other = other});
}

static void refuse_labels(struct chooser *c, const struct labels *labels)
{
    for (size_t i = 0; i < labels->count; i++) {
        struct edit edit;
        const char *obstacle = label_obstacle(c, labels->nodes[i], &edit);
        if (obstacle)
            refuse_change(c, labels->nodes[i], MUTANT_OPERATOR_SWITCH_CASE, "", obstacle);
    }
}

void choose_switch(struct chooser *c, uint32_t node)
{
    struct labels labels = {0};
    struct site_draft draft;
    struct source_range place = c->graph->nodes[node].flags & (NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG)
                                    ? c->graph->nodes[node].spelled
                                    : c->graph->nodes[node].range;
    if (!operator_is_on(c, MUTANT_OPERATOR_SWITCH_CASE))
        return;
    find_labels(c->graph, node, &labels);
    refuse_labels(c, &labels);
    if (labels.count && site_begin_at(c, node, SHAPE_SWITCH, &place, &draft)) {
        int64_t other = free_value(c->graph, &labels);
        for (size_t i = 0; i < labels.count; i++)
            add_label(&draft, labels.nodes[i], other);
        uint32_t site = site_end(&draft, node);
        if (site != NO_ID)
            site_mark(c, graph_child(c->graph, node, 0), site, ROLE_RESULT);
    }
    free(labels.nodes);
}
