/* How a function reads its variable arguments: where va_arg stands, and what the loop or switch around it goes by. */
#ifndef CET_TESTGEN_VARIADIC_READS_H
#define CET_TESTGEN_VARIADIC_READS_H

#include "cet/model/facts.h"

#define READS_MAX 24u
#define CASE_READS_MAX 6u
#define BODY_PARAMS_MAX 16u

/* The body that reads: the function's own, or that of the one that it hands its va_list on to. */
struct variadic_body {
    const struct facts *facts;
    const struct fact_function *function; /* whose body it is */
    uint32_t params[BODY_PARAMS_MAX];     /* by its parameter: that of the variadic function, NO_ID: another value */
    uint32_t reads[READS_MAX];            /* va_arg nodes in the order of the source */
    uint32_t read_count;
    bool is_whole; /* the list goes nowhere else, is begun once, and all reads are here */
};

/* Of a loop that a parameter bounds. */
struct read_bound {
    uint32_t param; /* of the variadic function */
    int64_t start;  /* what the loop counts from */
    bool stops_below_zero;
};

/* Of a loop that ends at a sentinel. */
struct read_end {
    uint32_t read;    /* the va_arg that gives it at last */
    uint32_t loop;    /* node */
    int64_t sentinel; /* of a pointer: 0 */
};

/* What a case of a switch reads, with those that it falls through to. */
struct read_case {
    bool is_default;
    bool is_unknown; /* which of its reads come to pass */
    int64_t value;
    uint32_t reads[CASE_READS_MAX];
    uint32_t read_count;
};

void variadic_body_find(const struct facts *facts, const struct fact_function *function,
                        struct variadic_body *ret_body);
/* Whether the format, a parameter, goes on together with a va_list: ATTRIBUTE_FORMAT_PRINTF or ATTRIBUTE_FORMAT_SCANF,
 * 0: it does not. callee: to whom. */
uint32_t variadic_forwards_format(const struct facts *facts, const struct fact_function *function, uint32_t param,
                                  const char **ret_callee);

bool reads_have_one_type(const struct variadic_body *body);
bool read_is_in_loop(const struct variadic_body *body, uint32_t read);
/* As far as the syntax tells: under no condition and in no loop below `within`, a node above it. */
bool read_is_certain(const struct variadic_body *body, uint32_t read, uint32_t within);
bool read_find_bound(const struct variadic_body *body, uint32_t read, struct read_bound *ret_bound);
bool read_find_end(const struct variadic_body *body, struct read_end *ret_end);
/* The cases of the switch over a parameter that all reads stand in; returns how many, 0: it is not so. */
uint32_t reads_find_cases(const struct variadic_body *body, uint32_t *ret_param, struct read_case *ret_cases,
                          uint32_t max);
/* The same of a switch within a loop: over letters, as of a format, behind a '%'. */
uint32_t reads_find_letters(const struct variadic_body *body, struct read_case *ret_cases, uint32_t max);

#endif
