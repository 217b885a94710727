#include "snapshot.h"

#include <link.h>
#include <stdint.h>
#include <string.h>

#include "space.h"

#define SEGMENTS 8

struct segment {
    uint8_t *address;
    size_t size;
    uint8_t *copy; /* NULL: read-only */
};

static struct segment segments[SEGMENTS];
static size_t segment_count;

static void add_segment(uintptr_t begin, uintptr_t end, bool is_writable)
{
    if (begin >= end || segment_count == SEGMENTS)
        return;
    struct segment *s = &segments[segment_count++];
    s->address = (uint8_t *)begin;
    s->size = end - begin;
    s->copy = is_writable ? cet_space_map(s->size, false) : NULL;
}

/* The first object is the executable. Pages that the loader made read-only after relocation count as such. */
static int visit_object(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size, (void)context;
    uintptr_t relro_begin = 0, relro_end = 0;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO) {
            relro_begin = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            relro_end = (relro_begin + info->dlpi_phdr[i].p_memsz) & ~(uintptr_t)(SPACE_PAGE - 1);
        }
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *header = &info->dlpi_phdr[i];
        if (header->p_type != PT_LOAD)
            continue;
        uintptr_t begin = info->dlpi_addr + header->p_vaddr, end = begin + header->p_memsz;
        bool is_writable = header->p_flags & PF_W;
        if (is_writable && relro_end > begin && relro_end <= end) {
            add_segment(begin, relro_end, false);
            begin = relro_end;
        }
        add_segment(begin, end, is_writable);
    }
    return 1;
}

void cet_snapshot_take(void)
{
    if (!segment_count)
        dl_iterate_phdr(visit_object, NULL);
    for (size_t i = 0; i < segment_count; i++)
        if (segments[i].copy)
            memcpy(segments[i].copy, segments[i].address, segments[i].size);
}

void cet_snapshot_restore(void)
{
    for (size_t i = 0; i < segment_count; i++)
        if (segments[i].copy)
            memcpy(segments[i].address, segments[i].copy, segments[i].size);
}

static const struct segment *find_segment(const void *address)
{
    const uint8_t *a = address;
    for (size_t i = 0; i < segment_count; i++)
        if (a >= segments[i].address && a < segments[i].address + segments[i].size)
            return &segments[i];
    return NULL;
}

bool cet_snapshot_holds(const void *address, size_t size, bool *ret_is_writable)
{
    const struct segment *s = find_segment(address);
    if (!s || size > (size_t)(s->address + s->size - (const uint8_t *)address))
        return false;
    if (ret_is_writable)
        *ret_is_writable = s->copy;
    return true;
}

const void *cet_snapshot_before(const void *address)
{
    const struct segment *s = find_segment(address);
    return s && s->copy ? s->copy + ((const uint8_t *)address - s->address) : NULL;
}
