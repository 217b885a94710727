#include <stdio.h>
#include <stdlib.h>
#include <string.h>

char *gets(char *line);

struct user {
    char name[16];
    int age;
};

#define WORD_BYTES 32

void by_gets(void)
{
    char line[80];
    if (gets(line)) /* expect: cet-unbounded-input */
        puts(line);
}

int word(void)
{
    char word[WORD_BYTES];
    return scanf("%s", word); /* expect: cet-unbounded-input */
}

int second(FILE *file, struct user *user)
{
    return fscanf(file, "%d %s", &user->age, user->name); /* expect: cet-unbounded-input */
}

int set(char *out)
{
    return scanf("%[^\n]", out); /* expect: cet-unbounded-input */
}

int of_a_text(const char *text)
{
    char key[16];
    return sscanf(text, " %[a-z]=", key); /* expect: cet-unbounded-input */
}

int larger_text(void)
{
    char line[256], key[16];
    if (!fgets(line, sizeof line, stdin))
        return -1;
    return sscanf(line, "%s", key); /* expect: cet-unbounded-input */
}

int too_wide(void)
{
    char word[WORD_BYTES];
    return scanf("%32s", word); /* expect: cet-unbounded-input */
}

int far_too_wide(struct user *user)
{
    return scanf("%*d %99[^:]", user->name); /* expect: cet-unbounded-input */
}

int characters(void)
{
    char magic[4];
    return scanf("%5c", magic); /* expect: cet-unbounded-input */
}
