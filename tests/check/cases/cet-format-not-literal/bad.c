#include <err.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <syslog.h>

struct message {
    char text[80];
    const char *title;
};

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void trace(const char *what, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fputs(what, stderr);
    vfprintf(stderr, format, args);
    va_end(args);
}

void print_text(const char *text)
{
    printf(text); /* expect: cet-format-not-literal */
}

void print_field(FILE *file, const struct message *message)
{
    fprintf(file, message->text); /* expect: cet-format-not-literal */
}

void to_syslog(const struct message *message)
{
    syslog(LOG_INFO, message->title); /* expect: cet-format-not-literal */
}

void built(int code)
{
    char line[40];
    snprintf(line, sizeof line, "code %d", code);
    printf(line); /* expect: cet-format-not-literal */
}

int copy(char *out, size_t size, const char *text)
{
    return snprintf(out, size, text); /* expect: cet-format-not-literal */
}

void own_function(const char *text)
{
    log_line(text); /* expect: cet-format-not-literal */
}

void own_forwarder(const char *text)
{
    trace("text: ", text); /* expect: cet-format-not-literal */
}

void ends(const char *why)
{
    if (why)
        errx(1, why); /* expect: cet-format-not-literal */
}

void chosen(const char *text, int is_known)
{
    printf(is_known ? text : "unknown\n"); /* expect: cet-format-not-literal */
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        printf(argv[i]); /* expect: cet-format-not-literal */
    return 0;
}
