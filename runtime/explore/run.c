#include "run.h"

#include <alloca.h>
#include <errno.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include "files.h"
#include "honest.h"
#include "mutant_switch.h"
#include "observe.h"
#include "place.h"
#include "reach.h"
#include "snapshot.h"
#include "tables.h"

#define FILL 0xa5
#define OTHER_FILL 0x5c
#define SCRIBBLE_BYTES 16384u

struct run *cet_run;

void cet_run_init(void)
{
    cet_run = cet_space_map(sizeof *cet_run, false);
    cet_run->values = cet_space_new(RUN_VALUES_COMMON_BYTES);
    cet_run->heap.space = cet_space_new(HEAP_COMMON_BYTES);
    cet_run->trace = cet_space_map(sizeof *cet_run->trace, false);
    cet_trace = cet_run->trace;
    cet_reach_init();
}

/* Leaves a known pattern where the next call's locals will lie, so that what was never set differs between variants. */
static __attribute__((noinline)) void scribble(uint8_t fill)
{
    uint8_t *room = alloca(SCRIBBLE_BYTES);
    memset(room, fill, SCRIBBLE_BYTES);
    __asm__ volatile("" : : "r"(room) : "memory");
}

void cet_run_close_descriptors(int end)
{
    if (syscall(SYS_close_range, 3, end - 1, 0) == 0)
        return;
    for (int descriptor = 3; descriptor < end; descriptor++) /* kernels before 5.9 */
        close(descriptor);
}

static void begin(struct run *run)
{
    bool is_variant = run->flags & RUN_VARIANT;
    cet_space_reset(run->values, is_variant);
    cet_heap_reset(&run->heap, is_variant ? OTHER_FILL : FILL, is_variant);
    for (uint16_t i = 0; i < run->variable_count; i++) {
        if (run->variables[i].file)
            fclose(run->variables[i].file);
        memset(&run->variables[i], 0, sizeof run->variables[i]);
    }
    if (run->trace->file_calls)
        cet_files_note_use();
    cet_files_clear();
    cet_run_close_descriptors(RUN_DESCRIPTORS_MAX); /* what a run leaves open would give the next one other numbers */
    run->variable_count = run->program->value_count;
    memset(run->has_result, 0, sizeof run->has_result);
    run->slot_type_count = 0;
    run->log_length = 0;
    run->log_is_full = false;
    run->stub_calls = 0;
    cet_trace_begin(run->trace, run->result, run->flags & RUN_PATIENT, run->flags & RUN_LOG_COMPARES);
    cet_mutant_activate(run->mutant);
}

/* Which arguments point to blocks that this step gave back. */
static void note_frees(struct run *run, const struct step *step, uint8_t (*args)[16])
{
    const struct explore_function *function = function_of(step->function);
    for (uint8_t a = 0; a < step->arg_count; a++) {
        void *pointer;
        memcpy(&pointer, args[a], sizeof pointer);
        if (!is_pointer(function->params[a].type) || !pointer)
            continue;
        const struct space_block *block = cet_space_find(run->heap.space, pointer);
        if (block && block->is_freed)
            run->result->frees[run->step] |= (uint16_t)(1u << a);
    }
}

static bool check_blocks(struct run *run)
{
    const struct space_block *block = cet_space_damaged(run->values);
    if (block) {
        run->result->fault = FAULT_VALUE;
        run->result->fault_value = block->step;
    } else if (cet_space_damaged(run->heap.space)) {
        run->result->fault = FAULT_HEAP;
    } else {
        return true;
    }
    run->result->outcome = OUTCOME_OVERFLOW;
    return false;
}

/* The frames of a call lie below ours. */
#define FRAMES_BYTES (1u << 20)

static bool is_dangling(const struct explore_function *function, const void *result, const void *frame)
{
    uintptr_t address;
    memcpy(&address, result, sizeof address);
    return is_pointer(function->result) && address < (uintptr_t)frame && address > (uintptr_t)frame - FRAMES_BYTES;
}

/* A length that another call returned is known only now. */
static bool has_long_length(const struct run *run, const struct step *step, void *const *args)
{
    const struct explore_function *function = function_of(step->function);
    for (uint8_t a = 0; a < step->arg_count; a++) {
        const struct explore_type *type = type_of(function->params[a].type);
        int64_t number = 0;
        if (run->program->values[step->args[a]].kind != VALUE_RESULT || type->kind != EXPLORE_INT ||
            type->size > sizeof number)
            continue;
        memcpy(&number, args[a], type->size);
        if (cet_is_longer_than_room(run->program, step, a, number))
            return true;
    }
    return false;
}

