#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct user {
    char name[64];
    int age;
    struct user *next;
};

struct group {
    char name[64];
    int size;
    struct group *next;
};

/* Two functions that differ in names only. */
int count_words(const char *text)
{
    int words = 0, inside = 0;
    for (const char *p = text; *p; p++) {
        if (*p == ' ' || *p == '\t' || *p == '\n') {
            inside = 0;
        } else if (!inside) {
            inside = 1;
            words++;
        }
    }
    if (words > 1000)
        fprintf(stderr, "long text\n");
    return words;
}

int words_of_line(const char *line)
{
    int count = 0, is_word = 0; /* expect: cet-duplicate-code */
    for (const char *at = line; *at; at++) {
        if (*at == ' ' || *at == '\t' || *at == '\n') {
            is_word = 0;
        } else if (!is_word) {
            is_word = 1;
            count++;
        }
    }
    if (count > 1000)
        fprintf(stderr, "long text\n");
    return count;
}

/* The same for two types: the fields' names and a text differ. */
struct user *read_users(FILE *in)
{
    struct user *list = NULL;
    char line[128];
    while (fgets(line, sizeof line, in)) {
        struct user *item = calloc(1, sizeof *item);
        char *colon = strchr(line, ':');
        if (!item || !colon) {
            fprintf(stderr, "user: '%s' has no colon\n", line);
            free(item);
            continue;
        }
        *colon = '\0';
        strncpy(item->name, line, sizeof item->name - 1);
        item->age = atoi(colon + 1);
        item->next = list;
        list = item;
    }
    return list;
}

struct group *read_groups(FILE *in)
{
    struct group *groups = NULL; /* expect: cet-duplicate-code */
    char text[128];
    while (fgets(text, sizeof text, in)) {
        struct group *g = calloc(1, sizeof *g);
        char *end = strchr(text, ':');
        if (!g || !end) {
            fprintf(stderr, "group: '%s' has no colon\n", text);
            free(g);
            continue;
        }
        *end = '\0';
        strncpy(g->name, text, sizeof g->name - 1);
        g->size = atoi(end + 1);
        g->next = groups;
        groups = g;
    }
    return groups;
}

/* Twice in one function, between other things. */
int compare_tables(const int *a, const int *b, int n)
{
    int low = 0, high = 0;
    puts("first");
    for (int i = 0; i < n; i++) {
        if (a[i] < low)
            low = a[i];
        else if (a[i] > high)
            high = a[i];
        if (a[i] == 0 && i > 0)
            printf("zero at %d\n", i);
        low -= a[i] % 3;
        high += a[i] / 2;
        if (low > high)
            low = high;
    }
    int range = high - low;
    puts("second"); /* expect: cet-duplicate-code */
    for (int k = 0; k < n; k++) {
        if (b[k] < low)
            low = b[k];
        else if (b[k] > high)
            high = b[k];
        if (b[k] == 0 && k > 0)
            printf("zero at %d\n", k);
        low -= b[k] % 3;
        high += b[k] / 2;
        if (low > high)
            low = high;
    }
    return range - (high - low);
}

/* A piece of one function, deeper nested in another. */
long checksum(const unsigned char *bytes, size_t count)
{
    long sum = 17;
    for (size_t i = 0; i < count; i++) {
        sum = sum * 31 + bytes[i];
        sum ^= sum >> 7;
        if (sum < 0)
            sum = -sum;
        if (bytes[i] == 0xff)
            sum += (long)i * 3;
        else if (bytes[i] == 0)
            sum -= (long)i * 5;
        sum &= 0xffffff;
        sum |= bytes[i] & 1;
    }
    return sum;
}

long checksum_of_file(FILE *in)
{
    unsigned char block[256];
    long result = 1;
    size_t length;
    while ((length = fread(block, 1, sizeof block, in)) > 0) {
        if (length < sizeof block) {
            for (size_t k = 0; k < length; k++) { /* expect: cet-duplicate-code */
                result = result * 31 + block[k];
                result ^= result >> 7;
                if (result < 0)
                    result = -result;
                if (block[k] == 0xff)
                    result += (long)k * 3;
                else if (block[k] == 0)
                    result -= (long)k * 5;
                result &= 0xffffff;
                result |= block[k] & 1;
            }
        }
    }
    return result;
}
