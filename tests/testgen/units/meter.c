/* What meter_open gives is known by a name that stands for nothing, as many libraries hide what theirs holds. */
#include <stdlib.h>

typedef void meter;

struct meter_state {
    int total;
    int *readings;
    unsigned count, room;
};

meter *meter_open(unsigned room)
{
    struct meter_state *state = calloc(1, sizeof *state);
    if (!state)
        return NULL;
    state->room = room > 100 ? 100 : room;
    state->readings = calloc(state->room + 1, sizeof *state->readings);
    if (state->readings)
        return state;
    free(state);
    return NULL;
}

void meter_close(meter *m)
{
    struct meter_state *state = m;
    if (state)
        free(state->readings);
    free(state);
}

int meter_add(meter *m, int reading)
{
    struct meter_state *state = m;
    if (state->count == state->room)
        return -1;
    state->readings[state->count++] = reading;
    state->total += reading;
    return state->total;
}

int meter_last(const meter *m)
{
    const struct meter_state *state = m;
    return state->count ? state->readings[state->count - 1] : 0;
}
