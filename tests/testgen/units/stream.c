/* A stream whose state only its functions lay out; what is static works on that state. */
#include <stdlib.h>
#include <string.h>

struct window {
    unsigned char *bytes;
    size_t size, used;
    unsigned long check;
};

struct state {
    int status;
    struct window window;
    unsigned *counts;
};

struct stream {
    const unsigned char *next;
    size_t available;
    struct state *state;
};

int stream_open(struct stream *stream, int bits)
{
    if (bits < 9 || bits > 15)
        return -2;
    struct state *state = calloc(1, sizeof *state);
    if (!state)
        return -4;
    state->window.size = (size_t)1 << bits;
    state->window.bytes = calloc(1, state->window.size);
    state->counts = calloc(256, sizeof *state->counts);
    state->status = 42;
    if (!state->window.bytes || !state->counts) {
        free(state->window.bytes);
        free(state->counts);
        free(state);
        return -4;
    }
    stream->state = state;
    return 0;
}

void stream_close(struct stream *stream)
{
    if (!stream->state)
        return;
    free(stream->state->window.bytes);
    free(stream->state->counts);
    free(stream->state);
    stream->state = NULL;
}

static int fill_window(struct window *window, const unsigned char *bytes, size_t length)
{
    if (length > window->size - window->used)
        return -1;
    memcpy(window->bytes + window->used, bytes, length);
    window->used += length;
    for (size_t i = 0; i < length; i++)
        window->check = window->check * 31 + bytes[i];
    return window->used == window->size;
}

static unsigned count_byte(struct state *state, unsigned char byte)
{
    if (state->status != 42)
        return 0;
    if (++state->counts[byte] == 3)
        state->status = 43;
    return state->counts[byte];
}

int stream_put(struct stream *stream, const unsigned char *bytes, size_t length)
{
    if (!stream->state)
        return -2;
    for (size_t i = 0; i < length; i++)
        count_byte(stream->state, bytes[i]);
    return fill_window(&stream->state->window, bytes, length);
}
