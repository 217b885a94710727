/* What a call does with a parameter that it is given: by what libc is known to do, by format attributes, by the name.
 */
#include "cet/model/libc_roles.h"
#include "param_notes.h"
#include "param_walk.h"

static void apply_role(struct param_walk *walk, struct param_uses *uses, uint32_t call, const struct libc_role *role)
{
    static const uint32_t flags[] = {
        [LIBC_STRING_IN] = PARAM_STRING,
        [LIBC_FILE_NAME] = PARAM_STRING | PARAM_FILE_NAME,
        [LIBC_STRING_OUT] = PARAM_WRITTEN_UNBOUNDED,
        [LIBC_STRING_INOUT] = PARAM_STRING | PARAM_WRITTEN_UNBOUNDED,
        [LIBC_BUFFER_IN] = PARAM_BUFFER,
        [LIBC_BUFFER_OUT] = PARAM_BUFFER,
        [LIBC_BUFFER_INOUT] = PARAM_BUFFER,
        [LIBC_FREED] = PARAM_FREED,
        [LIBC_ALLOCATION_SIZE] = PARAM_ALLOCATION_SIZE,
    };
    uses->flags |= walk->is_part ? 0 : flags[role->kind];
    if (role->kind == LIBC_STRING_IN || role->kind == LIBC_FILE_NAME || role->kind == LIBC_STRING_INOUT ||
        role->kind == LIBC_BUFFER_IN || role->kind == LIBC_BUFFER_INOUT)
        param_note_read(uses, call);
    if (role->kind == LIBC_STRING_OUT || role->kind == LIBC_STRING_INOUT || role->kind == LIBC_BUFFER_OUT ||
        role->kind == LIBC_BUFFER_INOUT)
        param_note_write(uses, node_at(walk, call)->subtree_end);
    uint32_t length =
        role->length_argument == NO_ID ? NO_ID : graph_child(walk->graph, call, role->length_argument + 1);
    if (length == NO_ID || walk->is_part)
        return;
    param_walk_pair(walk, uses, param_walk_integer_in(walk, length));
    const struct graph_node *size = node_at(walk, graph_skip_casts(walk->graph, length));
    if ((size->kind == NODE_INT_LITERAL || size->flags & NODE_FLAG_HAS_VALUE) && size->value > 0 &&
        (uint64_t)size->value > uses->least_bytes)
        uses->least_bytes = (uint64_t)size->value;
}

/* The name by which a call through a pointer goes: of the member, variable or parameter. */
static const char *callee_name(const struct param_walk *walk, uint32_t call)
{
    const struct graph_node *node = node_at(walk, call);
    if (node->symbol != NO_ID)
        return walk->facts->functions[node->symbol].name;
    const struct graph_node *callee = node_at(walk, graph_skip_casts(walk->graph, graph_child(walk->graph, call, 0)));
    if (callee->kind == NODE_GLOBAL)
        return walk->facts->globals[callee->symbol].name;
    if (callee->kind == NODE_PARAM)
        return walk->function->params[callee->symbol].name;
    if (callee->kind == NODE_LOCAL)
        return walk->graph->locals[callee->symbol].name;
    if (callee->kind != NODE_MEMBER || !callee->child_count)
        return "";
    uint32_t record = facts_resolve_type(walk->facts, node_at(walk, walk->graph->children[callee->first_child])->type);
    if (callee->op == OP_ARROW && record != NO_ID && walk->facts->types[record].kind == TYPE_POINTER)
        record = facts_resolve_type(walk->facts, walk->facts->types[record].target);
    if (record == NO_ID || callee->symbol >= walk->facts->types[record].field_count)
        return "";
    return walk->facts->types[record].fields[callee->symbol].name;
}

void param_follow_argument(struct param_walk *walk, struct param_uses *uses, uint32_t call, uint32_t argument)
{
    const struct graph_node *node = node_at(walk, call);
    uint32_t position = 0;
    while (position < node->child_count && !is_child(walk, call, position, argument))
        position++;
    if (position == 0) {
        uses->flags |= PARAM_CALLED;
        return;
    }
    position--;
    param_note_passing(walk, uses, (struct param_passing){call, node->symbol, position, walk->is_part});
    struct libc_role role;
    const char *name = callee_name(walk, call);
    if (node->symbol != NO_ID) {
        const struct fact_function *callee = &walk->facts->functions[node->symbol];
        if (!callee->is_defined && libc_role_find(callee->name, position, &role))
            apply_role(walk, uses, call, &role);
        if (callee->format_index == position + 1 &&
            callee->attributes & (ATTRIBUTE_FORMAT_PRINTF | ATTRIBUTE_FORMAT_SCANF))
            uses->flags |= PARAM_FORMAT;
    }
    if (position == 0 && !walk->is_part && param_walk_is_pointer(walk, argument) && libc_is_free_like(name))
        uses->flags |= PARAM_FREED;
}
