#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    char *left;
    char *right;
};

int set_to_null(const char *from, size_t size)
{
    int status = 0;
    char *buffer = malloc(size);
    if (!buffer)
        return -1;
    if (strlen(from) >= size) {
        free(buffer);
        buffer = NULL;
        status = -1;
        goto out;
    }
    strcpy(buffer, from);
    puts(buffer);
out:
    free(buffer);
    return status;
}

void both_fields(struct pair *pair)
{
    free(pair->left);
    free(pair->right);
    pair->left = pair->right = NULL;
}

int either_or(char *text, bool is_quiet)
{
    if (is_quiet) {
        free(text);
    } else {
        puts(text);
        free(text);
    }
    return 0;
}

int told_by_status(char *text, int kind)
{
    int status = 0;
    if (kind == 1) {
        free(text);
        status = -1;
    }
    if (status == 0)
        free(text);
    return status;
}

void each_element(char **texts, int count)
{
    for (int i = 0; i < count; i++)
        free(texts[i]);
    free(texts);
}

void from_the_end(char **texts, int count)
{
    while (count)
        free(texts[--count]);
}

void up_to_null(char **texts)
{
    for (char **text = texts; *text; text++)
        free(*text);
    free(texts);
}

static void make(struct pair *pair)
{
    pair->left = strdup("left");
}

void made_again(struct pair *pair)
{
    free(pair->left);
    make(pair);
    free(pair->left);
    pair->left = NULL;
}

static void swap(struct pair *pair)
{
    char *left = pair->left;
    pair->left = pair->right;
    pair->right = left;
}

void two_of_them(struct pair *a, struct pair *b)
{
    free(a->left);
    free(b->left);
    swap(a);
    free(a->left);
}

static void clear(char **text)
{
    free(*text);
    *text = NULL;
}

void cleared(char *text)
{
    clear(&text);
    free(text);
}

char *grow(char *old, size_t size)
{
    char *bigger = realloc(old, size);
    if (!bigger) {
        free(old);
        return NULL;
    }
    return bigger;
}

void after_failure(size_t size)
{
    char *bytes = malloc(size);
    bytes = grow(bytes, 2 * size);
    free(bytes);
}
