/* Stand-ins for what only the files use that a unit is linked with: the unit does not declare them and may not know
 * their types, so that they are written by size and alignment alone. A function takes nothing from its arguments, logs
 * nothing and returns zero; a variable is bytes that start as zero. */
#ifndef CET_TESTGEN_BARE_STUB_H
#define CET_TESTGEN_BARE_STUB_H

#include "cet/core/strbuf.h"
#include "cet/model/facts.h"

/* The definition, as C. Returns NULL, or why there can be none; then nothing is written. */
const char *bare_stub_function(const struct facts *facts, const struct fact_function *function, struct strbuf *out);
const char *bare_stub_variable(const struct facts *facts, const struct fact_global *global, struct strbuf *out);

#endif
