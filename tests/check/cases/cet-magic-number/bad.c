#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct account {
    int kind, age, days;
    double balance;
};

int is_due(const struct account *account)
{
    return account->days > 45; /* expect: cet-magic-number */
}

int fee(const struct account *account)
{
    if (account->kind == 7) /* expect: cet-magic-number */
        return 0;
    return account->balance < 99.5 ? 1 : 2; /* expect: cet-magic-number */
}

void fill(int *cells)
{
    for (int i = 0; i < 36; i++) /* expect: cet-magic-number */
        cells[i] = 0;
    cells[17] = 1; /* expect: cet-magic-number */
}

char *read_name(FILE *in)
{
    char *name = malloc(120); /* expect: cet-magic-number */
    if (name && !fgets(name, 120, in)) {
        free(name);
        return NULL;
    }
    return name;
}

/* A small number is found when it stands there again and again. */
int colour(int mode, int depth)
{
    if (mode == 3) /* expect: cet-magic-number */
        return depth;
    return mode == 3 || depth > 0 ? 1 : 0;
}

int retry(int (*call)(void))
{
    int tries = 0;
    while (call() != 0 && tries++ < 12) /* expect: cet-magic-number */
        continue;
    return tries;
}

int is_code(int code)
{
    return code == 201 || code == 404 || code == 418 || code == 503; /* expect: cet-magic-number */
}
