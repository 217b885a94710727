#include <stdbool.h>
#include <stddef.h>

struct cursor {
    size_t at, count;
};

/* Only asks. */
bool cursor_has_more(const struct cursor *cursor)
{
    return cursor->at < cursor->count;
}

/* Moves on, and no loop goes by what it says. */
bool cursor_step(struct cursor *cursor)
{
    cursor->at++;
    return cursor->at < cursor->count;
}

/* A loop calls it in its body. */
int cursor_take(struct cursor *cursor)
{
    return (int)cursor->at++;
}

int use_more(void)
{
    struct cursor cursor = {0, 3};
    int sum = 0;
    while (cursor_has_more(&cursor))
        sum += cursor_take(&cursor);
    return cursor_step(&cursor) ? sum : -sum;
}
