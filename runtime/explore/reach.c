#include "reach.h"

#include <link.h>
#include <string.h>

#define RANGES_MAX 128u

struct range {
    const uint8_t *begin, *end;
};

/* Outside the data that a snapshot restores: it stays from run to run. */
struct reach {
    struct range data[RANGES_MAX];
    uint32_t data_count;
    uint8_t is_reached[SPACE_BLOCKS];
    uint16_t queue[SPACE_BLOCKS];
    uint32_t queue_count;
};

static struct reach *reach;

static int add_data(struct dl_phdr_info *info, size_t size, void *context)
{
    struct reach *r = context;
    (void)size;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type != PT_LOAD || !(header->p_flags & PF_W) || r->data_count == RANGES_MAX)
            continue;
        const uint8_t *begin = (const uint8_t *)(info->dlpi_addr + header->p_vaddr);
        r->data[r->data_count++] = (struct range){begin, begin + header->p_memsz};
    }
    return 0;
}

void cet_reach_init(void)
{
    reach = cet_space_map(sizeof *reach, false);
    dl_iterate_phdr(add_data, reach);
}

static void mark(struct space *space, struct range range)
{
    const uintptr_t first = ((uintptr_t)range.begin + 7) & ~(uintptr_t)7;
    for (const uint8_t *at = (const uint8_t *)first; at + 8 <= range.end; at += 8) {
        const void *pointer;
        memcpy(&pointer, at, sizeof pointer);
        const struct space_block *block = cet_space_find(space, pointer);
        if (!block || block->is_freed || reach->is_reached[block - space->blocks])
            continue;
        reach->is_reached[block - space->blocks] = 1;
        reach->queue[reach->queue_count++] = (uint16_t)(block - space->blocks);
    }
}

static void mark_block(struct space *space, const struct space_block *block)
{
    if (!block->is_freed)
        mark(space, (struct range){block->address, block->address + block->size});
}

void cet_note_lost(struct run *run)
{
    struct space *space = run->heap.space;
    memset(reach->is_reached, 0, space->block_count);
    reach->queue_count = 0;
    for (uint32_t i = 0; i < reach->data_count; i++)
        mark(space, reach->data[i]);
    for (uint32_t i = 0; i < run->values->block_count; i++)
        mark_block(space, &run->values->blocks[i]);
    for (uint16_t s = 0; s < run->program->step_count; s++)
        if (run->has_result[s])
            mark(space, (struct range){run->results[s], run->results[s] + RUN_RESULT_BYTES});
    for (uint32_t i = 0; i < reach->queue_count; i++)
        mark_block(space, &space->blocks[reach->queue[i]]);
    for (uint32_t i = 0; i < space->block_count; i++)
        if (!space->blocks[i].is_freed && !reach->is_reached[i] && run->result->lost++ == 0)
            run->result->lost_step = space->blocks[i].step;
}
