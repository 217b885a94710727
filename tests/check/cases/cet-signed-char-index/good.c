#include <ctype.h>
#include <stddef.h>
#include <stdio.h>

static const unsigned char classes[256] = {['a'] = 1};
static const char digits[16] = "0123456789abcde";

int class_of_first(const char *text)
{
    return classes[(unsigned char)*text];
}

const char *skips_blanks(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

void lowers(unsigned char *text)
{
    for (size_t i = 0; text[i]; i++)
        text[i] = (unsigned char)tolower(text[i]);
}

/* getc gives what an unsigned char holds. */
int skips_a_word(FILE *in)
{
    int c = getc(in);
    while (isalpha(c))
        c = getc(in);
    return c;
}

int known_not_to_be_negative(const char *text)
{
    char c = *text;
    if (c < 0)
        return -1;
    return classes[c];
}

int between(char c)
{
    return c >= 'a' && c <= 'z' ? classes[c] : 0;
}

int a_constant(void)
{
    return classes['a'] + isalpha('b');
}

/* Too small to be a table of all bytes. */
char digit(char value)
{
    return digits[value];
}

int masked(char c)
{
    return classes[c & 0x7f];
}

int kept_in_an_int(const char *text)
{
    int c = (unsigned char)*text, d = *text;
    if (d < 0)
        d += 256;
    return classes[c] + classes[d];
}
