#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { BUFFER_SIZE = 64 };

struct record {
    char name[16];
    int values[8];
};

struct tail {
    int length;
    char text[1];
};

static int table[10];

void clears_all(struct record *record)
{
    for (int i = 0; i < 10; i++)
        table[i] = 0;
    for (size_t i = 0; i < COUNT(record->values); i++)
        record->values[i] = -1;
    for (int i = 10; i-- > 0;)
        table[i] = i;
    for (int i = 9; i >= 0; i--)
        table[i] = i;
    for (int i = 1; i <= 10; i++)
        table[i - 1] = i;
}

int refuses_the_count(unsigned at)
{
    if (at >= 10)
        return -1;
    return table[at];
}

int leaves_room(int in)
{
    char buf[BUFFER_SIZE];
    ssize_t n = read(in, buf, sizeof buf - 1);
    if (n < 0)
        return -1;
    buf[n] = '\0';
    return puts(buf);
}

int only_when_there_is_room(int in)
{
    char buf[BUFFER_SIZE];
    ssize_t n = read(in, buf, sizeof buf);
    if (n > 0 && n < BUFFER_SIZE)
        buf[n] = '\0';
    return n > 0 ? buf[0] : -1;
}

/* The address behind the last element may be formed. */
int sum(void)
{
    int total = 0;
    for (const int *p = table, *end = &table[10]; p < end; p++)
        total += *p;
    return total;
}

int asks_before_it_uses_the_counter(int wanted)
{
    int i;
    for (i = 0; i < 10; i++)
        if (table[i] == wanted)
            break;
    return i < 10 ? table[i] : -1;
}

void ends_at_the_end(const char *text)
{
    char buf[32];
    strncpy(buf, text, sizeof buf - 1);
    buf[sizeof buf - 1] = '\0';
    puts(buf);
}

/* As many as the caller gave room for. */
void a_tail_of_any_length(struct tail *tail)
{
    for (int i = 0; i <= 4; i++)
        tail->text[i] = 'x';
}

void of_a_pointer(int *items)
{
    for (int i = 0; i <= 10; i++)
        items[i] = 0;
}

/* What ends the loop is not the counter. */
int copies(char into[16], const char *from)
{
    char text[16];
    int n = 0;
    while (*from && n < 15)
        text[n++] = *from++;
    text[n] = '\0';
    memcpy(into, text, sizeof text);
    return n;
}

size_t measured_only(void)
{
    return sizeof table[10];
}

/* What decides is is_inside, not the comparison. */
int a_test_that_is_kept(int at, int is_open)
{
    int is_inside = at >= 0 && at < 10 && is_open;
    if (is_inside)
        return table[at];
    return -1;
}

#define NO_ENTRY 4294967295u

int a_mark_for_none(int wanted)
{
    unsigned found = NO_ENTRY;
    int is_found = 0;
    for (unsigned i = 0; i < 10; i++)
        if (table[i] == wanted) {
            found = i;
            is_found = 1;
        }
    return is_found ? table[found] : -1;
}

enum { KIND_NONE = -1, KIND_FIRST, KIND_LAST = 9 };

static int kind_of(const char *name)
{
    if (!*name)
        return KIND_NONE;
    return *name % 10;
}

int chosen_by_a_switch(const char *name)
{
    int kind;
    switch (kind = kind_of(name)) {
    case KIND_NONE:
        return 0;
    case KIND_FIRST:
        return 1;
    default:
        return table[kind];
    }
}

int the_least(const int costs[10])
{
    int least = 1000000, at = -1;
    for (int i = 0; i < 10; i++)
        if (costs[i] < least) {
            least = costs[i];
            at = i;
        }
    return table[at];
}

/* The test is for something else than the array. */
int a_kind_of_number(unsigned short number)
{
    if (number < 0x8000)
        return table[number];
    return -1;
}

/* Pairs: the step keeps the second one inside. */
int sum_of_pairs(void)
{
    static const int pairs[] = {15, 1, 3, 0, 5, 0, 6, 0, 8, 0};
    int sum = 0;
    for (int i = 0; i < (int)(sizeof pairs / sizeof pairs[0]); i += 2)
        sum += pairs[i] * pairs[i + 1];
    return sum;
}

struct limits {
    int upper[6];
    int answer[6];
};

/* The last limit is above all values; the bound is there for broken input. */
int answer_of(const struct limits *limits, int value)
{
    int k;
    for (k = 0; limits->upper[k] <= value && k < 6; k++)
        ;
    return limits->answer[k];
}
