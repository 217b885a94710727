#include <string.h>

#define SPECIAL ((const char *)-1)

int has_suffix(const char *path, const char *suffix);
char *format_of(const char *width, const char *radix);

/* Whoever calls it in the program gives a literal. */
int has_suffix(const char *path, const char *suffix)
{
    char upper[10];
    strcpy(upper, suffix);
    upper[0] = '.';
    return strstr(path, upper) != NULL;
}

char *format_of(const char *width, const char *radix)
{
    static char format[16];
    strcpy(format, "%");
    if (width == SPECIAL)
        strcat(format, "20");
    else if (width)
        strcat(format, width);
    strcat(format, radix);
    return format;
}

int is_font(const char *path);

int main(int argc, char **argv)
{
    return argc > 1 && has_suffix(argv[1], ".flf") && is_font(argv[1]);
}
