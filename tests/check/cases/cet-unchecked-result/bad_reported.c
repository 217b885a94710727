#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void log_error(const char *module, const char *format, ...);

/* Prints why, and returns a number that success never is. */
static int write_pages(FILE *out, const char *text, int count)
{
    if (count < 0) {
        log_error("write", "count %d", count);
        return -1;
    }
    if (fputs(text, out) < 0) {
        log_error("write", "cannot write");
        return 1;
    }
    return 0;
}

/* The other way round: 1 for success. */
static int load(const char *path)
{
    FILE *in = fopen(path, "r");
    if (!in) {
        perror("cannot open");
        return 0;
    }
    if (fclose(in) != 0) {
        fprintf(stderr, "%s: cannot close\n", path);
        return 0;
    }
    return 1;
}

int save(FILE *out, const char *text)
{
    write_pages(out, text, 1); /* expect: cet-unchecked-result */
    return 0;
}

int save_with(FILE *out, const char *text, const char *other)
{
    if (strcmp(text, other))
        write_pages(out, other, 2); /* expect: cet-unchecked-result */
    return 0;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        load(argv[i]); /* expect: cet-unchecked-result */
    return 0;
}
