#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BANNER "ready\n"

char *gettext(const char *text);

static const char usage[] = "usage: program FILE\n";
static const char *const lines[] = {"one\n", "two\n"};

static const char *reason(int code)
{
    return code ? "failed\n" : "worked\n";
}

void literals(int is_long, unsigned i)
{
    printf("plain\n");
    printf(BANNER);
    printf(usage);
    printf(is_long ? "long\n" : "short\n");
    printf(lines[i % 2]);
    printf(gettext("translated\n"));
    printf(reason(is_long));
}

void local_choice(int is_long)
{
    const char *format = "short\n";
    if (is_long)
        format = "long\n";
    printf(format);
}

void printed(const char *text)
{
    printf("%s", text);
    fputs(text, stdout);
}

/* With arguments the format is one on purpose. */
void with_arguments(const char *format, int value)
{
    printf(format, value);
}

/* The caller's format. */
__attribute__((format(printf, 1, 2))) void report(const char *format, ...)
{
    va_list args;
    fprintf(stderr, "error: ");
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
}

void forward(const char *format, va_list args)
{
    char line[100];
    vsnprintf(line, sizeof line, format, args);
    fputs(line, stderr);
}

void all_reports(int code)
{
    report("nothing to say\n");
    report("%d\n", code);
}