static bool run_step(struct run *run, uint16_t index)
{
    const struct step *step = &run->program->steps[index];
    const struct explore_function *function = function_of(step->function);
    uint8_t small[EXPLORE_MAX_PARAMS][16];
    void *args[EXPLORE_MAX_PARAMS];
    for (uint8_t a = 0; a < step->arg_count; a++) {
        uint32_t type = function->params[a].type, size = type_of(type)->size;
        /* as large as a parameter's type is */
        args[a] = size > sizeof *small ? alloca(size) : small[a]; // NOLINT(cet-unbounded-stack)
        memset(args[a], 0, size > sizeof *small ? size : sizeof *small);
        if (!cet_place(run, step->args[a], type, args[a])) {
            run->result->outcome = OUTCOME_INVALID;
            return false;
        }
    }
    if (has_long_length(run, step, args))
        run->result->long_lengths |= (uint16_t)(1u << index);
    if (run->flags & RUN_VARIANT)
        scribble(OTHER_FILL);
    cet_heap_begin_step(&run->heap, index, step->fail_allocation);
    run->heap.is_active = true;
    run->trace->is_active = true;
    errno = 0;
    function->call(args, run->results[index]);
    int saved_errno = errno;
    run->trace->is_active = false;
    run->heap.is_active = false;
    run->has_result[index] = true;
    run->result->allocations[index] = (uint16_t)(run->heap.asked < UINT16_MAX ? run->heap.asked : UINT16_MAX);
    note_frees(run, step, small);
    if (is_dangling(function, run->results[index], small)) {
        run->result->outcome = OUTCOME_DANGLING;
        return false;
    }
    cet_observe_step(run, index, saved_errno);
    return check_blocks(run);
}

/* Blocks that it takes are the program's: they go with it. */
static void run_hook(struct run *run, void (*hook)(void), uint16_t step)
{
    if (!hook)
        return;
    cet_heap_begin_step(&run->heap, step, 0);
    run->heap.is_active = true;
    hook();
    run->heap.is_active = false;
}

static void note_leaks(struct run *run)
{
    const struct space *space = run->heap.space;
    for (uint32_t i = 0; i < space->block_count; i++) {
        if (space->blocks[i].is_freed)
            continue;
        run->result->leaks++;
        for (uint16_t s = 0; s < run->program->step_count; s++) {
            const uint8_t *pointer;
            memcpy(&pointer, run->results[s], sizeof pointer);
            if (run->has_result[s] && is_pointer(function_of(run->program->steps[s].function)->result) &&
                pointer == space->blocks[i].address)
                run->result->leaked_results |= (uint16_t)(1u << s);
        }
    }
}

static void set_timer(int which, long milliseconds)
{
    struct itimerval timer = {.it_value = {.tv_sec = milliseconds / 1000, .tv_usec = milliseconds % 1000 * 1000}};
    setitimer(which, &timer, NULL);
}

uint64_t cet_run_busy_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000 + (uint64_t)now.tv_nsec / 1000;
}

void cet_run_look_later(void)
{
    set_timer(ITIMER_REAL, RUN_LOOK_MS);
}

void cet_run_program(const struct program *program, struct result *result, struct detail *detail, uint32_t mutant,
                     uint8_t flags)
{
    struct run *run = cet_run;
    cet_result_clear(result);
    run->program = program;
    run->result = result;
    run->detail = detail;
    run->mutant = mutant;
    run->flags = flags;
    run->step = 0;
    run->stack_top = __builtin_frame_address(0);
    result->digest = 0xcbf29ce484222325u;
    if (flags & RUN_DETAIL)
        detail->observation_count = detail->text_length = 0;
    begin(run);
    run->busy_at_look_us = cet_run_busy_us();
    set_timer(ITIMER_PROF, flags & RUN_PATIENT ? RUN_PATIENT_MS : RUN_BUSY_MS);
    cet_run_look_later();
    run->is_running = true;
    if (sigsetjmp(run->leave, 0) == 0) {
        run_hook(run, cet_explore_unit.setup, 0);
        for (; run->step < program->step_count; run->step++) {
            result->step = run->step;
            if (!run_step(run, run->step))
                break;
        }
        if (run->step == program->step_count) {
            run_hook(run, cet_explore_unit.teardown, program->step_count);
            result->outcome = OUTCOME_RETURNED;
        }
    }
    run->is_running = false;
    run->trace->is_active = false;
    run->heap.is_active = false;
    if (result->outcome == OUTCOME_EXIT || result->outcome == OUTCOME_ABORT)
        cet_observe_end(run);
    note_leaks(run);
    if (flags & RUN_LOST && result->leaks)
        cet_note_lost(run);
    cet_trace_end(run->trace);
    cet_mutant_report(result);
    cet_snapshot_restore();
}
