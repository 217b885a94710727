/* A block is lost by the call after which nothing points to it any more. That is the function's fault when it took the
 * block itself in that call, or when the block was its object's and nobody gave the object back. */
#include "leaks.h"

#include "channel.h"
#include "corpus.h"
#include "honest.h"
#include "learned.h"
#include "search.h"
#include "shrink.h"
#include "store.h"
#include "tables.h"

#define SHRINK_TRIES 120u
#define LEAKS_EACH 4u /* findings of one function that are looked for */

struct loss {
    struct program *work;
    uint16_t function;
};

static const struct result *run_lost(const struct program *p)
{
    return cet_channel_run_one(p, 0, RUN_NO_FACTS | RUN_LOST);
}

static bool may_overwrite(const struct program *p, uint16_t step)
{
    const struct step *s = &p->steps[step];
    const struct explore_function *f = function_of(s->function);
    for (uint8_t a = 0; a < s->arg_count; a++)
        if (cet_learned_consumes(s->function, a) || f->params[a].role == EXPLORE_ROLE_INIT ||
            (is_pointer(f->params[a].type) && pointee_of(f->params[a].type)->kind == EXPLORE_POINTER))
            return true;
    return false;
}

/* The step that lost a block, UINT16_MAX: none did, or the caller may have. */
static uint16_t losing_step(const struct program *p, struct program *work)
{
    cet_program_copy(work, p);
    for (uint16_t count = 1; count <= p->step_count; count++) {
        work->step_count = count;
        const struct result *result = run_lost(work);
        if (result->outcome != OUTCOME_RETURNED)
            return UINT16_MAX;
        const uint16_t step = count - 1;
        if (!result->lost)
            continue;
        if (!function_of(p->steps[step].function)->is_target || !cet_is_honest(p, step) ||
            (result->lost_step != step && may_overwrite(p, step)))
            return UINT16_MAX;
        return step;
    }
    return UINT16_MAX;
}

static bool keeps_loss(void *context, const struct program *program, const struct result *result)
{
    const struct loss *loss = context;
    if (result->outcome != OUTCOME_RETURNED || !result->leaks)
        return false;
    const uint16_t step = losing_step(program, loss->work);
    return step != UINT16_MAX && program->steps[step].function == loss->function;
}

static void remember(struct program *p, uint16_t step, struct program *work)
{
    static struct result *leak;
    if (!leak)
        leak = cet_store_take(sizeof *leak);
    struct loss loss = {work, p->steps[step].function};
    p->step_count = step + 1;
    cet_shrink(p, keeps_loss, &loss, SHRINK_TRIES);
    const uint16_t last = losing_step(p, work);
    if (last == UINT16_MAX)
        return;
    leak->outcome = OUTCOME_LEAK;
    leak->step = last;
    cet_search_remember(p, leak, RUN_LOST);
}

struct finder {
    uint8_t *found; /* by function */
    struct program *program, *work;
};

static void look_at(struct finder *f, const struct program *program)
{
    if (!run_lost(program)->lost)
        return;
    const uint16_t step = losing_step(program, f->work);
    if (step == UINT16_MAX || f->found[program->steps[step].function]++ >= LEAKS_EACH)
        return;
    cet_program_copy(f->program, program);
    remember(f->program, step, f->work);
}

/* What is kept for its branches need not be what loses: adding the same once more often is. */
static void look_at_repeated(struct finder *f, const struct program *program)
{
    static struct program *repeated;
    if (!repeated)
        repeated = cet_store_take(sizeof *repeated);
    const uint16_t last = program->step_count - 1;
    if (program->step_count >= PROGRAM_STEPS || f->found[program->steps[last].function] ||
        !cet_takes_objects(program, last) || !cet_is_honest(program, last))
        return;
    cet_program_copy(repeated, program);
    repeated->steps[repeated->step_count++] = program->steps[last];
    if (cet_program_is_valid(repeated))
        look_at(f, repeated);
}

void cet_find_leaks(void)
{
    struct finder f = {.found = cet_store_take(cet_explore_unit.function_count + 1),
                       .program = cet_store_take(sizeof *f.program),
                       .work = cet_store_take(sizeof *f.work)};
    if (cet_explore_unit.stub_count)
        return; /* the real functions may keep what they are handed */
    for (uint32_t i = 0; i < cet_corpus_count(); i++)
        if (cet_corpus_get(i)->outcome == OUTCOME_RETURNED)
            look_at(&f, cet_corpus_get(i)->program);
    for (uint32_t i = 0; i < cet_corpus_count(); i++)
        if (cet_corpus_get(i)->outcome == OUTCOME_RETURNED)
            look_at_repeated(&f, cet_corpus_get(i)->program);
}
