/* Resident memory of a process and all below it, seen from outside: the bound that holds where an address-space limit
 * cannot be set (AddressSanitizer, guard pages) or is multiplied by forking. */
#ifndef CET_EXEC_MEMORY_WATCH_H
#define CET_EXEC_MEMORY_WATCH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/* Whether the tree of pid holds more than limit. Pages shared after a fork are counted once, as far as the kernel
 * tells. What cannot be read counts as nothing. */
bool memory_exceeds(pid_t pid, uint64_t limit_bytes);

#endif
