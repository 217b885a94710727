/* Allocations of the unit: counted, failed on request, remembered until the end of the run. The linker sends malloc and
 * its relatives here (--wrap). */
#define _GNU_SOURCE
#include "suite_parts.h"

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_reallocarray(void *block, size_t count, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
int __wrap_posix_memalign(void **ret, size_t alignment, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t max);
void __wrap_free(void *block);

/* What a test leaves behind stays here, within reach of leak detectors, until the whole run has ended: results that
 * the caller owns need no free in the tests, and what the unit keeps between calls stays valid. */
static struct {
    struct block {
        void *address; /* NULL: never used, &blocks: was used */
        unsigned test;
    } *slots;
    size_t slot_count, used_count; /* used: also those that were given back */
    size_t in_use, taken;          /* by the running test: now, and in all */
    unsigned test;
    int failing; /* the how-many-eth allocation from now on fails */
    int fill;    /* SUITE_FILL: byte that fresh memory holds, -1: as it comes */
    char lock;   /* of units with threads */
} blocks = {.fill = -1};

static void lock_blocks(void)
{
    while (__atomic_test_and_set(&blocks.lock, __ATOMIC_ACQUIRE))
        ;
}

void suite_unlock_blocks(void)
{
    __atomic_clear(&blocks.lock, __ATOMIC_RELEASE);
}

static struct block *find_slot(const void *address)
{
    size_t at = (size_t)(((uintptr_t)address >> 4) * 0x9e3779b97f4a7c15u) & (blocks.slot_count - 1);
    while (blocks.slots[at].address && blocks.slots[at].address != address)
        at = (at + 1) & (blocks.slot_count - 1);
    return &blocks.slots[at];
}

static void grow_table(void)
{
    struct block *old = blocks.slots;
    size_t old_count = blocks.slot_count, live = 0;
    for (size_t i = 0; i < old_count; i++)
        live += old[i].address && old[i].address != &blocks;
    blocks.slot_count = 1024;
    while (blocks.slot_count < live * 4)
        blocks.slot_count *= 2;
    blocks.slots = __real_calloc(blocks.slot_count, sizeof *blocks.slots);
    if (!blocks.slots)
        abort();
    blocks.used_count = live;
    for (size_t i = 0; i < old_count; i++)
        if (old[i].address && old[i].address != &blocks)
            *find_slot(old[i].address) = old[i];
    __real_free(old);
}

static void *remember_block(void *address)
{
    if (!address)
        return NULL;
    lock_blocks();
    if (blocks.used_count * 2 >= blocks.slot_count)
        grow_table();
    struct block *slot = find_slot(address);
    *slot = (struct block){address, blocks.test};
    blocks.used_count++;
    blocks.in_use++;
    blocks.taken++;
    suite_unlock_blocks();
    return address;
}

static void forget_block(const void *address)
{
    lock_blocks();
    struct block *slot = blocks.slot_count ? find_slot(address) : NULL;
    if (slot && slot->address) {
        slot->address = &blocks;
        if (slot->test == blocks.test)
            blocks.in_use--;
    }
    suite_unlock_blocks();
}

/* What was taken before the first test belongs to who took it: clang's runtime for coverage still writes its data. */
void suite_free_all_blocks(void)
{
    for (size_t i = 0; i < blocks.slot_count; i++)
        if (blocks.slots[i].address && blocks.slots[i].address != &blocks && blocks.slots[i].test)
            __real_free(blocks.slots[i].address);
    __real_free(blocks.slots);
    blocks.slots = NULL;
    blocks.slot_count = 0;
}

static bool must_fail(void)
{
    if (blocks.failing == SUITE_EVERY_ALLOCATION || (blocks.failing > 0 && --blocks.failing == 0)) {
        errno = ENOMEM;
        return true;
    }
    return false;
}

void suite_fail_allocation(int which)
{
    blocks.failing = which;
}

size_t suite_blocks_in_use(void)
{
    return blocks.in_use;
}

static void *fresh_block(void *address, size_t size)
{
    if (address && blocks.fill >= 0)
        memset(address, blocks.fill, size);
    return remember_block(address);
}

void *__wrap_malloc(size_t size)
{
    return must_fail() ? NULL : fresh_block(__real_malloc(size), size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return must_fail() ? NULL : remember_block(__real_calloc(count, size));
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    return must_fail() ? NULL : fresh_block(__real_aligned_alloc(alignment, size), size);
}

int __wrap_posix_memalign(void **ret, size_t alignment, size_t size)
{
    if (must_fail())
        return ENOMEM;
    int error = __real_posix_memalign(ret, alignment, size);
    if (error == 0)
        fresh_block(*ret, size);
    return error;
}

void *__wrap_realloc(void *block, size_t size)
{
    if (must_fail())
        return NULL;
    if (!block)
        return fresh_block(__real_malloc(size), size);
    void *moved = __real_realloc(block, size);
    if (moved || size == 0) {
        forget_block(block);
        remember_block(moved);
    }
    return moved;
}

void *__wrap_reallocarray(void *block, size_t count, size_t size)
{
    if (must_fail())
        return NULL;
    void *moved = __real_reallocarray(block, count, size);
    if (moved || (count == 0 || size == 0)) {
        if (block)
            forget_block(block);
        remember_block(moved);
    }
    return moved;
}

char *__wrap_strdup(const char *text)
{
    return must_fail() ? NULL : remember_block(__real_strdup(text));
}

char *__wrap_strndup(const char *text, size_t max)
{
    return must_fail() ? NULL : remember_block(__real_strndup(text, max));
}

void __wrap_free(void *block)
{
    if (block)
        forget_block(block);
    __real_free(block);
}

void suite_begin_blocks(void)
{
    blocks.test++;
    blocks.in_use = blocks.taken = 0;
    blocks.failing = SUITE_NO_ALLOCATION;
}

size_t suite_blocks_taken(void)
{
    return blocks.taken;
}

void suite_fill_fresh_blocks(int byte)
{
    blocks.fill = byte;
}
