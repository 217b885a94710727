#include "space.h"

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "output.h"

static size_t whole_pages(size_t size)
{
    return (size + SPACE_PAGE - 1) / SPACE_PAGE * SPACE_PAGE;
}

void *cet_space_map(size_t size, bool shared)
{
    size_t whole = whole_pages(size);
    /* The same addresses in every start, where the system lets us: they find their way into compares. */
    static uintptr_t wish = 0x200000000000;
    uint8_t *base = mmap((void *)wish, whole + 2 * SPACE_PAGE, PROT_READ | PROT_WRITE,
                         (shared ? MAP_SHARED : MAP_PRIVATE) | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    wish += whole + 64 * SPACE_PAGE;
    if (base == MAP_FAILED)
        cet_die("no memory for the explorer");
    mprotect(base, SPACE_PAGE, PROT_NONE);
    mprotect(base + SPACE_PAGE + whole, SPACE_PAGE, PROT_NONE);
    return base + SPACE_PAGE;
}

static void open_area(struct space *space, uint32_t which)
{
    struct space_area *area = &space->areas[which];
    area->slots = cet_space_map((size_t)SPACE_SLOTS * 2 * SPACE_PAGE, false);
    area->common = cet_space_map(space->common_size, false);
}

struct space *cet_space_new(size_t common_size)
{
    struct space *space = cet_space_map(sizeof *space, false);
    space->common_size = common_size;
    open_area(space, 0);
    open_area(space, 1);
    for (uint32_t i = 0; i < SPACE_SLOTS; i++)
        mprotect(space->areas[0].slots + ((size_t)i * 2 + 1) * SPACE_PAGE, SPACE_PAGE, PROT_NONE);
    /* All that is not in use is closed in confirming runs: an index that is far too large finds nothing by luck. */
    mprotect(space->areas[1].slots, (size_t)SPACE_SLOTS * 2 * SPACE_PAGE, PROT_NONE);
    mprotect(space->areas[1].common, common_size, PROT_NONE);
    space->slots = space->areas[0].slots;
    space->common = space->areas[0].common;
    return space;
}

static void open_pages(const uint8_t *begin, const uint8_t *end)
{
    uintptr_t first = (uintptr_t)begin / SPACE_PAGE * SPACE_PAGE;
    mprotect((void *)first, whole_pages((uintptr_t)end - first), PROT_READ | PROT_WRITE);
}

/* Slots are taken from the end, the common area from its start. */
static void close_used(struct space *space)
{
    uint8_t *slots = space->slots + (size_t)(SPACE_SLOTS - space->slots_used) * 2 * SPACE_PAGE;
    mprotect(slots, (size_t)space->slots_used * 2 * SPACE_PAGE, PROT_NONE);
    mprotect(space->common, whole_pages(space->common_used), PROT_NONE);
}

void cet_space_reset(struct space *space, bool is_reversed)
{
    if (space->is_reversed)
        close_used(space);
    space->slots = space->areas[is_reversed].slots;
    space->common = space->areas[is_reversed].common;
    space->slots_used = is_reversed ? 3 : 0;
    space->is_reversed = is_reversed;
    space->common_used = is_reversed ? 640 : 0;
    space->block_count = 0;
}

void cet_space_close(struct space *space, struct space_block *block)
{
    if (!space->is_reversed || !block->is_slot)
        return;
    uint8_t *page = block->canary_end - SPACE_PAGE;
    mprotect(page, SPACE_PAGE, PROT_NONE);
}

static uint8_t canary_of(const struct space *space)
{
    return space->is_reversed ? (uint8_t)~SPACE_CANARY : SPACE_CANARY;
}

/* A slot's page is canary from its start: what reads before its object reads other bytes in a confirming run. */
static void lay_canaries(const struct space *space, struct space_block *block)
{
    size_t before = block->is_slot ? SPACE_PAGE - (size_t)(block->canary_end - block->address) : block->before;
    memset(block->address - before, canary_of(space), before);
    memset(block->address + block->size, canary_of(space), (size_t)(block->canary_end - block->address) - block->size);
}

struct space_block *cet_space_take(struct space *space, size_t size, size_t align, uint8_t fill)
{
    if (space->block_count >= SPACE_BLOCKS || size > space->common_size)
        return NULL;
    struct space_block *block = &space->blocks[space->block_count];
    size_t rounded = (size + align - 1) / align * align;
    if (rounded + SPACE_CANARY_BYTES <= SPACE_PAGE && space->slots_used < SPACE_SLOTS) {
        size_t slot = space->is_reversed ? SPACE_SLOTS - 1 - space->slots_used : space->slots_used;
        uint8_t *end = space->slots + (slot * 2 + 1) * SPACE_PAGE;
        space->slots_used++;
        *block = (struct space_block){.address = end - rounded, .canary_end = end, .is_slot = true};
        if (space->is_reversed)
            open_pages(end - SPACE_PAGE, end);
    } else {
        size_t start = (space->common_used + SPACE_CANARY_BYTES + 63) / 64 * 64;
        if (start + rounded + SPACE_CANARY_BYTES > space->common_size)
            return NULL;
        uint8_t *address = space->common + start;
        *block = (struct space_block){.address = address, .canary_end = address + rounded + SPACE_CANARY_BYTES};
        space->common_used = start + rounded + SPACE_CANARY_BYTES;
        if (space->is_reversed)
            open_pages(address - SPACE_CANARY_BYTES, block->canary_end);
    }
    block->size = size;
    block->before = SPACE_CANARY_BYTES;
    lay_canaries(space, block);
    memset(block->address, fill, size);
    space->block_count++;
    return block;
}

struct space_block *cet_space_find(struct space *space, const void *address)
{
    const uint8_t *a = address;
    bool in_slots = a >= space->slots && a < space->slots + (size_t)SPACE_SLOTS * 2 * SPACE_PAGE;
    bool in_common = a >= space->common && a < space->common + space->common_used;
    if (!in_slots && !in_common)
        return NULL;
    for (uint32_t i = 0; i < space->block_count; i++) {
        struct space_block *block = &space->blocks[i];
        if (a >= block->address && a <= block->address + block->size)
            return block;
    }
    return NULL;
}

bool cet_space_is_damaged(const struct space *space, const struct space_block *block)
{
    uint8_t canary = canary_of(space);
    for (const uint8_t *b = block->address - block->before; b < block->address; b++)
        if (*b != canary)
            return true;
    for (const uint8_t *b = block->address + block->size; b < block->canary_end; b++)
        if (*b != canary)
            return true;
    return false;
}

const struct space_block *cet_space_damaged(const struct space *space)
{
    for (uint32_t i = 0; i < space->block_count; i++)
        if (!(space->blocks[i].is_freed && space->is_reversed) && cet_space_is_damaged(space, &space->blocks[i]))
            return &space->blocks[i];
    return NULL;
}

const struct space_block *cet_space_guarded(const struct space *space, const void *address)
{
    const uint8_t *a = address;
    if (a < space->slots || a >= space->slots + (size_t)SPACE_SLOTS * 2 * SPACE_PAGE)
        return NULL;
    const uint8_t *guard = space->slots + (size_t)(a - space->slots) / (2 * SPACE_PAGE) * 2 * SPACE_PAGE + SPACE_PAGE;
    for (uint32_t i = 0; i < space->block_count; i++)
        if (space->blocks[i].is_slot && space->blocks[i].canary_end == guard)
            return &space->blocks[i];
    return NULL;
}
