#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NAMES 8

enum { BUFFER_SIZE = 64 };

struct record {
    char name[16];
    int values[NAMES];
};

static int table[10];

/* class: off-by-one */
void clears_one_too_many(void)
{
    for (int i = 0; i <= 10; i++)
        table[i] = 0; /* expect: cet-off-by-one */
}

/* class: off-by-one */
void clears_a_field(struct record *record)
{
    for (size_t i = 0; i <= NAMES; ++i)
        record->values[i] = -1; /* expect: cet-off-by-one */
}

/* class: off-by-one */
int only_what_is_above_is_refused(unsigned at)
{
    if (at > 10)
        return -1;
    return table[at]; /* expect: cet-off-by-one */
}

/* class: off-by-one */
int ends_a_text_that_fills_the_buffer(int in)
{
    char buf[BUFFER_SIZE];
    ssize_t n = read(in, buf, sizeof buf);
    if (n < 0)
        return -1;
    buf[n] = '\0'; /* expect: cet-off-by-one */
    return puts(buf);
}

/* class: off-by-one */
void in_one_expression(int in)
{
    char buf[BUFFER_SIZE];
    buf[read(in, buf, sizeof buf)] = 0; /* expect: cet-off-by-one */
    puts(buf);
}

/* class: off-by-one */
void ends_a_link(const char *path)
{
    char target[128];
    int n = readlink(path, target, sizeof(target));
    if (n != -1) {
        target[n] = '\0'; /* expect: cet-off-by-one */
        puts(target);
    }
}

/* class: off-by-one */
void ends_behind_the_end(const char *text)
{
    char buf[32];
    strncpy(buf, text, sizeof buf);
    buf[sizeof buf] = '\0'; /* expect: cet-off-by-one */
    puts(buf);
}

/* class: off-by-one */
void wipes_more_than_there_is(struct record *record)
{
    memset(record->name, 0, sizeof record->name + 1); /* expect: cet-off-by-one */
}

/* class: off-by-one */
void prints_into_less(int n)
{
    char number[8];
    snprintf(number, 16, "%d", n); /* expect: cet-off-by-one */
    puts(number);
}

/* class: off-by-one */
int counts_by_while(const int *values)
{
    int copy[4], i = 0, sum = 0;
    while (i <= 4) {
        copy[i] = values[i]; /* expect: cet-off-by-one */
        sum += copy[i++];    /* expect: cet-off-by-one */
    }
    return sum;
}

/* class: off-by-one */
int uses_the_counter_after_the_loop(int wanted)
{
    int i;
    for (i = 0; i < 10; i++)
        if (table[i] == wanted)
            break;
    return table[i]; /* expect: cet-off-by-one */
}

int half_tested[10];
/* class: off-by-one */
void sets(int i, int value)
{
    if (i > 9)
        return;
    half_tested[i] = value; /* expect: cet-off-by-one */
}
