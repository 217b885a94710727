#include <stddef.h>

/* The caller has no data of its own in it. */
int apply(int (*function)(int), int value)
{
    return function(value);
}

/* Data, and nothing to call. */
int take(void *context, int *ret_value)
{
    *ret_value = context != NULL;
    return 0;
}

/* The pointer goes to a function that stands fast. */
static int use(void *data)
{
    return data != NULL;
}

int forward(void *data, int (*unused)(void *))
{
    return unused ? use(data) : 0;
}
