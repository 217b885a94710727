/* Which locks every caller holds when a function begins, over the whole call graph. Locks are told by their class.
 *
 *     struct locks_on_entry entry;
 *     locks_on_entry_find(&entry, locks);
 *     if (entry.held[function] & 1ull << entry_class(&entry, &class)) ...
 */
#ifndef CET_CHECK_LOCKS_ON_ENTRY_H
#define CET_CHECK_LOCKS_ON_ENTRY_H

#include "locks.h"

#define MAX_LOCK_CLASSES 64 /* what comes on top is not looked at */

struct locks_on_entry {
    struct lock_class classes[MAX_LOCK_CLASSES];
    uint32_t class_count;
    uint64_t *held; /* for each function, a bit for each class; UINT64_MAX: not known */
};

/* locks must know at least one function. */
void locks_on_entry_find(struct locks_on_entry *entry, const struct locks *locks);
void locks_on_entry_release(struct locks_on_entry *entry);

/* Index of the class, NO_ID when it is not among them. */
uint32_t entry_class(const struct locks_on_entry *entry, const struct lock_class *class);

#endif
