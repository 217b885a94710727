#include <stddef.h>

static int add(int a, int b)
{
    return a + b;
}

static int subtract(int a, int b)
{
    return a - b;
}

static int (*const operations[])(int, int) = {add, subtract}; /* pattern: dispatch-table */

int compute(unsigned operation, int a, int b)
{
    return operation < 2 ? operations[operation](a, b) : 0;
}

static const struct { /* pattern: dispatch-table */
    const char *name;
    int (*run)(int, int);
} commands[] = {{"add", add}, {"subtract", subtract}};

int run_command(size_t index)
{
    return commands[index].run(1, 2);
}

typedef int (*handler)(int, int);
static handler handlers[4]; /* pattern: dispatch-table */

int handle(unsigned char byte, handler with)
{
    handlers[byte & 3] = with;
    return (*handlers[byte & 3])(byte, 0);
}
