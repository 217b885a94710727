#include <ctype.h>
#include <stddef.h>

static const unsigned char classes[256] = {['a'] = 1};

struct scanner {
    const char *at;
    int counts[256];
};

/* class: signed-char-index */
int class_of_first(const char *text)
{
    return classes[*text]; /* expect: cet-signed-char-index */
}

/* class: signed-char-index */
void counts(struct scanner *scanner, const char *text)
{
    for (; *text; text++)
        scanner->counts[(int)*text]++; /* expect: cet-signed-char-index */
}

/* class: signed-char-index */
const char *skips_blanks(const char *text)
{
    while (isspace(*text)) /* expect: cet-signed-char-index */
        text++;
    return text;
}

/* class: signed-char-index */
void lowers(char *text)
{
    for (size_t i = 0; text[i]; i++)
        text[i] = (char)tolower(text[i]); /* expect: cet-signed-char-index */
}

/* class: signed-char-index */
int a_local(const struct scanner *scanner)
{
    char c = *scanner->at;
    if (c == '\0')
        return 0;
    return isalpha(c) || c == '_'; /* expect: cet-signed-char-index */
}

/* class: signed-char-index */
unsigned crc(const unsigned table[256], const signed char *bytes, int n)
{
    static unsigned own[256];
    unsigned value = table[0];
    for (int i = 0; i < n; i++)
        value ^= own[bytes[i]]; /* expect: cet-signed-char-index */
    return value;
}

/* class: signed-char-index */
int kept_in_an_int(const char *text)
{
    int c = *text;
    return classes[c]; /* expect: cet-signed-char-index */
}
