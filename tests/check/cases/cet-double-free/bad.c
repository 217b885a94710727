#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct pair {
    char *left;
    char *right;
};

/* class: double-free */
int error_path_and_end(const char *from, size_t size)
{
    int status = 0;
    char *buffer = malloc(size);
    if (!buffer)
        return -1;
    if (strlen(from) >= size) {
        free(buffer);
        status = -1;
        goto out;
    }
    strcpy(buffer, from);
    puts(buffer);
out:
    free(buffer); /* expect: cet-double-free */
    return status;
}

void same_field(struct pair *pair)
{
    free(pair->left);
    free(pair->left); /* expect: cet-double-free */
}

void through_two_names(void)
{
    char *a = calloc(1, 10);
    char *b = a;
    free(a);
    free(b); /* expect: cet-double-free */
}

static void pair_release(struct pair *pair)
{
    free(pair->left);
    free(pair->right);
    free(pair);
}

void own_function_and_free(struct pair *pair)
{
    pair_release(pair);
    free(pair); /* expect: cet-double-free */
}

int stream_closed_twice(const char *path)
{
    char line[80];
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    if (!fgets(line, sizeof line, file))
        fclose(file);
    fclose(file); /* expect: cet-double-free */
    return line[0];
}

void in_a_loop(char *shared, int count)
{
    while (count-- > 0) {
        printf("%d\n", count);
        free(shared); /* expect: cet-double-free */
    }
}

void in_a_switch(int kind, char *text)
{
    switch (kind) {
    case 1:
        free(text);
        break;
    default:
        puts(text);
    }
    free(text); /* expect: cet-double-free */
}
