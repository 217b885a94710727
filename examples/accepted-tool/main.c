/* shorten LIMIT [TASK] <text: prints the text, shortened. */
#include <stdio.h>
#include <stdlib.h>

#include "shorten.h"

static char text[1 << 20];
static char out[1 << 20];

int main(int argc, char **argv)
{
    if (argc < 2 || argc > 3) {
        fputs("usage: shorten LIMIT [TASK] <text\n", stderr);
        return 2;
    }
    size_t length = fread(text, 1, sizeof text - 1, stdin);
    text[length] = '\0';
    if (shorten(text, argc == 3 ? argv[2] : NULL, strtoul(argv[1], NULL, 10), out, sizeof out) != SHORTEN_OK) {
        fputs("shorten: LIMIT must be a number above 0\n", stderr);
        return 2;
    }
    puts(out);
    return 0;
}
