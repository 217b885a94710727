/* Recognises design idioms in the merged facts of a program: pattern_kinds.def lists them, model/pattern.h holds what
 * is found. Each is told by what the code does, names only count where nothing else tells (a release through a pointer
 * to a function). System headers bring none.
 *
 *     SCOPED(pattern_set_release) struct pattern_set patterns = {0};
 *     patterns_find(&facts, &patterns);
 *
 * Sorted by kind and place; what cannot be told for certain is left out. */
#ifndef CET_CHECK_PATTERNS_H
#define CET_CHECK_PATTERNS_H

#include "cet/model/facts.h"
#include "cet/model/pattern.h"

void patterns_find(const struct facts *facts, struct pattern_set *patterns);

#endif
