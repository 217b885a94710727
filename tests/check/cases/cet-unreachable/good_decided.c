#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

int assigns_in_between(const char *text)
{
    if (!text)
        text = getenv("TEXT");
    if (!text)
        return -1;
    return text[0];
}

int other_paths_lead_here(const char *path)
{
    FILE *file = fopen(path, "r");
    int status = -1;
    if (!file)
        goto out;
    status = getc(file);
out:
    if (file)
        fclose(file);
    return status;
}

static void fill(int *n)
{
    *n = 7;
}

int given_away(void)
{
    int n = 0;
    fill(&n);
    if (n > 5)
        return 1;
    fill(&n);
    if (n > 10)
        return 2;
    return 0;
}

int changes_in_the_loop(int n)
{
    int rounds = 0;
    while (n > 0) {
        rounds++;
        n -= 3;
        if (n <= 0)
            puts("last");
    }
    if (n == 0)
        puts("even");
    return rounds;
}

/* A switch for whoever edits this. */
int has_a_switch(int n)
{
    int verbose = 0;
    if (verbose)
        printf("%d\n", n);
    if (n > 5 && verbose)
        puts("many");
    return n;
}

int narrows(int n)
{
    if (n < 0)
        return -1;
    if (n > 10)
        return 10;
    if (n == 0)
        return 0;
    if (n == 10)
        return 9;
    return n;
}

int unsigned_and_signed(int n)
{
    if (n < 0)
        n = 0;
    if ((unsigned)n > 5u)
        return 1;
    if (n == 3 || n == 4)
        return 2;
    return n != 3;
}

int guards(int n, const int *table)
{
    if (!table)
        return n ? 1 : 0;
    if (n && table)
        return table[n];
    return 0;
}

int asks_until_it_understands(int ok)
{
    char answer[4], reply;
    do {
        if (scanf("%1s", answer) != 1)
            return -1;
        reply = answer[0];
    } while ((reply != 'Y') && (reply != 'N') && (reply != 'A'));
    if (reply == 'N')
        ok = 0;
    if (reply == 'A')
        ok = 2;
    return ok;
}

/* Without the assert, it may be. */
int asserts_and_tests(const char *text)
{
    assert(text != NULL);
    if (text == NULL)
        return 0;
    return text[0];
}
