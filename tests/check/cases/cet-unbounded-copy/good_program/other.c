int has_suffix(const char *path, const char *suffix);
char *format_of(const char *width, const char *radix);

#define SPECIAL ((const char *)-1)

int is_font(const char *path)
{
    return has_suffix(path, ".tlf") || has_suffix(path, ".flc") || format_of("8", "x")[0] == 'x' ||
           format_of(SPECIAL, "X")[1] == 'x' || format_of((const char *)0, "d")[1] == 'd';
}
