/* A plan for suites/kinds.c with every kind of value, expectation and law, and facts to go with it. */
#ifndef CET_TESTS_TESTGEN_KINDS_PLAN_H
#define CET_TESTS_TESTGEN_KINDS_PLAN_H

#include "cet/model/facts.h"
#include "plan_builder.h"

void kinds_facts(struct facts *facts);
void kinds_plan(struct plan_builder *b, const char *unit);

#endif
