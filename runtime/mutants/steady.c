#include "steady.h"

#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <ucontext.h>

#include "state.h"

#define OWN_STACK_BYTES (256 * 1024)
#define GUARD 0x5a5b5c5d5e5f5b00 /* no text reaches across its zero, and no quote or bracket is in it */
#define LIBRARY "libcet-mutants.so"

static struct {
    ucontext_t program, own;
    void *stack;
    void (*work)(void *context);
    void *context;
} own_stack;

static void run_work(void)
{
    own_stack.work(own_stack.context);
}

void cet_mutants_on_own_stack(void (*work)(void *context), void *context)
{
    if (!own_stack.stack)
        own_stack.stack = cet_mutants_pages(OWN_STACK_BYTES);
    own_stack.work = work;
    own_stack.context = context;
    getcontext(&own_stack.own);
    own_stack.own.uc_stack.ss_sp = own_stack.stack;
    own_stack.own.uc_stack.ss_size = OWN_STACK_BYTES;
    own_stack.own.uc_link = &own_stack.program;
    makecontext(&own_stack.own, run_work, 0);
    swapcontext(&own_stack.program, &own_stack.own);
}

#ifdef __x86_64__
static bool names_runtime(const ElfW(Dyn) * entries)
{
    const char *strings = NULL;
    for (const ElfW(Dyn) *entry = entries; entry->d_tag != DT_NULL; entry++)
        if (entry->d_tag == DT_STRTAB)
            strings = (const char *)entry->d_un.d_ptr;
    for (const ElfW(Dyn) *entry = entries; strings && entry->d_tag != DT_NULL; entry++)
        if (entry->d_tag == DT_NEEDED && strstr(strings + entry->d_un.d_val, LIBRARY))
            return true;
    return false;
}

/* What was opened later is initialised amid functions of the program. The first object is the program. */
static bool was_loaded_at_start(void)
{
    const struct link_map *program = _r_debug.r_map;
    return program && program->l_ld && names_runtime(program->l_ld);
}

__attribute__((no_stack_protector)) void cet_mutants_fix_stack_guard(void)
{
    if (was_loaded_at_start())
        __asm__ volatile("movq %0, %%fs:0x28" : : "r"(GUARD));
}
#else
void cet_mutants_fix_stack_guard(void) {}
#endif
