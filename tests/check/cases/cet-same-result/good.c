#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int tells_them_apart(const char *path, const char *text, size_t length)
{
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    if (fd < 0)
        return -1;
    if (write(fd, text, length) != (ssize_t)length) {
        close(fd);
        return -1;
    }
    return close(fd);
}

int sets_the_code_before_goto(const char *path)
{
    int rc = 0;
    char *copy = strdup(path);
    if (!copy) {
        rc = -1;
        goto out;
    }
    copy[0] = '.';
    puts(copy);
    free(copy);
out:
    return rc;
}

int code_is_set_before(const char *path)
{
    int rc = -1;
    FILE *file = fopen(path, "r");
    if (!file)
        goto out;
    fclose(file);
    rc = 0;
out:
    return rc;
}

bool tells_by_a_parameter(const char *from, const char *to, int *ret_error)
{
    if (rename(from, to) != 0)
        *ret_error = errno;
    return true;
}

static unsigned failures;

int counts_failures(const char *from, const char *to)
{
    if (rename(from, to) != 0)
        failures++;
    return 0;
}

struct report;
void report_problem(struct report *report, const char *text);

int tells_the_report(struct report *report, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file) {
        report_problem(report, "cannot be written");
        return 0;
    }
    fputs("x\n", file);
    fclose(file);
    return 0;
}

int need_not_be_there(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return 0;
    printf("%ld bytes\n", (long)status.st_size);
    return 0;
}

int kind_of_failure_is_asked(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0 && errno == ENOENT)
        return 0;
    if (fd < 0)
        exit(1);
    close(fd);
    return 0;
}

int says_why(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return 0; /* a missing history is an empty one */
    puts("history found");
    fclose(file);
    return 0;
}

static int on_entry(const char *path)
{
    char *copy = strdup(path);
    if (!copy)
        return 0;
    puts(copy);
    free(copy);
    return 0;
}

void walks(int (*visit)(const char *path));

void hands_on(void)
{
    walks(on_entry);
}

static void die(const char *what)
{
    fprintf(stderr, "%s\n", what);
    exit(1);
}

int ends_the_program(size_t size)
{
    char *block = malloc(size);
    if (!block)
        die("no memory");
    memset(block, 'x', size);
    fwrite(block, 1, size, stdout);
    free(block);
    return 0;
}

size_t counts_lines(const char *path)
{
    size_t count = 0;
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    for (int c; (c = getc(file)) != EOF;)
        count += c == '\n';
    fclose(file);
    return count;
}

int tries_again(const char *path)
{
    int fd;
    while ((fd = open(path, O_RDONLY)) < 0)
        sleep(1);
    close(fd);
    return 0;
}

int finds_out_by_a_flag(const char *path)
{
    bool failed = false;
    FILE *file = fopen(path, "w");
    if (!file)
        failed = true;
    else
        fclose(file);
    if (failed)
        return -1;
    return 0;
}

int caller_sees_the_text(const char *from, char **ret_copy)
{
    *ret_copy = NULL;
    char *copy = strdup(from);
    if (copy) {
        copy[0] = '.';
        *ret_copy = copy;
    }
    return 1;
}

struct journal {
    FILE *file;
};

int caller_sees_the_file(struct journal *journal)
{
    journal->file = fopen("journal", "w");
    if (!journal->file)
        return 0;
    fputs("begin\n", journal->file);
    return 0;
}
