#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NAME_BYTES 16

struct user {
    char name[NAME_BYTES];
    char home[64];
};

void greet(const char *who)
{
    char name[32];
    strncpy(name, who, sizeof name); /* expect: cet-strncpy-unterminated */
    printf("hello %s\n", name);
}

size_t length_of_copy(const char *text)
{
    char copy[64];
    strncpy(copy, text, sizeof(copy) - 1); /* expect: cet-strncpy-unterminated */
    return strlen(copy);
}

void set_name(struct user *user, const char *name)
{
    strncpy(user->name, name, NAME_BYTES); /* expect: cet-strncpy-unterminated */
}

void print_user(const struct user *user)
{
    printf("%s\n", user->name);
}

int compare(struct user *user, const char *home)
{
    strncpy(user->home, home, sizeof user->home); /* expect: cet-strncpy-unterminated */
    return strcmp(user->home, "/root") == 0;
}

char *head(const char *text, size_t n)
{
    char *part = malloc(n + 1);
    if (!part)
        return NULL;
    strncpy(part, text, n); /* expect: cet-strncpy-unterminated */
    return part;
}

void on_one_path(const char *text, int is_short)
{
    char line[40];
    strncpy(line, text, sizeof line); /* expect: cet-strncpy-unterminated */
    if (is_short)
        line[10] = '\0';
    puts(line);
}

void through_first_element(const char *text)
{
    char line[40];
    strncpy(&line[0], text, 40); /* expect: cet-strncpy-unterminated */
    strcat(line, "\n");
    fputs(line, stdout);
}
