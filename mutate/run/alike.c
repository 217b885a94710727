#include "alike.h"

#include <inttypes.h>
#include <stdio.h>

#define FACTOR 0x9e3779b97f4a7c15u

static uint64_t mix(uint64_t value, uint64_t more)
{
    value = (value ^ more) * FACTOR;
    return value ^ value >> 29;
}

/* A sum: programs report in any order. */
void alike_note(struct session *session, size_t mutant, const struct program *program, int code, uint64_t change)
{
    uint64_t number = 0;
    while (session->programs[number] != program)
        number++;
    session->behaviours[mutant] += mix(mix(mix(FACTOR, number), (uint64_t)code), change);
}

void alike_note_unknown(struct session *session, size_t mutant)
{
    session->behaviours[mutant] += mix(mix(FACTOR, UINT64_MAX), mutant);
}

bool alike_find(struct session *session, size_t mutant, size_t *ret_like)
{
    char key[17];
    bool is_new;
    snprintf(key, sizeof key, "%016" PRIx64, session->behaviours[mutant]);
    uint64_t like = map_add(&session->judged_behaviours, key, mutant, &is_new);
    if (!is_new)
        *ret_like = like;
    return !is_new;
}
