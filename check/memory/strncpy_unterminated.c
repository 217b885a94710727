/* strncpy writes no NUL when the text is as long as the room: what reads the buffer as a text afterwards runs on behind
 * it.
 *
 * Followed over the flow graph, from each strncpy that may leave its NUL out, to a reader of texts, past nothing that
 * puts a NUL there. A field that is never read as a text is no text but bytes. */
#include <string.h>

#include "cet/model/libc_roles.h"
#include "expressions.h"
#include "flow.h"
#include "formats.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"

#define MAX_COPIES 32 /* of one function */

struct copy {
    uint32_t call;
    uint32_t target;
    bool is_reported;
};

struct state {
    uint32_t open; /* bits of copies whose target may lack its NUL */
};

struct copy_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct copy copies[MAX_COPIES];
    uint32_t count;
    bool is_reporting;
};

static const struct libc_function *libc_called(const struct copy_check *check, uint32_t call)
{
    return libc_find(called_function(check->pass->facts, check->graph, call));
}

static bool is_strncpy(const struct libc_function *libc)
{
    return libc && (!strcmp(libc->name, "strncpy") || !strcmp(libc->name, "stpncpy"));
}

/* buf, &buf[0] -> buf */
static uint32_t buffer_of(const struct function_graph *graph, uint32_t node)
{
    node = graph_skip_casts(graph, node);
    if (node == NO_ID || graph->nodes[node].kind != NODE_UNARY || graph->nodes[node].op != OP_ADDRESS)
        return node;
    uint32_t element = graph_skip_casts(graph, graph_child(graph, node, 0));
    int64_t index;
    if (element != NO_ID && graph->nodes[element].kind == NODE_SUBSCRIPT &&
        constant_value(graph, graph_child(graph, element, 1), &index) && index == 0)
        return graph_skip_casts(graph, graph_child(graph, element, 0));
    return node;
}

/* Whether the target held nothing but NULs before, or has one set at its end before the copy. */
static bool is_cleared_before(const struct copy_check *check, uint32_t target, uint32_t call)
{
    const struct function_graph *graph = check->graph;
    uint32_t root = storage_root(graph, target);
    if (root != NO_ID && graph->nodes[root].kind == NODE_GLOBAL)
        return true;
    for (uint32_t i = 0; i < call; i++) {
        const struct graph_node *n = &graph->nodes[i];
        uint32_t first = graph_child(graph, i, 0);
        int64_t value;
        if (n->kind == NODE_DECLARE && first != NO_ID && root != NO_ID && is_same_variable(graph, i, root)) {
            if (graph->nodes[graph_skip_implicit(graph, first)].kind == NODE_INIT_LIST ||
                graph->nodes[graph_skip_implicit(graph, first)].kind == NODE_STRING_LITERAL)
                return true;
            const struct fact_function *source =
                called_function(check->pass->facts, graph, graph_skip_casts(graph, first));
            if (source && strstr(source->name, "calloc"))
                return true;
        } else if (n->kind == NODE_CALL) {
            const struct libc_function *libc = libc_called(check, i);
            uint32_t cleared = storage_root(graph, graph_child(graph, i, 1));
            if (libc && (!strcmp(libc->name, "memset") || !strcmp(libc->name, "bzero")) && cleared != NO_ID &&
                root != NO_ID && is_same_variable(graph, cleared, root))
                return true;
        } else if (n->kind == NODE_ASSIGN && first != NO_ID && graph->nodes[first].kind == NODE_SUBSCRIPT) {
            if (constant_value(graph, graph_child(graph, i, 1), &value) && value == 0 &&
                is_same_place(graph, graph_child(graph, first, 0), target))
                return true;
        } else if (n->kind == NODE_ASSIGN && first != NO_ID && is_same_place(graph, first, target)) {
            const struct fact_function *source =
                called_function(check->pass->facts, graph, graph_skip_casts(graph, graph_child(graph, i, 1)));
            if (source && strstr(source->name, "calloc"))
                return true;
        }
    }
    return false;
}

