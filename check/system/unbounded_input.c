/* gets, and scanf of a word without a width, write as much as comes in; a width above the buffer's does so too. */
#include <string.h>

#include "expressions.h"
#include "formats.h"
#include "libc.h"
#include "pass.h"
#include "storage.h"
#include "texts.h"
#include "types.h"

struct input {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    uint32_t call;
    const char *callee;
    uint32_t source; /* the text that sscanf reads, NO_ID: a stream */
};

static uint64_t room_in(const struct input *input, uint32_t target)
{
    uint64_t bytes = 0;
    uint32_t array = storage_fixed_array(input->pass->facts, input->graph, target, &bytes);
    if (array == NO_ID)
        return 0;
    const struct fact_type *element = element_type(input->pass->facts, input->graph->nodes[array].type);
    return element && element->size_bytes ? bytes / element->size_bytes : 0;
}

static bool fits_anyway(const struct input *input, uint64_t room)
{
    if (input->source == NO_ID || !room)
        return false;
    struct text_knowledge known = text_find(input->pass->facts, input->function, input->source);
    return (known.is_bounded && known.longest < room) ||
           text_is_measured(input->pass->facts, input->function, input->source, input->call);
}

/* True when something was found. */
static bool look_at_conversion(const struct input *input, const struct format_conversion *conversion, uint32_t target)
{
    bool is_text = conversion->type == 's' || conversion->type == '[';
    if (conversion->is_skipped || conversion->is_allocated || (!is_text && conversion->type != 'c'))
        return false;
    uint64_t room = room_in(input, target), needed = conversion->width + is_text;
    struct check_place place = {.function = input->function, .range = input->graph->nodes[input->call].range};
    const char *name = place_text(input->pass->facts, input->function, target, input->pass->arena);
    if (conversion->has_width && room && needed > room) {
        place.level_shift = 1;
        check_report(input->pass, &place, "'%s' writes up to %llu characters to '%s', which has room for %llu",
                     input->callee, (unsigned long long)needed, name, (unsigned long long)room);
        return true;
    }
    if (conversion->has_width || !is_text || fits_anyway(input, room))
        return false;
    check_report(input->pass, &place, "'%s' writes as many characters to '%s' as come in; give '%%%c' a width",
                 input->callee, name, conversion->type);
    return true;
}

static void look_at_scanf(const struct input *input, uint32_t format_child)
{
    const char *format =
        text_literal(input->pass->facts, input->graph, graph_child(input->graph, input->call, format_child));
    if (!format)
        return;
    struct format_reader reader = {.text = format, .is_scanf = true};
    struct format_conversion conversion;
    while (format_next(&reader, &conversion)) {
        uint32_t target = graph_child(input->graph, input->call, format_child + 1 + conversion.argument);
        if (target != NO_ID && look_at_conversion(input, &conversion, target))
            return;
    }
}

static void look_at_call(struct check_pass *pass, const struct fact_function *function, uint32_t call)
{
    const struct function_graph *graph = &function->graph;
    const struct fact_function *callee = called_function(pass->facts, graph, call);
    if (!callee || (callee->is_defined && !callee->format_index))
        return;
    struct input input = {pass, function, graph, call, callee->name, NO_ID};
    if (!strcmp(callee->name, "gets") && libc_find(callee)) {
        check_report(pass,
                     &(struct check_place){.function = function, .range = graph->nodes[call].range, .level_shift = 1},
                     "gets writes as much as comes in, whatever the size of '%s'; use fgets",
                     place_text(pass->facts, function, graph_child(graph, call, 1), pass->arena));
    } else if (callee->format_index && callee->attributes & ATTRIBUTE_FORMAT_SCANF && callee->is_variadic) {
        if (strstr(callee->name, "sscanf"))
            input.source = graph_child(graph, call, 1);
        look_at_scanf(&input, callee->format_index);
    }
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    for (uint32_t i = 0; i < function->graph.node_count; i++)
        if (function->graph.nodes[i].kind == NODE_CALL)
            look_at_call(pass, function, i);
}

void check_unbounded_input(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
