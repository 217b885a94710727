#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int returns_zero_twice(const char *path, const char *text, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600); /* expect: cet-same-result */
    if (fd < 0)
        return 0;
    if (write(fd, text, length) != (ssize_t)length) {
        close(fd);
        return 0;
    }
    close(fd);
    return 0;
}

int forgets_the_code_before_goto(const char *path)
{
    int rc = 0;
    char *copy = strdup(path); /* expect: cet-same-result */
    if (!copy)
        goto out;
    copy[0] = '.';
    puts(copy);
    free(copy);
out:
    return rc;
}

bool says_so_and_goes_on(const char *from, const char *to)
{
    if (rename(from, to) != 0) /* expect: cet-same-result */
        perror(to);
    return true;
}

static int check_header(const unsigned char *bytes)
{
    return bytes[0] == 0x7f ? 0 : -1;
}

int swallows_its_own(const unsigned char *bytes)
{
    int rc = check_header(bytes); /* expect: cet-same-result */
    if (rc) {
        fprintf(stderr, "bad header\n");
        return 0;
    }
    printf("header: %d\n", bytes[1]);
    return rc;
}

enum status { STATUS_OK, STATUS_NO_MEMORY, STATUS_BAD };

static enum status grow(char **text, size_t size)
{
    char *grown = realloc(*text, size);
    if (!grown)
        return STATUS_NO_MEMORY;
    *text = grown;
    return STATUS_OK;
}

enum status converts_the_failure_away(char **text, size_t size)
{
    switch (size) {
    case 0:
        return STATUS_BAD;
    default:
        if (grow(text, size) != STATUS_OK) /* expect: cet-same-result */
            puts("too long");
    }
    puts(*text);
    return STATUS_OK;
}

struct journal {
    FILE *file;
};

#define TRY_FLUSH(journal) (fflush((journal)->file) == 0)

int hidden_in_a_macro(struct journal *journal, const char *line)
{
    fputs(line, journal->file);
    if (TRY_FLUSH(journal)) /* expect: cet-same-result */
        return 1;
    fprintf(stderr, "journal not written\n");
    return 1;
}
