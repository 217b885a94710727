#include "printed_numbers.h"

#include <string.h>

#include "expressions.h"
#include "formats.h"
#include "ranges.h"

#define NARROW_BITS 16

/* The bytes before the conversion that ends at `end`; "%%" prints one. */
static uint64_t literal_bytes(const char *at, const char *end)
{
    uint64_t count = 0;
    for (; at < end && (at[0] != '%' || at[1] == '%'); at++, count++)
        at += at[0] == '%';
    return count;
}

static uint64_t digits(uint64_t value, unsigned base)
{
    uint64_t count = 1;
    for (; value >= base; value /= base)
        count++;
    return count;
}

static unsigned base_of(char type)
{
    return type == 'o' ? 8 : type == 'x' || type == 'X' ? 16 : type && strchr("diu", type) ? 10 : 0;
}

static bool has_bound_of(const struct function_graph *graph, uint32_t condition, uint32_t place)
{
    for (uint32_t i = condition; i < graph->node_count && i < graph->nodes[condition].subtree_end; i++)
        if (is_value_comparison(graph, i) && graph->nodes[i].op <= OP_GE && mentions_place(graph, i, place))
            return true;
    return false;
}

/* Whether an if around the call asks for the limits of the place: ranges follow fields of variables, not those of
 * fields. */
static bool is_asked_around(const struct function_graph *graph, uint32_t place, uint32_t call)
{
    for (uint32_t at = graph->nodes[call].parent; at < graph->node_count; at = graph->nodes[at].parent)
        if (graph->nodes[at].kind == NODE_IF && has_bound_of(graph, graph_child(graph, at, 0), place))
            return true;
    return false;
}

/* The least and the greatest value that there is evidence for; false: for none. */
static bool plausible_values(struct check_pass *pass, const struct fact_function *function, uint32_t argument,
                             int64_t *ret_low, int64_t *ret_high)
{
    const struct function_graph *graph = &function->graph;
    struct integer_type type;
    struct range range;
    uint32_t value = graph_skip_implicit(graph, argument);
    if (value == NO_ID || !integer_type_of(pass->facts, graph->nodes[value].type, &type) ||
        !range_at(ranges_of(pass, function), argument, &range))
        return false;
    if (type.bits > NARROW_BITS && !range_is_shown(&range))
        return false;
    bool is_whole = range.low <= type.low && range.high >= type.high;
    if (type.bits <= NARROW_BITS && is_whole && is_asked_around(graph, value, argument))
        return false;
    *ret_low = type.bits <= NARROW_BITS ? range.low : range.shown_low;
    *ret_high = type.bits <= NARROW_BITS ? range.high : range.shown_high;
    return true;
}

static uint64_t number_bytes(struct check_pass *pass, const struct fact_function *function,
                             const struct format_conversion *conversion, uint32_t argument)
{
    unsigned base = base_of(conversion->type);
    int64_t low, high;
    uint64_t bytes = 1;
    if (base && plausible_values(pass, function, argument, &low, &high)) {
        if (high >= 0)
            bytes = digits((uint64_t)high, base);
        if (low < 0 && base == 10 && conversion->type != 'u' && low > INT64_MIN) {
            uint64_t negative = 1 + digits((uint64_t)-low, base);
            bytes = negative > bytes ? negative : bytes;
        }
    }
    return conversion->has_width && conversion->width > bytes ? conversion->width : bytes;
}

bool printed_numbers(struct check_pass *pass, const struct fact_function *function, const char *format, uint32_t call,
                     uint32_t first, uint64_t *ret_bytes)
{
    struct format_reader reader = {.text = format};
    struct format_conversion conversion;
    const char *at = format;
    uint64_t bytes = 0;
    bool has_number = false;
    while (format_next(&reader, &conversion)) {
        uint32_t argument = graph_child(&function->graph, call, conversion.argument + first);
        if (argument == NO_ID || conversion.has_limit || (!base_of(conversion.type) && conversion.type != 'c'))
            return false;
        bytes += literal_bytes(at, reader.text) + number_bytes(pass, function, &conversion, argument);
        at = reader.text;
        has_number = true;
    }
    *ret_bytes = bytes + literal_bytes(at, at + strlen(at));
    return has_number;
}
