#include <stdio.h>

int use(const char *word);

/* class: unbounded-fill */
int first_word(const char *line)
{
    char word[32];
    int i = 0;
    while (*line != ' ' && *line != 0)
        word[i++] = *line++; /* expect: cet-unbounded-fill */
    word[i] = 0;
    return use(word);
}

/* class: unbounded-fill */
int up_to_colon(const char *text)
{
    char name[16];
    size_t length = 0;
    for (size_t at = 0; text[at] != ':'; at++)
        name[length++] = text[at]; /* expect: cet-unbounded-fill */
    name[length] = 0;
    return use(name);
}

/* class: unbounded-fill */
int only_letters(const char *text)
{
    char letters[8];
    unsigned count = 0;
    while (*text) {
        if (*text >= 'a' && *text <= 'z')
            letters[count++] = *text; /* expect: cet-unbounded-fill */
        text++;
    }
    return count > 0 ? letters[0] : 0;
}

/* class: unbounded-fill */
int never_counted(const int *list)
{
    int n = 0, first[4];
    for (const int *p = list; *p; p++)
        first[n++] = *p; /* expect: cet-unbounded-fill */
    return first[0] + n;
}
