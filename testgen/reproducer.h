/* A crash as a C program that stands alone: it includes the unit, makes the calls and ends.
 *
 *     if (reproducer_format(&unit, &crash, &text))
 *         reproducer_command(&unit, &crash, &(struct reproducer_build){.root = "../src", ...}, &command); */
#ifndef CET_TESTGEN_REPRODUCER_H
#define CET_TESTGEN_REPRODUCER_H

#include "cet/testgen/emit.h"

struct reproducer_build {
    const char *clang, *source, *program;
    const char *source_root;         /* absolute: what the unit's paths are relative to */
    const char *root;                /* the same as it is to be written */
    const char *const *with_sources; /* C files or objects, NULL-terminated; NULL: none */
    const char *const *with_libraries;
};

/* False when the calls cannot be written. */
bool reproducer_format(const struct emit_unit *unit, const struct plan_crash *crash, struct strbuf *out);
/* The command for a shell that compiles it. */
void reproducer_command(const struct emit_unit *unit, const struct plan_crash *crash,
                        const struct reproducer_build *build, struct strbuf *out);
bool crash_is_leak(const struct plan_crash *crash);
bool crash_is_uninitialised(const struct plan_crash *crash);

#endif
