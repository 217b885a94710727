#include <stdio.h>

void log_error(const char *module, const char *format, ...);

/* Returns 0 behind a message and without one: the result tells nothing. */
static int note(int level, const char *text)
{
    if (level > 2) {
        log_error("note", "level %d", level);
        return 0;
    }
    if (!text) {
        log_error("note", "no text");
        return 0;
    }
    return 0;
}

/* What it returns is a number of use. */
static int count_lines(FILE *in, int limit)
{
    int count = 0;
    if (limit < 0) {
        log_error("count", "limit");
        return -1;
    }
    if (!in) {
        log_error("count", "no stream");
        return -1;
    }
    for (int c = getc(in); c != EOF && count < limit; c = getc(in))
        count += c == '\n';
    return count;
}

/* Keeps its failure in the buffer: nobody asks at each call. */
struct buffer {
    char bytes[64];
    size_t used;
    int has_failed;
};

static int add(struct buffer *buffer, char c)
{
    if (buffer->has_failed) {
        log_error("add", "has failed before");
        return -1;
    }
    if (buffer->used == sizeof buffer->bytes) {
        log_error("add", "full");
        buffer->has_failed = 1;
        return -1;
    }
    buffer->bytes[buffer->used++] = c;
    return 0;
}

static int check_once(int n)
{
    if (n < 0) {
        log_error("check", "one message may be of something else");
        return 1;
    }
    return 0;
}

int use(FILE *in, struct buffer *buffer)
{
    note(1, "x");
    count_lines(in, 3);
    add(buffer, 'a');
    add(buffer, 'b');
    add(buffer, 'c');
    check_once(4);
    return buffer->has_failed;
}