/* strlen(s) + 1: the NUL is copied too. */
static bool is_size_of_text(const struct copy_check *check, uint32_t size, uint32_t text)
{
    const struct function_graph *graph = check->graph;
    size = graph_skip_casts(graph, size);
    if (size == NO_ID || graph->nodes[size].kind != NODE_BINARY || graph->nodes[size].op != OP_ADD)
        return false;
    uint32_t left = graph_skip_casts(graph, graph_child(graph, size, 0));
    const struct fact_function *callee = left == NO_ID ? NULL : called_function(check->pass->facts, graph, left);
    return callee && !strcmp(callee->name, "strlen") && is_same_place(graph, graph_child(graph, left, 1), text);
}

static bool may_lack_nul(const struct copy_check *check, uint32_t call, uint32_t target)
{
    const struct function_graph *graph = check->graph;
    uint32_t text = graph_child(graph, call, 2), size = graph_child(graph, call, 3);
    if (text == NO_ID || size == NO_ID)
        return false;
    int64_t limit;
    uint64_t bytes = 0;
    bool is_constant = constant_value(graph, size, &limit) && limit >= 0;
    struct text_knowledge known = text_find(check->pass->facts, check->function, text);
    if (is_constant && known.is_bounded && known.longest < (uint64_t)limit)
        return false;
    if (is_size_of_text(check, size, text) || text_is_measured(check->pass->facts, check->function, text, call))
        return false;
    uint32_t array = storage_fixed_array(check->pass->facts, graph, target, &bytes);
    bool has_room = !is_constant || array == NO_ID || (uint64_t)limit < bytes;
    if (!has_room)
        return true;
    /* a struct whose fields are filled up to their last byte is taken to have been cleared where it was made */
    if (array != NO_ID && graph->nodes[array].kind == NODE_MEMBER)
        return false;
    return !is_cleared_before(check, target, call);
}

static void collect_copies(struct copy_check *check)
{
    const struct function_graph *graph = check->graph;
    for (uint32_t i = 0; i < graph->node_count && check->count < MAX_COPIES; i++) {
        if (graph->nodes[i].kind != NODE_CALL || !is_strncpy(libc_called(check, i)))
            continue;
        uint32_t target = buffer_of(graph, graph_child(graph, i, 1));
        if (target != NO_ID && may_lack_nul(check, i, target))
            check->copies[check->count++] = (struct copy){i, target, false};
    }
}

static void report(struct copy_check *check, struct copy *copy, struct source_range use)
{
    if (!check->is_reporting || copy->is_reported)
        return;
    copy->is_reported = true;
    struct check_place place = {.function = check->function,
                                .range = check->graph->nodes[copy->call].range,
                                .note = {use, "it is read as a text here"}};
    check_report(check->pass, &place, "'%s' has no NUL when the text is too long; set its last byte to 0",
                 place_text(check->pass->facts, check->function, copy->target, check->pass->arena));
}

enum text_effect { EFFECT_NONE, EFFECT_READS, EFFECT_ENDS };

/* A printed text, unless its length is given with it. */
static enum text_effect effect_of_format(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                                         uint32_t format_child, uint32_t child)
{
    const char *format = text_literal(facts, graph, graph_child(graph, call, format_child));
    struct format_reader reader = {.text = format};
    struct format_conversion conversion;
    while (format && format_next(&reader, &conversion))
        if (format_child + 1 + conversion.argument == child)
            return conversion.type == 's' && !conversion.has_limit ? EFFECT_READS : EFFECT_NONE;
    return format ? EFFECT_NONE : EFFECT_READS;
}

/* A function of the program that is given a text that it may not change reads it, unless a size goes with it. */
static enum text_effect effect_of_own_call(const struct facts *facts, const struct function_graph *graph,
                                           const struct fact_function *callee, uint32_t call, uint32_t child)
{
    if (!callee || child > callee->param_count || !is_read_only_type(facts, callee->params[child - 1].type) ||
        !is_text_type(facts, callee->params[child - 1].type))
        return EFFECT_ENDS; /* may well end it */
    uint32_t next = graph_child(graph, call, child + 1);
    const struct fact_type *type = next == NO_ID ? NULL : resolved_type(facts, graph->nodes[next].type);
    return type && type->kind == TYPE_INT ? EFFECT_NONE : EFFECT_READS;
}

