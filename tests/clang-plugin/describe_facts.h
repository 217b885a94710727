/* Facts as plain lines, one thing a line, that a test can expect words of. */
#ifndef CET_TESTS_DESCRIBE_FACTS_H
#define CET_TESTS_DESCRIBE_FACTS_H

#include "cet/model/facts.h"

/* Appends lines that begin with what they describe: unit, file, include, type, field, enumerator, function, param,
 * local, node, block, global, declaration, constant, macro, comment, inactive, conditional. Source text stands between
 * ` marks. */
void describe_facts(const struct facts *facts, struct strbuf *out);

#endif
