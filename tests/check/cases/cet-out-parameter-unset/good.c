#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

struct entry {
    const char *key;
    int value;
    struct entry *next;
};

int set_when_found(const struct entry *first, const char *key, int *ret_value)
{
    for (; first; first = first->next)
        if (!strcmp(first->key, key)) {
            *ret_value = first->value;
            return 0;
        }
    return -1;
}

int found_by_a_flag(const struct entry *first, const char *key, int *ret_value)
{
    bool found = false;
    for (; first && !found; first = first->next)
        if (!strcmp(first->key, key)) {
            *ret_value = first->value;
            found = true;
        }
    if (!found)
        return -1;
    return 0;
}

int zero_is_none(const char *text, int *ret_digit)
{
    if (*text == '\0')
        return 0;
    if (*text < '0' || *text > '9')
        return -1;
    *ret_digit = *text - '0';
    return 1;
}

bool set_at_the_top(const char *text, size_t *ret_length)
{
    *ret_length = 0;
    if (!text)
        return true;
    if (!*text)
        return false;
    *ret_length = strlen(text);
    return true;
}

bool may_be_null(const char *text, size_t *ret_length)
{
    if (!text)
        return false;
    if (ret_length)
        *ret_length = strlen(text);
    return true;
}

int goes_both_ways(const char *text, int *position)
{
    if (*position < 0)
        return -1;
    if (!text[*position])
        return 0;
    *position = *position + 1;
    return 0;
}

static void fill(int *numbers)
{
    *numbers = 7;
}

int set_by_another(int kind, int *ret_number)
{
    if (kind < 0)
        return -1;
    if (kind < 10) {
        fill(ret_number);
        return 0;
    }
    *ret_number = kind;
    return 0;
}

enum mode { ONLY_TEST, WITH_VALUE };

int caller_chose(const char *text, enum mode mode, int *ret_value)
{
    if (!text)
        return -1;
    if (mode == WITH_VALUE)
        *ret_value = atoi(text);
    return 0;
}

int array_of_some(const char *text, int *numbers, size_t count)
{
    size_t i;
    if (!count)
        return -1;
    for (i = 0; i < count && text[i]; i++)
        numbers[i] = text[i];
    return 0;
}

int says_why(const struct entry *entry, int *ret_value)
{
    if (!entry)
        return -1;
    if (!entry->key)
        return 0; /* what the caller put there stays */
    *ret_value = entry->value;
    return 0;
}

int compares(int a, int *ret_smaller)
{
    if (a > 100)
        return 1;
    *ret_smaller = a;
    return 0;
}

struct held {
    int *items;
};

void held_release(struct held *held);
int held_fetch(struct held *ret_held, int which);

/* What it holds so far is given back first: it goes both ways. */
int held_renew(struct held *held, int which)
{
    struct held fresh = {0};
    int status = held_fetch(&fresh, which);
    if (status != 0)
        return -1;
    if (which > 0) {
        held_release(held);
        *held = fresh;
    }
    return 0;
}

/* The caller has cleared it. */
int held_fill(struct held *held, int which, int *changed)
{
    if (which < 0)
        return -1;
    if (held->items && which > 3) {
        held->items[0] = which;
        *changed = 1;
        return 0;
    }
    return 0;
}