/* What a call does to the text that its child-th child points to. */
static enum text_effect effect_of_call(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                                       uint32_t child)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    if (callee && callee->format_index && callee->attributes & ATTRIBUTE_FORMAT_PRINTF && child > callee->format_index)
        return effect_of_format(facts, graph, call, callee->format_index, child);
    struct libc_role role;
    if (!callee || callee->is_defined || !libc_role_find(callee->name, child - 1, &role))
        return libc_find(callee) ? EFFECT_NONE : effect_of_own_call(facts, graph, callee, call, child);
    switch (role.kind) {
    case LIBC_STRING_IN:
    case LIBC_FILE_NAME:
        return role.length_argument == NO_ID ? EFFECT_READS : EFFECT_NONE;
    case LIBC_STRING_INOUT:
        return EFFECT_READS;
    case LIBC_BUFFER_IN:
        return EFFECT_NONE;
    default:
        return EFFECT_ENDS;
    }
}

static void see_argument(struct copy_check *check, struct state *state, uint32_t call, uint32_t child)
{
    const struct function_graph *graph = check->graph;
    uint32_t argument = buffer_of(graph, graph_child(graph, call, child));
    for (uint32_t i = 0; i < check->count; i++) {
        if (!(state->open & 1u << i) || !is_same_place(graph, argument, check->copies[i].target))
            continue;
        enum text_effect effect = effect_of_call(check->pass->facts, graph, call, child);
        if (effect == EFFECT_READS)
            report(check, &check->copies[i], graph->nodes[call].range);
        if (effect != EFFECT_NONE)
            state->open &= ~(1u << i);
    }
}

static void see_call(struct copy_check *check, struct state *state, uint32_t call)
{
    for (uint32_t i = 1; i < check->graph->nodes[call].child_count; i++)
        see_argument(check, state, call, i);
    for (uint32_t i = 0; i < check->count; i++)
        if (check->copies[i].call == call)
            state->open |= 1u << i;
}

/* buf[n] = 0, *(buf + n) = 0, buf = other, *s = (struct text){0} */
static void see_assignment(struct copy_check *check, struct state *state, uint32_t node)
{
    const struct function_graph *graph = check->graph;
    uint32_t place = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (place == NO_ID)
        return;
    bool is_element = graph->nodes[place].kind == NODE_SUBSCRIPT ||
                      (graph->nodes[place].kind == NODE_UNARY && graph->nodes[place].op == OP_DEREF);
    uint32_t root = storage_root(graph, place);
    for (uint32_t i = 0; i < check->count; i++) {
        uint32_t target = check->copies[i].target;
        uint32_t target_root = storage_root(graph, target);
        if (is_element ? root != NO_ID && target_root != NO_ID && is_same_variable(graph, root, target_root)
                       : is_same_place(graph, place, target) || is_same_place(graph, place, target_root))
            state->open &= ~(1u << i);
    }
}

/* A block that the caller gets: it is handed on as a text. */
static void see_return(struct copy_check *check, const struct state *state, uint32_t node)
{
    const struct function_graph *graph = check->graph;
    uint32_t value = graph_skip_casts(graph, graph_child(graph, node, 0));
    if (value == NO_ID || graph->nodes[value].kind != NODE_LOCAL)
        return;
    for (uint32_t i = 0; i < check->count; i++)
        if (state->open & 1u << i && is_same_place(graph, value, check->copies[i].target))
            report(check, &check->copies[i], graph->nodes[node].range);
}

static void visit(void *context, void *state_bytes, uint32_t node)
{
    struct copy_check *check = context;
    switch ((enum node_kind)check->graph->nodes[node].kind) {
    case NODE_CALL:
        see_call(check, state_bytes, node);
        break;
    case NODE_ASSIGN:
        see_assignment(check, state_bytes, node);
        break;
    case NODE_RETURN:
        see_return(check, state_bytes, node);
        break;
    default:
        break;
    }
}

