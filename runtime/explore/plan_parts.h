/* Pieces of the plan's JSON. */
#ifndef EXPLORE_PLAN_PARTS_H
#define EXPLORE_PLAN_PARTS_H

#include <stdio.h>

#include "choose.h"

/* As a JSON string; bytes beyond ASCII as \\u00XX. */
void cet_write_text(FILE *out, const char *bytes, size_t length);
/* "values" and "steps"; test NULL: of a crash. */
void cet_write_calls(FILE *out, const struct program *p, const struct chosen *test);
void cet_write_crashes(FILE *out);
void cet_write_probes(FILE *out);

#endif
