/* fault: keyword_id, out-of-bounds
 * The hash is signed, and so is its remainder. */
#include <string.h>

#define SLOTS 16

static const char *const slots[SLOTS] = {[2] = "if", [5] = "else", [7] = "for", [11] = "while", [13] = "do"};

static int hash(const char *name)
{
    unsigned int value = 5381;
    for (; *name; name++)
        value = value * 33 ^ (unsigned char)*name;
    return (int)value;
}

/* The number of the keyword, 0 when `name` is none. */
int keyword_id(const char *name)
{
#ifdef REPAIRED
    unsigned int start = (unsigned int)hash(name) % SLOTS;
#else
    int start = hash(name) % SLOTS;
#endif
    for (int i = 0; i < SLOTS; i++) {
        const char *slot = slots[start];
        if (slot && strcmp(slot, name) == 0)
            return (int)start + 1;
        start = (start + 1) % SLOTS;
    }
    return 0;
}
