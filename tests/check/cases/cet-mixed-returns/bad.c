#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int no_memory_looks_like_success(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    char *block = malloc(4096);
    if (!block) {
        fclose(file);
        return 0; /* expect: cet-mixed-returns */
    }
    while (fgets(block, 4096, file))
        fputs(block, stdout);
    free(block);
    fclose(file);
    return 0;
}

int forgets_the_code(const char *path, const char *text)
{
    int rc = 0;
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd < 0) {
        rc = -2;
        goto out;
    }
    if (ftruncate(fd, 100) < 0)
        goto out;
    if (write(fd, text, strlen(text)) != (ssize_t)strlen(text))
        rc = -3;
    close(fd);
out:
    return rc; /* expect: cet-mixed-returns */
}

long count_lines(const char *path)
{
    char *line = NULL;
    size_t size = 0;
    long count = 0;
    if (!path[0])
        return -1;
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return 0; /* expect: cet-mixed-returns */
    while (getline(&line, &size, file) >= 0)
        count++;
    free(line);
    fclose(file);
    return count;
}

static int parse(const char *text)
{
    return text[0] == '#' ? -1 : 0;
}

int positive_on_both_sides(const char *text)
{
    int rc = parse(text);
    if (rc < 0) {
        puts("comment");
        return 1; /* expect: cet-mixed-returns */
    }
    char *copy = strdup(text);
    if (!copy)
        return -1;
    puts(copy);
    free(copy);
    return 1;
}

struct pool {
    char *blocks[8];
    unsigned count;
};

int keep_lines(const struct pool *pool, FILE *out)
{
    if (pool->count > 8)
        return -1;
    char *line = malloc(pool->count * 80);
    if (line != NULL) {
        for (unsigned i = 0; i < pool->count; i++)
            fprintf(out, "%s\n", pool->blocks[i]);
        free(line);
        return 0;
    }
    return 0; /* expect: cet-mixed-returns */
}

/* -1: too many, 0: odd, 1: done */
int three_answers(unsigned count)
{
    if (count > 100)
        return -1;
    if (count % 2)
        return 0;
    int *numbers = calloc(count, sizeof *numbers);
    if (!numbers)
        return 1; /* expect: cet-mixed-returns */
    printf("%d\n", numbers[0]);
    free(numbers);
    return 1;
}
