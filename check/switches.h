/* What a switch says about its values. */
#ifndef CET_CHECK_SWITCHES_H
#define CET_CHECK_SWITCHES_H

#include <stdbool.h>

#include "cet/model/facts.h"

#define SWITCH_MAX_LABELS 1024 /* looked at; a switch of more counts as one that names every value */

struct switch_labels {
    struct {
        int64_t first, last;
    } cases[SWITCH_MAX_LABELS];
    uint32_t case_count;
    uint32_t default_label; /* node, NO_ID: none */
    bool is_cut;            /* it has more */
};

/* Of a SWITCH node, without those of a switch inside it. */
void switch_labels_find(const struct function_graph *graph, uint32_t node, struct switch_labels *ret_labels);
bool switch_names(const struct switch_labels *labels, int64_t value);

/* The enum whose value the switch looks at, below typedefs; NULL when it is none. */
const struct fact_type *switched_enum(const struct facts *facts, const struct function_graph *graph, uint32_t node);

/* The first enumerator without a label, NULL: none. A last one that only counts the others (`MODE_COUNT`) is no value;
 * of several names for one value one suffices. */
const struct type_enumerator *first_unnamed(const struct fact_type *type, const struct switch_labels *labels,
                                            uint32_t *ret_count);

#endif
