#include "text_sizes.h"

#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "types.h"

static const struct {
    const char *name;
    uint64_t longest;
} printers[] = {
    {"asctime", 25}, {"asctime_r", 25}, {"ctime", 25}, {"ctime_r", 25}, {"inet_ntoa", 15},
};

static bool is_size_type(const struct facts *facts, uint32_t type)
{
    const struct fact_type *resolved = resolved_type(facts, type);
    return resolved && resolved->kind == TYPE_INT && !(resolved->flags & TYPE_FLAG_CHARACTER);
}

/* name(..., buffer, 80, ...): what comes back lies within, or is shorter. */
static bool is_given_size(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                          const struct fact_function *callee, uint64_t *ret_longest)
{
    if (!is_text_type(facts, callee->result_type))
        return false;
    for (uint32_t i = 0; i + 1 < callee->param_count; i++) {
        int64_t size;
        if (is_pointer_type(facts, callee->params[i].type) && is_text_type(facts, callee->params[i].type) &&
            !is_read_only_type(facts, callee->params[i].type) && is_size_type(facts, callee->params[i + 1].type) &&
            constant_value(graph, graph_child(graph, call, i + 2), &size) && size > 1) {
            *ret_longest = (uint64_t)size - 1;
            return true;
        }
    }
    return false;
}

bool text_size_of_call(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                       uint64_t *ret_longest)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    if (!callee)
        return false;
    for (size_t i = 0; i < ARRAY_LENGTH(printers); i++)
        if (!callee->is_defined && !strcmp(callee->name, printers[i].name)) {
            *ret_longest = printers[i].longest;
            return true;
        }
    return is_given_size(facts, graph, call, callee, ret_longest);
}
