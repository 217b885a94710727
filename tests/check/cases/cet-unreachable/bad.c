#include <stdio.h>
#include <stdlib.h>

int returns_before(FILE *file)
{
    int status = ferror(file);
    return status;
    fclose(file); /* expect: cet-unreachable */
}

void breaks_before(int kind)
{
    switch (kind) {
    case 1:
        puts("one");
        break;
        puts("still one"); /* expect: cet-unreachable */
    default:
        puts("other");
    }
}

void never_leaves_the_loop(FILE *file)
{
    for (;;) {
        int c = getc(file);
        if (c == 'x')
            puts("x");
    }
    fclose(file); /* expect: cet-unreachable */
}

int both_branches_leave(int n)
{
    if (n > 0) {
        return 1;
    } else {
        n = -n;
        return n;
    }
    printf("%d\n", n); /* expect: cet-unreachable */
    return 0;
}

void continues_before(const int *items, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        if (items[i] < 0) {
            continue;
            sum--; /* expect: cet-unreachable */
        }
        sum += items[i];
    }
    printf("%d\n", sum);
}

void ends_the_program(FILE *file)
{
    exit(1);
    fclose(file); /* expect: cet-unreachable */
}

int jumps_away(int n)
{
    if (n)
        goto out;
    return 1;
    n = 2; /* expect: cet-unreachable */
out:
    return n;
}

int before_the_first_label(int kind)
{
    int result = 0;
    switch (kind) {
        result = 5; /* expect: cet-unreachable */
    case 1:
        return result;
    default:
        return -1;
    }
}

int every_case_leaves(int kind)
{
    switch (kind) {
    case 1:
        return 10;
    default:
        return 20;
    }
    kind = 0; /* expect: cet-unreachable */
    return kind;
}
