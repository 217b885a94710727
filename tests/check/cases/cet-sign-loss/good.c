#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int find(const char *text, char wanted)
{
    for (int i = 0; text[i]; i++)
        if (text[i] == wanted)
            return i;
    return -1;
}

static void give_up(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

int echoes_what_was_read(int in, int out)
{
    char buf[256];
    ssize_t n = read(in, buf, sizeof buf);
    if (n <= 0)
        return (int)n;
    return write(out, buf, n) == n ? 0 : -1;
}

char *copies_up_to_what_is_there(const char *text)
{
    int at = find(text, '=');
    if (at == -1)
        return NULL;
    char *name = malloc((size_t)at + 1);
    if (name) {
        memcpy(name, text, at);
        name[at] = '\0';
    }
    return name;
}

void ends_when_it_is_negative(char *into, const char *from, int length)
{
    if (length < 0)
        give_up("negative length");
    memcpy(into, from, length);
}

/* Nothing is known of it, for or against. */
void of_a_parameter(char *into, const char *from, int length)
{
    memcpy(into, from, length);
}

int inside_the_branch(char *into, const char *from, int length)
{
    if (length > 0)
        memcpy(into, from, length);
    return length < 0 ? -1 : 0;
}

unsigned a_mark_that_is_meant(int wanted, unsigned found)
{
    unsigned result = wanted ? found : -1;
    return result;
}

size_t a_failure_that_is_handed_on(ssize_t n)
{
    if (n == -1)
        return n;
    return (size_t)n + 1;
}

/* Comes out right, whatever the type. */
size_t a_step_backwards(size_t at, int is_back)
{
    int step = is_back ? -1 : 1;
    return at + step;
}

unsigned hash(const char *text)
{
    unsigned value = 5381;
    while (*text)
        value = value * 33 + *text++;
    return value;
}

int through_goto(int in, int out)
{
    char buf[128];
    int status = -1;
    ssize_t n = read(in, buf, sizeof buf);
    if (n < 0)
        goto done;
    if (write(out, buf, n) != n)
        goto done;
    status = 0;
done:
    return status;
}

int in_a_loop(int in, int out)
{
    char buf[128];
    ssize_t n;
    while ((n = read(in, buf, sizeof buf)) > 0)
        if (write(out, buf, n) != n)
            return -1;
    return n < 0 ? -1 : 0;
}

void at_least_nothing(char *into, const char *from, int length)
{
    int count = length < 0 ? 0 : length;
    memcpy(into, from, count);
}

int remembers_the_test(char *into, const char *from, int length)
{
    int status = 0;
    if (length < 0)
        status = -1;
    if (status == 0)
        memcpy(into, from, length);
    return status;
}
