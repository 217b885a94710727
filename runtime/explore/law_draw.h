/* Inputs of laws: what is drawn for each parameter, calls with drawn arguments, what they return. */
#ifndef EXPLORE_LAW_DRAW_H
#define EXPLORE_LAW_DRAW_H

#include "laws.h"
#include "program.h"

/* False: a parameter is none that a suite can draw on its own. */
bool cet_law_domains(const struct explore_function *f, struct domain *ret_domains);
/* Adds one step that calls function with drawn arguments. */
void cet_law_draw(struct program *p, uint16_t function, const struct domain *domains);
/* Further calls after that one: with the same arguments, with the first two swapped, of function (the same or a partner
 * of one parameter) with the first argument taken from what was returned. */
void cet_law_call_again(struct program *p);
void cet_law_call_swapped(struct program *p);
void cet_law_call_on_result(struct program *p, uint16_t function);
/* The number that a step of the last detailed run returned; false: it returned none. */
bool cet_law_result(uint16_t step, int64_t *ret_number, double *ret_real);

static inline int cet_law_sign(int64_t number)
{
    return (number > 0) - (number < 0);
}

#endif
