#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_BYTES 64

struct user {
    char name[16];
    char shell[PATH_BYTES];
};

static char log_path[PATH_BYTES];

void set_name(struct user *user, const char *name)
{
    strcpy(user->name, name); /* expect: cet-unbounded-copy */
}

void set_path(const char *folder)
{
    strcpy(log_path, folder); /* expect: cet-unbounded-copy */
    strcat(log_path, "/log");
}

int main(int argc, char **argv)
{
    char file[32];
    if (argc < 2)
        return 1;
    strcpy(file, argv[1]); /* expect: cet-unbounded-copy */
    return remove(file) != 0;
}

void home(void)
{
    char path[PATH_BYTES];
    const char *home = getenv("HOME");
    sprintf(path, "%s/.config", home ? home : "/"); /* expect: cet-unbounded-copy */
    puts(path);
}

void append(const char *suffix)
{
    char line[80] = "start";
    strcat(line, suffix); /* expect: cet-unbounded-copy */
    puts(line);
}

void into_the_middle(const char *text)
{
    char line[80] = "> ";
    strcpy(line + 2, text); /* expect: cet-unbounded-copy */
    stpcpy(&line[1], text); /* expect: cet-unbounded-copy */
    puts(line);
}

void through_a_pointer(const char *text)
{
    char line[20];
    char *at = line;
    strcpy(at, text); /* expect: cet-unbounded-copy */
    puts(line);
}

char *into_a_block(const char *text)
{
    char *copy = malloc(32);
    if (copy)
        strcpy(copy, text); /* expect: cet-unbounded-copy */
    return copy;
}

void larger_array(struct user *user)
{
    strcpy(user->name, user->shell); /* expect: cet-unbounded-copy */
}

void second_conversion(int code, const char *text)
{
    char line[40];
    sprintf(line, "%d: %s", code, text); /* expect: cet-unbounded-copy */
    puts(line);
}

void formatted(const char *text, ...)
{
    char line[40];
    va_list args;
    va_start(args, text);
    vsprintf(line, "%s %s", args); /* expect: cet-unbounded-copy */
    va_end(args);
    puts(line);
    puts(text);
}

void only_empty_is_tested(struct user *user, const char *text)
{
    if (strlen(text) > 0)
        strcpy(user->shell, text); /* expect: cet-unbounded-copy */
}

/* class: unbounded-copy */
void number_of_a_method(unsigned short method)
{
    char text[8] = "unk:";
    sprintf(&text[4], "%03u", method); /* expect: cet-unbounded-copy */
    puts(text);
}
