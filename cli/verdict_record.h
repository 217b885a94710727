/* What a verdict says beside its stages: what was judged, with which tools, in which box. */
#ifndef CET_CLI_VERDICT_RECORD_H
#define CET_CLI_VERDICT_RECORD_H

#include "cet/core/digest.h"
#include "cet/model/verdict.h"
#include "source_units.h"
#include "workplace.h"

/* Fills subject, created, seed, inputs, versions and not_enforced. */
void verdict_describe(const struct source_units *units, const struct workplace *workplace, struct verdict *verdict);
/* The file's path and digest; verdict->inputs has room for it. */
void verdict_add_input(struct verdict *verdict, const char *path);
/* One digest over the digests of all inputs. */
void verdict_inputs_digest(const struct verdict *verdict, char text[DIGEST_TEXT_SIZE]);
/* Keeps the run in that store, NULL: the user's. A store that fails costs no result: it is said on standard error. */
void verdict_keep(const char *store, const char *verb, const struct verdict *verdict);
/* Fills created, and versions as these tools have them. */
void verdict_stamp(const struct toolchain *tools, struct verdict *verdict);

#endif
