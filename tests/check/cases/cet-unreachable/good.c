#include <stdio.h>
#include <stdlib.h>

/* Labels lead there. */
int cleans_up(const char *path)
{
    int status = -1;
    FILE *file = fopen(path, "r");
    if (!file)
        goto out;
    status = getc(file);
    fclose(file);
    goto out;
out:
    return status;
}

/* Another build has no return here. */
int depends_on_the_build(int n)
{
#ifndef SLOW_MACHINE
    return n;
#endif
    return n * 2;
}

/* To be on the safe side. */
int defends_itself(int kind)
{
    switch (kind) {
    case 1:
        return 1;
        break;
    default:
        abort();
        return 0;
    }
}

int ends_and_says_so(void)
{
    exit(2);
    return 0;
}

int leaves_the_loop(FILE *file)
{
    while (1) {
        int c = getc(file);
        if (c == EOF)
            break;
        putchar(c);
    }
    return fclose(file);
}

int leaves_by_goto(FILE *file)
{
    for (;;) {
        if (getc(file) == EOF)
            goto done;
    }
done:
    return fclose(file);
}

/* What the condition says here may be otherwise on another machine. */
long reads_a_number(const char *text)
{
    if (sizeof(long) == 8)
        return strtol(text, NULL, 10);
    fputs("only 32 bits\n", stderr);
    return strtol(text, NULL, 16);
}

/* Jumps into the middle, as interpreters do. */
int enters_in_the_middle(int state)
{
    switch (state) {
        do {
        case 1:
            state++;
        case 2: /* fall through */
            state++;
        } while (state < 5);
    }
    return state;
}

int names_what_is_unused(int n, int unused)
{
    return n;
    (void)unused;
}

#define FAIL_WITH(n)                                                                                                   \
    do {                                                                                                               \
        return n;                                                                                                      \
    } while (0)

int fails_by_macro(int n)
{
    if (n < 0)
        FAIL_WITH(-1);
    return n;
}