/* if (buf[n] != 0) ...: on the other branch there is a NUL. */
static bool branch(void *context, void *state_bytes, uint32_t condition, bool is_true)
{
    struct copy_check *check = context;
    struct state *state = state_bytes;
    const struct function_graph *graph = check->graph;
    int64_t zero;
    uint32_t element = graph_skip_casts(graph, condition);
    bool is_zero = !is_true;
    if (graph->nodes[element].kind == NODE_BINARY &&
        (graph->nodes[element].op == OP_EQ || graph->nodes[element].op == OP_NE) &&
        constant_value(graph, graph_child(graph, element, 1), &zero) && zero == 0) {
        is_zero = (graph->nodes[element].op == OP_EQ) == is_true;
        element = graph_skip_casts(graph, graph_child(graph, element, 0));
    }
    if (!is_zero || element == NO_ID || graph->nodes[element].kind != NODE_SUBSCRIPT)
        return true;
    for (uint32_t i = 0; i < check->count; i++)
        if (is_same_place(graph, graph_child(graph, element, 0), check->copies[i].target))
            state->open &= ~(1u << i);
    return true;
}

static bool join(void *context, void *into, const void *from)
{
    (void)context;
    struct state *state = into;
    uint32_t before = state->open;
    state->open |= ((const struct state *)from)->open;
    return state->open != before;
}

static const struct fact_type *record_of(const struct facts *facts, const struct function_graph *graph, uint32_t member)
{
    uint32_t base = graph_child(graph, member, 0);
    const struct fact_type *type = base == NO_ID ? NULL : resolved_type(facts, graph->nodes[base].type);
    return type && type->kind == TYPE_POINTER ? resolved_type(facts, type->target) : type;
}

/* Qualified or not. */
static bool is_same_record(const struct fact_type *a, const struct fact_type *b)
{
    return a == b ||
           (a && b && a->kind == b->kind && a->field_count == b->field_count && a->place.line &&
            a->place.file == b->place.file && a->place.line == b->place.line && a->place.column == b->place.column);
}

/* Where any function reads the field as a text; zeroed: nowhere. */
static struct source_range find_reader_of_field(const struct facts *facts, const struct function_graph *own,
                                                uint32_t field)
{
    const struct fact_type *record = record_of(facts, own, field);
    for (uint32_t f = 0; record && f < facts->function_count; f++) {
        const struct function_graph *graph = &facts->functions[f].graph;
        for (uint32_t i = 0; i < graph->node_count; i++) {
            if (graph->nodes[i].kind != NODE_MEMBER || graph->nodes[i].symbol != own->nodes[field].symbol ||
                !is_same_record(record_of(facts, graph, i), record))
                continue;
            uint32_t child = i, parent = graph->nodes[i].parent;
            while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST) {
                child = parent;
                parent = graph->nodes[parent].parent;
            }
            for (uint32_t c = 1;
                 parent != NO_ID && graph->nodes[parent].kind == NODE_CALL && c < graph->nodes[parent].child_count; c++)
                if (graph_child(graph, parent, c) == child && effect_of_call(facts, graph, parent, c) == EFFECT_READS)
                    return graph->nodes[parent].range;
        }
    }
    return (struct source_range){.file = NO_ID};
}

/* A field that is left without its NUL, and that another function reads as a text. */
static void report_fields(struct copy_check *check, const struct flow *flow)
{
    const struct state *state = flow_state_at(flow, check->graph->exit_block);
    for (uint32_t i = 0; state && i < check->count; i++) {
        struct copy *copy = &check->copies[i];
        if (!(state->open & 1u << i) || copy->is_reported || check->graph->nodes[copy->target].kind != NODE_MEMBER)
            continue;
        struct source_range reader = find_reader_of_field(check->pass->facts, check->graph, copy->target);
        if (reader.file != NO_ID)
            report(check, copy, reader);
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    struct copy_check check = {.pass = pass, .function = function, .graph = &function->graph};
    collect_copies(&check);
    if (!check.count)
        return;
    struct flow flow = {.graph = check.graph,
                        .state_size = sizeof(struct state),
                        .context = &check,
                        .join = join,
                        .visit = visit,
                        .branch = branch};
    if (flow_run(&flow, &check.is_reporting))
        report_fields(&check, &flow);
    flow_release(&flow);
}

void check_strncpy_unterminated(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
