#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct base {
    int kind;
};

struct item {
    struct base base;
    char *name;
    char *lines[4];
};

struct header {
    size_t size;
};

void frees_start(const char *text)
{
    char *copy = strdup(text);
    char *at = copy;
    if (!copy)
        return;
    while (*at == ' ')
        at++;
    puts(at);
    free(copy);
}

/* A buffer on the stack that was replaced by a block where it was too small. */
void small_or_large(size_t size)
{
    char small[64];
    char *buffer = small;
    if (size > sizeof small)
        buffer = malloc(size);
    if (buffer && buffer != small)
        free(buffer);
}

/* The first field is where the block begins. */
void frees_base(struct item *item)
{
    free(item->name);
    free(&item->base);
}

void frees_elements(struct item *item)
{
    for (size_t i = 0; i < 4; i++)
        free(item->lines[i]);
    free(item->lines[0 + 1]);
}

/* The header lies before what the caller was given. */
void frees_header(void *memory)
{
    struct header *header = memory;
    free(header - 1);
}

void moved_and_back(char *text)
{
    text++;
    puts(text);
    text--;
    free(text);
}

void reset_before(char *text)
{
    char *at = text;
    at++;
    at = text;
    free(at);
}

void frees_list(char **names)
{
    for (char **name = names; *name; name++)
        free(*name);
    free(names);
}

void line_by_line(FILE *file)
{
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, file) > 0)
        fputs(line, stdout);
    free(line);
}

void maybe_literal(int is_named, const char *name)
{
    char *copy = is_named ? strdup(name) : NULL;
    puts(copy ? copy : "none");
    free(copy);
}

static void release(struct item *item)
{
    free(item->name);
}

void own_release(void)
{
    struct item item = {.name = strdup("x")};
    release(&item);
}
