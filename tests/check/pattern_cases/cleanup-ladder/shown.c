#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int copy(const char *from, const char *to) /* pattern: cleanup-ladder */
{
    int result = -1;
    char *buffer = malloc(64);
    if (!buffer)
        return -1;
    int in = open(from, O_RDONLY);
    if (in < 0)
        goto free_buffer;
    int out = open(to, O_WRONLY);
    if (out < 0)
        goto close_in;
    result = read(in, buffer, 64) < 0 ? -1 : 0;
    close(out);
close_in:
    close(in);
free_buffer:
    free(buffer);
    return result;
}

int check(int a, int b) /* pattern: cleanup-ladder */
{
    int status = 0;
    int *copy = malloc(sizeof *copy);
    if (!copy || a < 0) {
        status = -1;
        goto out;
    }
    if (b < 0) {
        status = -2;
        goto out;
    }
    *copy = a + b;
out:
    free(copy);
    return status;
}

static void drop(char *text)
{
    free(text);
}

char *make(int kind) /* pattern: cleanup-ladder */
{
    char *text = malloc(8);
    if (kind == 1)
        goto fail;
    if (kind == 2)
        goto fail;
    return text;
fail:
    drop(text);
    return NULL;
}
