/* A crash that comes whatever the numbers are that go with an object, and whatever lies in memory of which nobody says
 * how much there must be, does not hang on a rule about them. */
#include "settle.h"

#include "blame.h"
#include "channel.h"
#include "honest.h"
#include "search.h"
#include "shrink.h"
#include "store.h"
#include "tables.h"

#define SHRINK_TRIES 120u
#define ROOMY_BYTES 4096u

static struct program *work, *scratch;

/* The crash as the run of program shows it again. */
static bool is_again(const struct crash *crash, const struct program *program, const struct result *result)
{
    return result->outcome == crash->outcome && result->fault == crash->fault && result->code == crash->code &&
           result->undefined.line == crash->undefined.line && result->step < program->step_count &&
           program->steps[result->step].function == crash->program->steps[crash->step].function;
}

static bool comes_again(const struct crash *crash, const struct program *program)
{
    return is_again(crash, program, cet_channel_run_one(program, 0, RUN_NO_FACTS | crash->flags));
}

static struct crash crash_of(const struct crash *old, const struct program *program, const struct result *result)
{
    struct crash crash = *old;
    crash.program = program;
    crash.step = result->step;
    crash.fault_value = result->fault_value;
    crash.long_lengths = result->long_lengths;
    crash.fault_distance = result->fault_distance;
    crash.blame = cet_blame(&crash);
    return crash;
}

static bool keeps_crash(void *context, const struct program *program, const struct result *result)
{
    const struct crash *crash = context;
    return is_again(crash, program, result) && crash_of(crash, program, result).blame == crash->blame;
}

static void make_small(struct crash *crash)
{
    const struct crash before = *crash;
    if (crash->outcome == OUTCOME_LEAK || crash->flags)
        return;
    cet_program_copy(work, crash->program);
    work->step_count = crash->step + 1;
    cet_program_compact(work, scratch);
    if (!comes_again(crash, work))
        return;
    cet_shrink(work, keeps_crash, (void *)&before, SHRINK_TRIES);
    const struct result *result = cet_channel_run_one(work, 0, RUN_NO_FACTS);
    if (is_again(&before, work, result))
        *crash = crash_of(&before, cet_program_keep(work), result);
}

/* With room to spare and whatever is in it. */
static bool hangs_on_memory(const struct crash *crash)
{
    static const uint8_t fills[] = {0, 0xff, 'a'};
    const struct step *step = &crash->program->steps[crash->step];
    const struct explore_function *f = function_of(step->function);
    for (uint8_t a = 0; a < step->arg_count; a++) {
        for (size_t i = 0; cet_is_unmeasured(f, a) && i < sizeof fills; i++) {
            cet_program_copy(work, crash->program);
            const uint16_t roomy = cet_program_add(work, VALUE_BUFFER, f->params[a].type);
            if (roomy == NO_VALUE)
                return true;
            work->values[roomy].length = ROOMY_BYTES;
            work->values[roomy].fill = fills[i];
            work->steps[crash->step].args[a] = roomy;
            if (!comes_again(crash, work))
                return true;
        }
    }
    return false;
}

static bool hangs_on_numbers(const struct crash *crash)
{
    static const int64_t numbers[] = {1, 2, 5};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        cet_program_copy(work, crash->program);
        for (uint16_t s = 0; s <= crash->step; s++)
            for (uint8_t a = 0; a < work->steps[s].arg_count; a++) {
                struct value *v = &work->values[work->steps[s].args[a]];
                if (v->kind == VALUE_INT && type_of(v->type)->kind == EXPLORE_INT)
                    v->number = numbers[i];
            }
        if (!comes_again(crash, work))
            return true;
    }
    return false;
}

static void settle(struct crash *crash)
{
    make_small(crash);
    if (crash->blame == BLAME_UNCLEAR)
        crash->blame =
            hangs_on_memory(crash) || (cet_takes_objects(crash->program, crash->step) && hangs_on_numbers(crash))
                ? BLAME_CALLER
                : BLAME_FUNCTION;
}

void cet_settle_crashes(void)
{
    work = cet_store_take(sizeof *work);
    scratch = cet_store_take(sizeof *scratch);
    cet_search_settle(settle);
}
