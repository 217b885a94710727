/* What a command works with: the parts of this cet, the compilers, and a sandbox in which its units can be compiled. */
#ifndef CET_CLI_WORKPLACE_H
#define CET_CLI_WORKPLACE_H

#include "cet/exec/compiler.h"
#include "cet/exec/sandbox.h"
#include "installation.h"
#include "source_units.h"

struct workplace {
    struct installation installation;
    struct toolchain tools;
    struct sandbox *sandbox; /* reads what the units need and the installation; its staging folder is the scratch */
};

/* more_readable: a further folder to read, a suite's, or NULL. */
enum status workplace_open(const struct source_units *units, const char *more_readable, struct workplace *ret_workplace,
                           struct error *err);
void workplace_close(struct workplace *workplace);

#endif
