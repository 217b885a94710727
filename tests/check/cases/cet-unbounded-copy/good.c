#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct user {
    char name[16];
    char shell[64];
};

static const char *const level_names[] = {"debug", "info", "warning"};

static const char *state_text(int state)
{
    switch (state) {
    case 0:
        return "stopped";
    case 1:
        return "running";
    default:
        return "unknown";
    }
}

void literals(struct user *user, int is_root)
{
    strcpy(user->name, "nobody");
    strcpy(user->shell, is_root ? "/bin/sh" : "/sbin/nologin");
    strcat(user->shell, "!");
}

void tables(int level, int state)
{
    char line[40];
    sprintf(line, "%s %d", level_names[level], state);
    strcpy(line, state_text(state));
    puts(line);
}

int tested(struct user *user, const char *name)
{
    if (strlen(name) >= sizeof user->name)
        return -1;
    strcpy(user->name, name);
    return 0;
}

int tested_by_variable(struct user *user, const char *name)
{
    size_t length = strlen(name);
    if (length + 1 > sizeof(user->name)) {
        return -1;
    }
    strcpy(user->name, name);
    return 0;
}

int size_is_compared(const char *folder, const char *name, size_t length)
{
    char path[128];
    if (length > sizeof path)
        return -1;
    sprintf(path, "%s/%s", folder, name);
    return remove(path);
}

void limited(const char *text)
{
    char line[40];
    sprintf(line, "%.30s", text);
    snprintf(line, sizeof line, "%s", text);
    puts(line);
}

void numbers(int a, unsigned long b)
{
    char line[64];
    sprintf(line, "%d %lx %c", a, b, 'x');
    puts(line);
}

void same_size(struct user *to, const struct user *from)
{
    strcpy(to->name, from->name);
    strcpy(to->shell, from->name);
}

void local_choice(int is_long)
{
    char line[16];
    const char *word = "no";
    if (is_long)
        word = "indeed";
    strcpy(line, word);
    puts(line);
}

char *block_of_its_size(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    if (copy)
        strcpy(copy, text);
    return copy;
}

static void put_label(struct user *user, const char *label)
{
    strcpy(user->name, label);
}

void only_short_labels(struct user *user)
{
    put_label(user, "one");
    put_label(user, "two");
}

void unknown_target(char *out, const char *text)
{
    strcpy(out, text);
}
