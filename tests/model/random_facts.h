/* Facts made up from a seed: sound by the rules that the reader checks, otherwise as odd as they can be. */
#ifndef CET_TESTS_MODEL_RANDOM_FACTS_H
#define CET_TESTS_MODEL_RANDOM_FACTS_H

#include "cet/model/facts.h"

/* facts must be empty; size is about the number of records of each kind. */
void random_facts(struct facts *facts, uint64_t seed, uint32_t size);

#endif
