#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    char *name;
};

struct list {
    struct node *first;
    size_t count;
};

int freed_on_each_way(FILE *file, size_t length)
{
    char *buffer = malloc(length);
    if (!buffer)
        return -1;
    if (fread(buffer, 1, length, file) != length) {
        free(buffer);
        return -1;
    }
    int kind = buffer[0];
    free(buffer);
    return kind;
}

int one_label_at_the_end(const char *a, const char *b)
{
    int status = -1;
    char *first = NULL, *second = NULL;
    first = strdup(a);
    if (!first)
        goto out;
    second = strdup(b);
    if (!second)
        goto out;
    status = strcmp(first, second);
out:
    free(second);
    free(first);
    return status;
}

/* Stored where the caller finds it. */
int list_add(struct list *list, const char *name)
{
    struct node *node = malloc(sizeof *node);
    if (!node)
        return -1;
    node->name = strdup(name);
    if (!node->name) {
        free(node);
        return -1;
    }
    node->next = list->first;
    list->first = node;
    list->count++;
    return 0;
}

int handed_out(const char *name, char **ret_copy)
{
    char *copy = strdup(name);
    if (!copy)
        return -1;
    *ret_copy = copy;
    return 0;
}

static void node_free(struct node *node)
{
    if (!node)
        return;
    free(node->name);
    free(node);
}

struct node *freed_by_its_own_function(const char *name)
{
    struct node *node = calloc(1, sizeof *node);
    if (!node)
        return NULL;
    node->name = strdup(name);
    if (!node->name) {
        node_free(node);
        return NULL;
    }
    return node;
}

/* Acquired and freed under the same condition. */
int on_the_same_condition(const char *name, int is_long, int flags)
{
    char *copy = NULL;
    char local[32] = "";
    if (is_long) {
        copy = strdup(name);
        if (!copy)
            return -1;
    }
    puts(is_long ? copy : local);
    if (flags & 4)
        puts("4");
    if (is_long)
        free(copy);
    return 0;
}

int small_buffer_first(const char *name, size_t length)
{
    char local[64];
    char *buffer = local;
    if (length >= sizeof local) {
        buffer = malloc(length + 1);
        if (!buffer)
            return -1;
    }
    memcpy(buffer, name, length);
    buffer[length] = '\0';
    puts(buffer);
    if (buffer != local)
        free(buffer);
    return 0;
}

int told_by_a_flag(const char *name)
{
    char *copy = strdup(name);
    bool is_there = copy != NULL;
    if (!is_there)
        return -1;
    puts(copy);
    free(copy);
    return 0;
}

int told_by_status(const char *name, size_t size)
{
    int error = 0;
    char *copy = malloc(size);
    if (!copy)
        error = 1;
    else if (size > 100)
        error = 2;
    if (error == 1)
        return -1;
    snprintf(copy, size, "%s", name);
    puts(copy);
    free(copy);
    return error;
}

void program_ends(const char *name)
{
    char *copy = strdup(name);
    if (!copy)
        exit(1);
    if (*copy == '-') {
        fprintf(stderr, "usage\n");
        exit(2);
    }
    free(copy);
}

static char *cached;

const char *kept_in_a_global(void)
{
    if (!cached)
        cached = strdup("value");
    return cached;
}

const char *kept_in_a_static(void)
{
    static char *buffer;
    if (!buffer) {
        buffer = malloc(100);
        if (!buffer)
            return "";
    }
    buffer[0] = '\0';
    return buffer;
}

static void *work(void *argument)
{
    free(argument);
    return NULL;
}

int given_to_a_thread(int number)
{
    pthread_t thread;
    int *copy = malloc(sizeof *copy);
    if (!copy)
        return -1;
    *copy = number;
    if (pthread_create(&thread, NULL, work, copy) != 0) {
        free(copy);
        return -1;
    }
    return pthread_join(thread, NULL);
}

void owner_unknown(struct node *node);

int given_to_whom_nobody_knows(void)
{
    struct node *node = calloc(1, sizeof *node);
    if (!node)
        return -1;
    owner_unknown(node);
    return 0;
}

static void free_text(char **text)
{
    free(*text);
}

int freed_with_its_scope(const char *name)
{
    __attribute__((cleanup(free_text))) char *copy = strdup(name);
    if (!copy)
        return -1;
    return strcmp(copy, "x");
}

char *returned_through_memcpy(const char *bytes, size_t length)
{
    char *copy = malloc(length);
    if (!copy)
        return NULL;
    return memcpy(copy, bytes, length);
}

char *moved_on(const char *name)
{
    char *copy = strdup(name);
    if (!copy)
        return NULL;
    char *end = strchr(copy, '.');
    if (end)
        *end = '\0';
    return copy;
}

struct list *parts_go_with_the_whole(void)
{
    struct list *list = malloc(sizeof *list);
    if (!list)
        return NULL;
    list->first = malloc(sizeof *list->first);
    if (!list->first) {
        free(list);
        return NULL;
    }
    list->first->next = NULL;
    list->first->name = NULL;
    list->count = 1;
    return list;
}

struct list by_value(void)
{
    struct list list = {0};
    list.first = calloc(1, sizeof *list.first);
    if (list.first)
        list.count = 1;
    return list;
}

int grown(size_t size)
{
    char *buffer = malloc(size);
    if (!buffer)
        return 1;
    char *bigger = realloc(buffer, 2 * size);
    if (!bigger) {
        free(buffer);
        return 1;
    }
    buffer = bigger;
    buffer[0] = 'x';
    free(buffer);
    return 0;
}

int array_of_them(char **names, int count)
{
    char **copies = calloc((size_t)count, sizeof *copies);
    int status = 0;
    if (!copies)
        return -1;
    for (int i = 0; i < count; i++) {
        copies[i] = strdup(names[i]);
        if (!copies[i]) {
            status = -1;
            break;
        }
    }
    for (int i = 0; i < count; i++)
        free(copies[i]);
    free(copies);
    return status;
}

int unlikely_to_fail(size_t size)
{
    char *a = malloc(size), *b = malloc(size);
    if (__builtin_expect(!a || !b, 0)) {
        free(a);
        free(b);
        return -1;
    }
    a[0] = b[0] = 1;
    free(b);
    free(a);
    return 0;
}

struct node *a_list_in_order(char **names)
{
    struct node *head = NULL, *tail = NULL, *node;
    for (; *names; names++) {
        node = calloc(1, sizeof *node);
        if (!node)
            return head;
        node->name = *names;
        if (!head)
            head = tail = node;
        else
            tail = tail->next = node;
    }
    return head;
}

struct list *copied_bytewise(void)
{
    struct list list = {0}, *copy;
    list.first = calloc(1, sizeof *list.first);
    if (!list.first)
        return NULL;
    copy = malloc(sizeof *copy);
    if (!copy) {
        free(list.first);
        return NULL;
    }
    memcpy(copy, &list, sizeof list);
    return copy;
}

int main(int argc, char **argv)
{
    char *copy = strdup(argv[argc - 1]);
    if (!copy)
        return 1;
    puts(copy);
    return 0;
}
