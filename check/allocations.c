#include "allocations.h"

#include <string.h>
#include <strings.h>

#include "expressions.h"
#include "types.h"

enum allocator_form { FORM_NONE, FORM_SIZE_FIRST, FORM_PRODUCT, FORM_SIZE_SECOND, FORM_PRODUCT_SECOND };

static const struct {
    const char *ending;
    enum allocator_form form;
} endings[] = {{"reallocarray", FORM_PRODUCT_SECOND},
               {"realloc", FORM_SIZE_SECOND},
               {"aligned_alloc", FORM_SIZE_SECOND},
               {"calloc", FORM_PRODUCT},
               {"malloc", FORM_SIZE_FIRST},
               {"alloca", FORM_SIZE_FIRST},
               {"alloc", FORM_SIZE_FIRST}};

static enum allocator_form form_of(const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i].ending);
        if (length >= ending && !strcasecmp(name + length - ending, endings[i].ending))
            return endings[i].form;
    }
    return FORM_NONE;
}

static bool returns_memory(const struct facts *facts, const struct fact_function *callee)
{
    const struct fact_type *block = element_type(facts, callee->result_type);
    return block && (block->kind == TYPE_VOID || block->flags & TYPE_FLAG_CHARACTER);
}

bool allocation_find(const struct facts *facts, const struct function_graph *graph, uint32_t call,
                     struct allocation *ret_block)
{
    const struct fact_function *callee = called_function(facts, graph, call);
    enum allocator_form form = callee ? form_of(callee->name) : FORM_NONE;
    static const uint32_t argument_counts[] = {
        [FORM_SIZE_FIRST] = 1, [FORM_PRODUCT] = 2, [FORM_SIZE_SECOND] = 2, [FORM_PRODUCT_SECOND] = 3};
    if (form == FORM_NONE || graph->nodes[call].child_count != argument_counts[form] + 1 ||
        !returns_memory(facts, callee))
        return false;
    uint32_t first = form == FORM_SIZE_SECOND || form == FORM_PRODUCT_SECOND ? 2 : 1;
    bool is_product = form == FORM_PRODUCT || form == FORM_PRODUCT_SECOND;
    *ret_block =
        (struct allocation){graph_child(graph, call, first), is_product ? graph_child(graph, call, first + 1) : NO_ID};
    return true;
}
