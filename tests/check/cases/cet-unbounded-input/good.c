#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct user {
    char name[16];
    int age;
};

int word(void)
{
    char word[32];
    return scanf("%31s", word) == 1 ? puts(word) : -1;
}

int several(FILE *file, struct user *user)
{
    return fscanf(file, "%d %15[^\n]%*s", &user->age, user->name) == 2 ? 0 : -1;
}

int numbers(void)
{
    int a = 0;
    double b = 0;
    char c = 0;
    return scanf("%d %lf %c", &a, &b, &c) == 3 ? a + (int)b + c : -1;
}

/* The text that is read is not longer than the buffer. */
int same_size(void)
{
    char line[64], key[64], value[64];
    if (!fgets(line, sizeof line, stdin))
        return -1;
    return sscanf(line, "%s %s", key, value) == 2 ? strcmp(key, value) : -1;
}

int allocated(void)
{
    char *word = NULL;
    if (scanf("%ms", &word) != 1)
        return -1;
    free(word);
    return 0;
}

int exactly(void)
{
    char magic[4];
    return scanf("%4c", magic) == 1 ? magic[0] : -1;
}

int skipped(void)
{
    int value = 0;
    return scanf("%*s %*[^0-9]%d", &value) == 1 ? value : -1;
}

int wide_characters(void)
{
    int value = 0;
    return sscanf("17 abc", "%d %%s", &value) == 1 ? value : -1;
}
