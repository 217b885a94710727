#include "steady.h"

#include <link.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>

#include "next.h"

#define OWN_STACK_BYTES (256 * 1024)
#define GUARD 0x6f6e6d6b6a686700 /* no text reaches across its zero, and no quote or bracket is in it */
#define RANDOM_BYTES 16
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

const ucontext_t *cet_mutants_program_context(void)
{
    return &own_stack.program;
}

struct cet_mutants_memory cet_mutants_own_stack(void)
{
    return (struct cet_mutants_memory){(uintptr_t)own_stack.stack, (uintptr_t)own_stack.stack + OWN_STACK_BYTES};
}

static bool has_exit_handlers; /* their addresses are mangled with the guard that was there */

int __cxa_atexit(void (*handler)(void *), void *argument, void *library);
int __cxa_atexit(void (*handler)(void *), void *argument, void *library)
{
    static int (*next)(void (*)(void *), void *, void *);
    has_exit_handlers = true;
    if (!next)
        next = (__typeof__(next))cet_mutants_next("__cxa_atexit");
    return next ? next(handler, argument, library) : -1;
}

int on_exit(void (*handler)(int, void *), void *argument)
{
    static int (*next)(void (*)(int, void *), void *);
    has_exit_handlers = true;
    if (!next)
        next = (__typeof__(next))cet_mutants_next("on_exit");
    return next ? next(handler, argument) : -1;
}

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

__attribute__((no_stack_protector)) void cet_mutants_fix_guards(void)
{
    if (!was_loaded_at_start())
        return;
    char *random = (char *)getauxval(AT_RANDOM);
    for (int i = 0; random && i < RANDOM_BYTES; i++)
        random[i] = (char)(GUARD >> 8);
#ifdef __x86_64__ /* elsewhere they lie in pages that are read-only by now */
    __asm__ volatile("movq %0, %%fs:0x28" : : "r"(GUARD));
    if (!has_exit_handlers)
        __asm__ volatile("movq %0, %%fs:0x30" : : "r"(GUARD));
#endif
}
