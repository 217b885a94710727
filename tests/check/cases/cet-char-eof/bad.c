#include <stdio.h>

struct reader {
    FILE *in;
    char c;
};

/* class: char-eof */
int counts_lines(FILE *in)
{
    char c;
    int lines = 0;
    while ((c = getc(in)) != EOF) /* expect: cet-char-eof */
        lines += c == '\n';
    return lines;
}

/* class: char-eof */
void copies(void)
{
    unsigned char c = getchar(); /* expect: cet-char-eof */
    while (c != EOF) {
        putchar(c);
        c = getchar();
    }
}

/* class: char-eof */
int with_a_cast(FILE *in)
{
    char c = (char)fgetc(in); /* expect: cet-char-eof */
    if (EOF == c)
        return -1;
    return c;
}

/* class: char-eof */
int in_a_field(struct reader *r)
{
    r->c = getc(r->in); /* expect: cet-char-eof */
    if (r->c == EOF)
        return 0;
    return 1;
}

/* class: char-eof */
int asks_for_being_negative(FILE *in)
{
    signed char c;
    int n = 0;
    while ((c = fgetc(in)) >= 0) /* expect: cet-char-eof */
        n++;
    return n;
}
