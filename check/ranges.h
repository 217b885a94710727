/* Which values the integers of a function can have where they are used: range.h's intervals of local variables and
 * parameters, and of globals and fields between two writes, followed over the flow graph through constants, arithmetic
 * in the type's width, conversions, and comparisons on both edges of a branch.
 *
 *     const struct ranges *ranges = ranges_of(pass, function);
 *     struct range divisor;
 *     if (range_at(ranges, graph_child(graph, node, 1), &divisor) && range_shows(&divisor, 0))
 *         report(...);
 *
 * Solved once for each function and run, however many checks ask; a check first looks whether it has anything to ask.
 */
#ifndef CET_CHECK_RANGES_H
#define CET_CHECK_RANGES_H

#include "pass.h"
#include "range.h"

struct ranges;
struct ranges_cache;

/* NULL when the function has no flow graph, or too large a one. Lives as long as the run. */
const struct ranges *ranges_of(struct check_pass *pass, const struct fact_function *function);

/* The range of an integer expression where it is evaluated, of each of: an index; an operand of arithmetic and
 * assignment; an argument; what is converted; the size of an array. What is not known has the range of its type. False
 * when it is no integer or never evaluated; ranges may be NULL. */
bool range_at(const struct ranges *ranges, uint32_t node, struct range *ret_range);

/* The note that shows where the evidence of a value comes from. */
struct check_note range_note(struct check_pass *pass, const struct fact_function *function, uint32_t shower,
                             int64_t value);
/* The name of the function that brought the value from outside, with a note that shows the call. */
const char *range_source(struct check_pass *pass, const struct fact_function *function, const struct range *range,
                         struct check_note *ret_note);

void ranges_cache_free(struct ranges_cache *cache);

#endif
