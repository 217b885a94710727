/* The executable's writable data as it was before the first program, so that each program starts from it. What the
 * engine must keep over a restore lies elsewhere (space.h). */
#ifndef EXPLORE_SNAPSHOT_H
#define EXPLORE_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>

void cet_snapshot_take(void);
void cet_snapshot_restore(void);
/* Whether [address, address + size) lies in the executable's mapped segments; *ret_is_writable tells more. */
bool cet_snapshot_holds(const void *address, size_t size, bool *ret_is_writable);
/* The bytes of writable data as they were at the snapshot; NULL when address is not in it. */
const void *cet_snapshot_before(const void *address);

#endif
