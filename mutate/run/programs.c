/* Which program is which, from one run of the command to the next. */
#include <string.h>

#include "cet/core/memory.h"
#include "session.h"

void program_reserve(struct program *program, size_t mutant_count)
{
    size_t capacity = program->mutant_capacity ? program->mutant_capacity : 256;
    while (capacity < mutant_count)
        capacity *= 2;
    if (capacity == program->mutant_capacity)
        return;
    program->hits = memory_resize(program->hits, capacity, sizeof *program->hits);
    program->pairs = memory_resize(program->pairs, capacity, sizeof *program->pairs);
    program->is_noticed = memory_resize(program->is_noticed, capacity, sizeof *program->is_noticed);
    for (size_t i = program->mutant_capacity; i < capacity; i++) {
        program->is_noticed[i] = false;
        program->hits[i] = 0;
        program->pairs[i] = PAIR_UNREACHED;
    }
    program->mutant_capacity = capacity;
}

bool mutant_is_decided(const struct session *session, size_t mutant)
{
    const enum mutant_status status = session->set->items[mutant].status;
    return status != MUTANT_PENDING && !(session->options->failed && status == MUTANT_KILLED);
}

bool program_has_pending(const struct session *session, const struct program *program)
{
    for (size_t i = 0; i < session->set->count; i++)
        if (program->pairs[i] == PAIR_PENDING && !mutant_is_decided(session, i))
            return true;
    return false;
}

void program_must_not_fork(struct session *session, struct program *program, enum forking forking, const char *why)
{
    if (forking <= program->forking)
        return;
    program->forking = forking;
    program->why = arena_strdup(&session->arena, why);
}

static struct program *find_next_of(const struct session *session, const char *base)
{
    for (size_t i = 0; i < session->program_count; i++)
        if (session->programs[i]->last_pass != session->pass && strcmp(session->programs[i]->base, base) == 0)
            return session->programs[i];
    return NULL;
}

/* Scripts hand on names of temporary files, which are new each time. */
static struct program *find_similar(const struct session *session, const char *exe, size_t argument_count)
{
    for (size_t i = 0; i < session->program_count; i++) {
        struct program *program = session->programs[i];
        if (program->last_pass != session->pass && program->argument_count == argument_count &&
            strcmp(program->exe, exe) == 0)
            return program;
    }
    return NULL;
}

static struct program *program_add(struct session *session, const char *exe, const char *base, const char *name,
                                   size_t argument_count)
{
    struct program *program = arena_alloc(&session->arena, sizeof *program);
    *program = (struct program){.exe = arena_strdup(&session->arena, exe),
                                .base = arena_strdup(&session->arena, base),
                                .name = arena_strdup(&session->arena, name),
                                .argument_count = argument_count,
                                .clean_exit = -1};
    program_reserve(program, session->set->count);
    ARRAY_PUSH(session->programs, session->program_count, session->program_capacity, program);
    return program;
}

struct program *program_meet(struct session *session, const char *exe, const char *base, const char *name,
                             size_t argument_count)
{
    struct program *program = find_next_of(session, base);
    if (!program && session->pass > 1)
        program = find_similar(session, exe, argument_count);
    if (!program)
        program = program_add(session, exe, base, name, argument_count);
    program->last_pass = session->pass;
    return program;
}
