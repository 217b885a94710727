#include <stddef.h>
#include <string.h>

struct list {
    int *items;
    size_t count;
    struct list *next;
    char name[16];
};

size_t list_length(struct list *list) /* expect: cet-missing-const */
{
    size_t length = 0;
    for (; list; list = list->next)
        length += list->count;
    return length;
}

int sum(int *items, int count) /* expect: cet-missing-const */
{
    int total = 0;
    for (int i = 0; i < count; i++)
        total += items[i];
    return total;
}

static int starts_with(char *text, const char *start) /* expect: cet-missing-const */
{
    return !strncmp(text, start, strlen(start));
}

int is_named(struct list *list, const char *name) /* expect: cet-missing-const */
{
    return !strcmp(list->name, name);
}

unsigned checksum(unsigned char *bytes, size_t length) /* expect: cet-missing-const */
{
    unsigned result = 0;
    while (length--)
        result = result * 31 + *bytes++;
    return result;
}

int first_of(int matrix[][3], int row)
{
    return matrix[row][0];
}

int largest(int values[], int count) /* expect: cet-missing-const */
{
    int best = values[0];
    for (int i = 1; i < count; i++)
        if (values[i] > best)
            best = values[i];
    return best;
}
