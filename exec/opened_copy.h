/* A copy of a file or tree that is open to all: folders 0755, files 0644, or 0755 when anybody may run them. Links stay
 * links; sockets, devices and `.git` are left out. Times are kept. */
#ifndef CET_EXEC_OPENED_COPY_H
#define CET_EXEC_OPENED_COPY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/error.h"

#define OPENED_COPY_BYTES (1ull << 30)
#define OPENED_COPY_ENTRIES 200000u

/* What all copies of a box have left together. */
struct opened_budget {
    uint64_t bytes;
    size_t entries;
};

struct opened_copy {
    const char *from;
    const char *to;          /* does not exist yet */
    const char *left_out;    /* a folder, the box's own, that may lie below from; NULL: none */
    bool hidden_is_left_out; /* entries of from whose name begins with a dot */
};

/* STATUS_LIMIT when the budget does not suffice; what was made until then stays. */
enum status opened_copy(const struct opened_copy *copy, struct opened_budget *budget, struct error *err);

#endif
