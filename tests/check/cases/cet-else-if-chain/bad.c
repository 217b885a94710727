#include <string.h>

enum shape { CIRCLE, SQUARE, TRIANGLE, LINE, POINT };

int corners(enum shape shape)
{
    if (shape == CIRCLE) /* expect: cet-else-if-chain */
        return 0;
    else if (shape == SQUARE)
        return 4;
    else if (shape == TRIANGLE)
        return 3;
    else if (shape == LINE)
        return 2;
    else if (POINT == shape)
        return 1;
    return -1;
}

int option(const char *word)
{
    int flag;
    if (!strcmp(word, "--help")) /* expect: cet-else-if-chain */
        flag = 1;
    else if (!strcmp(word, "--version"))
        flag = 2;
    else if (strcmp("--quiet", word) == 0)
        flag = 4;
    else if (!strcmp(word, "--verbose"))
        flag = 8;
    else if (0 == strcmp(word, "--all"))
        flag = 16;
    else
        flag = 0;
    return flag;
}

struct reader {
    const char *text;
    int at;
};

int unescape(struct reader *r)
{
    int c = r->text[r->at];
    if (r->text[r->at] == 'n') { /* expect: cet-else-if-chain */
        c = '\n';
    } else if (r->text[r->at] == 't') {
        c = '\t';
    } else if (r->text[r->at] == 'r' || r->text[r->at] == 'R') {
        c = '\r';
    } else if (r->text[r->at] == '0') {
        c = '\0';
    }
    return c;
}

/* The chain begins with another question. */
int command(int key, int is_locked)
{
    if (is_locked)
        return 0;
    else if (key == 'q') /* expect: cet-else-if-chain */
        return 1;
    else if (key == 'w')
        return 2;
    else if (key == 'e')
        return 3;
    else if (key == 'r')
        return 4;
    else if (key == 't')
        return 5;
    else
        return -1;
}
