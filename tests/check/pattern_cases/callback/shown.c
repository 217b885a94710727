#include <stddef.h>

typedef int (*reader_fn)(void *context, char *bytes, size_t room);

int fill(char *bytes, reader_fn read, void *context) /* pattern: callback */
{
    return read(context, bytes, 16);
}

int with_lock(int (*run)(void *), void *data) /* pattern: callback */
{
    int result = (*run)(data);
    return result < 0 ? result : 0;
}

/* Kept beside its data. */
struct stream { /* pattern: callback */
    int state;
    reader_fn read;
    void *read_context;
};

int stream_fill(struct stream *stream, char *bytes)
{
    return stream->read(stream->read_context, bytes, 16);
}
