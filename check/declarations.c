#include "declarations.h"

#include <stdlib.h>

#include "cet/core/memory.h"

/* The slot of what a declaration declares: functions first, then globals; NO_ID: of nothing. */
static uint32_t slot_of(const struct facts *facts, const struct fact_declaration *declaration)
{
    if (declaration->function < facts->function_count)
        return declaration->function;
    return declaration->global < facts->global_count ? facts->function_count + declaration->global : NO_ID;
}

void declarations_init(struct declarations *all, const struct facts *facts)
{
    size_t slots = (size_t)facts->function_count + facts->global_count;
    uint32_t *first = memory_new(slots + 2, sizeof *first);
    all->items = memory_new((size_t)facts->declaration_count + 1, sizeof *all->items);
    for (uint32_t i = 0; i < facts->declaration_count; i++) {
        uint32_t slot = slot_of(facts, &facts->declarations[i]);
        if (slot != NO_ID)
            first[slot + 2]++;
    }
    for (size_t i = 2; i < slots + 2; i++)
        first[i] += first[i - 1];
    /* first[slot + 1] is where the next one of slot goes; in the end it is where slot + 1 begins. */
    for (uint32_t i = 0; i < facts->declaration_count; i++) {
        uint32_t slot = slot_of(facts, &facts->declarations[i]);
        if (slot != NO_ID)
            all->items[first[slot + 1]++] = &facts->declarations[i];
    }
    all->of_function = first;
    all->of_global = first + facts->function_count;
}

void declarations_release(struct declarations *all)
{
    free(all->items);
    free(all->of_function);
    *all = (struct declarations){0};
}

bool is_header(const struct facts *facts, uint32_t file)
{
    return file < facts->file_count && !facts->files[file].is_main;
}
