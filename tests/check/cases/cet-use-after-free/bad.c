#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
    int value;
};

/* class: use-after-free */
void list_free(struct node *list)
{
    for (struct node *node = list; node; node = node->next) /* expect: cet-use-after-free */
        free(node);
}

int value_of(struct node *node)
{
    free(node->name);
    free(node);
    return node->value; /* expect: cet-use-after-free */
}

void prints_what_is_gone(const char *from)
{
    char *copy = strdup(from);
    if (!copy)
        return;
    free(copy);
    printf("%zu\n", strlen(copy)); /* expect: cet-use-after-free */
}

int on_one_path(char *text, int is_done)
{
    if (is_done) {
        puts("done");
        free(text);
    }
    if (text[0] == '#') /* expect: cet-use-after-free */
        return 1;
    return 0;
}

char *returns_what_is_gone(size_t size)
{
    char *buffer = malloc(size);
    if (!buffer)
        return NULL;
    if (!fgets(buffer, (int)size, stdin)) {
        free(buffer);
    }
    return buffer; /* expect: cet-use-after-free */
}

static void node_free(struct node *node)
{
    free(node->name);
    free(node);
}

int freed_by_an_own_function(struct node *node)
{
    node_free(node);
    return node->next != NULL; /* expect: cet-use-after-free */
}

int through_a_copy(size_t size)
{
    char *buffer = calloc(1, size), *start = buffer;
    if (!buffer)
        return -1;
    free(start);
    return buffer[0]; /* expect: cet-use-after-free */
}

struct owner {
    char *text;
    size_t length;
};

void field(struct owner *owner)
{
    free(owner->text);
    owner->text[0] = '\0'; /* expect: cet-use-after-free */
    owner->length = 0;
}

int closed_stream(const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return -1;
    fclose(file);
    return fputs("end\n", file); /* expect: cet-use-after-free */
}

int old_block_of_realloc(char *bytes, size_t size)
{
    char *bigger = realloc(bytes, size);
    if (!bigger)
        return -1;
    bytes[0] = 'x'; /* expect: cet-use-after-free */
    free(bigger);
    return 0;
}

void use(const char *text);

int after_the_switch(int kind)
{
    char *text = malloc(10);
    if (!text)
        return -1;
    strcpy(text, "x");
    switch (kind) {
    case 1:
        free(text);
        /* fall through */
    case 2:
        use(text); /* expect: cet-use-after-free */
        break;
    default:
        free(text);
        return 0;
    }
    return 1;
}
