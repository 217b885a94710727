#include <stdbool.h>
#include <stddef.h>

struct cursor {
    const int *items;
    size_t at, count;
};

bool cursor_next(struct cursor *cursor) /* pattern: iterator */
{
    if (cursor->at == cursor->count)
        return false;
    cursor->at++;
    return true;
}

struct link {
    struct link *next;
};
struct walk {
    struct link *now;
};

struct link *walk_next(struct walk *walk) /* pattern: iterator */
{
    struct link *link = walk->now;
    if (link)
        walk->now = walk->now->next;
    return link;
}

struct tokens {
    const char *text;
};

int token_next(struct tokens *tokens, char *ret_token) /* pattern: iterator */
{
    *ret_token = *tokens->text;
    return *tokens->text ? *tokens->text++ : 0;
}

int use_all(const int *items, size_t count, struct link *links)
{
    struct cursor cursor = {items, 0, count};
    struct walk walk = {links};
    struct tokens tokens = {"a b"};
    int sum = 0;
    char token;
    while (cursor_next(&cursor))
        sum++;
    for (struct link *link; (link = walk_next(&walk)) != NULL;)
        sum += link->next != NULL;
    while (token_next(&tokens, &token) != 0)
        sum += token;
    return sum;
}
