/* What the recognisers of patterns share: the calls of the program, which type ids are one record, who makes memory and
 * who gives it back, and one pattern that is being put together.
 *
 *     void find_reference_count(struct pattern_search *search)
 *     {
 *         ...
 *         draft_begin(search, PATTERN_reference_count, name, range);
 *         draft_function(search, "given up by", function);
 *         draft_end(search, "'%s' is counted down to 0 before ...", field);
 *     }
 */
#ifndef CET_CHECK_PATTERNS_SEARCH_H
#define CET_CHECK_PATTERNS_SEARCH_H

#include "call_graph.h"
#include "cet/check/patterns.h"

struct pattern_search {
    const struct facts *facts;
    struct call_graph calls;
    uint32_t *record_of_type; /* for each type: the one that stands for the struct or union, without qualifiers and with
                                 fields where some unit has them; NO_ID: it is none */
    bool *is_maker;           /* for each function: it returns memory that is new */
    uint32_t *released_param; /* for each function: the parameter that it gives back, NO_ID: none */
    struct pattern_set *found;
    struct arena arena; /* of texts, until the search ends */
    struct {
        struct pattern pattern;
        struct pattern_part parts[PATTERN_MAX_PARTS];
    } draft;
};

void pattern_search_begin(struct pattern_search *search, const struct facts *facts, struct pattern_set *found);
void pattern_search_end(struct pattern_search *search);

/* owners.c: fills is_maker and released_param; callers before callees need a few rounds. */
void find_owners(struct pattern_search *search);

/* Ours to look at: defined with a body, in a file of the user's. */
bool is_users_function(const struct facts *facts, uint32_t function);
/* The record that a value of the type points to (through one pointer), or, for record_of, is; NO_ID: none. */
uint32_t record_behind(const struct pattern_search *search, uint32_t type);
uint32_t record_of(const struct pattern_search *search, uint32_t type);
/* The record and field that a MEMBER node names; NO_ID: not known. */
uint32_t record_of_member(const struct pattern_search *search, const struct function_graph *graph, uint32_t member);
/* "struct list", or the typedef's name of one without a tag, or "" when it has neither. */
const char *record_name(const struct pattern_search *search, uint32_t record);

/* A call that returns new memory: of the library, of a maker, or through a pointer whose name says so. */
bool is_making_call(const struct pattern_search *search, const struct function_graph *graph, uint32_t call);
/* What is called through a pointer is only known by the name of the field, variable or type. */
const char *called_name(const struct pattern_search *search, const struct function_graph *graph, uint32_t call);
/* The node that a call gives back: an argument; NO_ID: it gives nothing back. */
uint32_t released_by_call(const struct pattern_search *search, const struct function_graph *graph, uint32_t call);
/* The parameter whose value the expression is, also through a local that began with it; NO_ID: none. */
uint32_t param_behind(const struct function_graph *graph, uint32_t node);
/* The pattern's type of function: a pointer to a function, also behind typedefs. */
bool is_function_pointer(const struct facts *facts, uint32_t type);
/* Inside of the body, condition or step of a loop; *ret_loop may be NULL. */
bool is_in_loop(const struct function_graph *graph, uint32_t node, uint32_t *ret_loop);

void draft_begin(struct pattern_search *search, enum pattern_kind kind, const char *name, struct source_range range);
/* Each role and name at one line once. */
void draft_part(struct pattern_search *search, const char *role, const char *name, struct source_range range);
void draft_function(struct pattern_search *search, const char *role, uint32_t function);
uint32_t draft_count(const struct pattern_search *search, const char *role);
void draft_end(struct pattern_search *search, const char *format, ...) __attribute__((format(printf, 2, 3)));

#define PATTERN(id, name, summary, reading) void find_##id(struct pattern_search *search);
#include "cet/model/pattern_kinds.def"
#undef PATTERN

#endif
