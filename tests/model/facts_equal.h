/* Whether two sets of facts hold the same records in the same order, field by field. */
#ifndef CET_TESTS_MODEL_FACTS_EQUAL_H
#define CET_TESTS_MODEL_FACTS_EQUAL_H

#include "cet/model/facts.h"

/* NULL, or the name of the first field that differs. */
const char *facts_difference(const struct facts *a, const struct facts *b);

#endif
