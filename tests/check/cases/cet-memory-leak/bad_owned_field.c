#include <stdlib.h>
#include <string.h>

struct value {
    char *text;
    int number;
};

struct level {
    char *key;
    struct value *value;
    struct level *next;
};

struct context {
    struct level *stack;
};

struct user {
    char *name;
    char *home;
    struct user *next;
};

int value_set(struct value *value, const char *text)
{
    value->text = strdup(text);
    return value->text ? 0 : -1;
}

void value_free(struct value *value)
{
    free(value->text);
    free(value);
}

/* Moved from a field that owns, which is then empty: the key owns. */
void context_name(struct context *context, struct value *value)
{
    context->stack->key = value->text;
    value->text = NULL;
    free(value);
}

struct value *context_pop(struct context *context)
{
    struct level *top = context->stack;
    context->stack = top->next;
    struct value *value = top->value;
    free(top); /* expect: cet-memory-leak */
    return value;
}

int user_fill(struct user *user, const char *name, const char *home)
{
    user->name = strdup(name);
    user->home = strdup(home);
    return user->name && user->home ? 0 : -1;
}

void user_free(struct user *user)
{
    free(user->name);
    free(user->home);
    free(user);
}

void users_free(struct user *first)
{
    while (first) {
        struct user *user = first;
        first = user->next;
        free(user->name);
        free(user); /* expect: cet-memory-leak */
    }
}

void users_pop(struct user **list)
{
    struct user *user = *list;
    *list = user->next;
    free(user); /* expect: cet-memory-leak */
}
