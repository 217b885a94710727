/* Lists that a record holds with their lengths. */
#include <stddef.h>
#include <string.h>

struct entry {
    int key;
    long amount;
};

struct ledger {
    char *owner;
    struct entry *entries;
    size_t entry_count, entry_capacity;
};

long ledger_sum(const struct ledger *ledger)
{
    long sum = 0;
    for (size_t i = 0; i < ledger->entry_count; i++)
        sum += ledger->entries[i].amount;
    return sum;
}

/* Entries of one key become one. */
void ledger_squeeze(struct ledger *ledger)
{
    size_t kept = 0;
    for (size_t i = 0; i < ledger->entry_count; i++) {
        if (kept && ledger->entries[kept - 1].key == ledger->entries[i].key)
            ledger->entries[kept - 1].amount += ledger->entries[i].amount;
        else
            ledger->entries[kept++] = ledger->entries[i];
    }
    ledger->entry_count = kept;
}
