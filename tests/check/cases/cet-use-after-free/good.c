#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
    int value;
};

void list_free(struct node *list)
{
    while (list) {
        struct node *next = list->next;
        free(list->name);
        free(list);
        list = next;
    }
}

int value_first(struct node *node)
{
    int value = node->value;
    free(node);
    return value;
}

int leaves_after_free(char *text, int is_done)
{
    if (is_done) {
        free(text);
        return 0;
    }
    return text[0];
}

int set_anew(char **lines, int count)
{
    char *line = NULL;
    int length = 0;
    for (int i = 0; i < count; i++) {
        free(line);
        line = strdup(lines[i]);
        if (!line)
            return -1;
        length += line[0];
    }
    free(line);
    return length;
}

int told_by_a_flag(char *text, bool is_owned)
{
    bool is_freed = false;
    if (is_owned) {
        free(text);
        is_freed = true;
    }
    if (!is_freed)
        puts(text);
    return 0;
}

void table_free(struct node **table, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        free(table[i]->name);
        free(table[i]);
    }
    free(table);
}

struct owner {
    char *text;
    struct node *first;
};

static void owner_reset(struct owner *owner)
{
    owner->text = strdup("");
}

char field_is_made_again(struct owner *owner)
{
    free(owner->text);
    owner_reset(owner);
    return owner->text ? owner->text[0] : '\0';
}

void pop(struct owner *owner)
{
    struct node *first = owner->first;
    owner->first = first->next;
    free(first);
    if (owner->first)
        owner->first->value = 1;
}

void prints_the_address_only(void *p)
{
    free(p);
    printf("freed %p\n", p);
}

bool compared_only(char *p, const char *other)
{
    bool is_same = p == other;
    free(p);
    return is_same && p == other;
}

int realloc_failed(char *bytes, size_t size)
{
    char *bigger = realloc(bytes, size);
    if (!bigger) {
        bytes[0] = 'x';
        return 1;
    }
    bytes = bigger;
    bytes[0] = 'y';
    free(bytes);
    return 0;
}

int unlink_and_free(struct node **list, int value)
{
    int count = 0;
    for (struct node **at = list; *at;) {
        struct node *node = *at;
        if (node->value == value) {
            *at = node->next;
            free(node);
            count++;
        } else {
            at = &node->next;
        }
    }
    return count;
}

size_t address_of_a_field(struct node *node)
{
    int *value = &node->value;
    *value = 3;
    free(node);
    node = calloc(1, sizeof *node);
    if (!node)
        return 0;
    size_t size = sizeof node->value;
    free(node);
    return size;
}
