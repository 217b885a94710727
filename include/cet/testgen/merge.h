/* Tests that a person has edited outlive a regeneration. Works on the text of test programs alone. */
#ifndef CET_TESTGEN_MERGE_H
#define CET_TESTGEN_MERGE_H

#include <stddef.h>

#include "cet/core/strbuf.h"
#include "cet/model/suite_stamp.h"

/* Adds to stamp the parts of a program as it was generated. */
void merge_stamp_parts(const char *program, const char *text, struct suite_stamp *stamp);

/* Puts into `text`, newly generated, what differs in `earlier` from what its stamp says was written: an edited function
 * takes the place of the generated one of its name; others, and what they call of `earlier`, are added, tests to the
 * table of main too. main itself is always new. Returns how many functions were kept. */
size_t merge_edited(const char *program, const char *earlier, const struct suite_stamp *stamp, struct strbuf *text);

#endif
