#include <stdio.h>

int counts_lines(FILE *in)
{
    int c, lines = 0;
    while ((c = getc(in)) != EOF)
        lines += c == '\n';
    return lines;
}

int converts_after_the_test(FILE *in, char *into, int size)
{
    int n = 0;
    while (n < size) {
        int c = fgetc(in);
        if (c == EOF)
            break;
        into[n++] = (char)c;
    }
    return n;
}

/* The end is asked for elsewhere. */
char asks_the_stream(FILE *in)
{
    char c = (char)getc(in);
    return feof(in) ? '\0' : c;
}

int skips_a_character(FILE *in)
{
    char c = (char)getc(in);
    return c == '\n';
}

int another_variable(FILE *in)
{
    char first = (char)getc(in);
    int second = getc(in);
    return second == EOF ? 0 : first == 'a';
}
