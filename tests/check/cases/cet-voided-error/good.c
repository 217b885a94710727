#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int reports_it(const char *path, off_t size)
{
    int fd = open(path, O_WRONLY);
    if (fd < 0)
        return -1;
    int rc = ftruncate(fd, size);
    (void)close(fd);
    return rc;
}

int says_why(const char *path, int fd)
{
    if (!path)
        return -1;
    /* the old name is as good as the new one */
    (void)rename(path, "new");
    return fsync(fd);
}

void has_nobody_to_tell(int fd)
{
    (void)ftruncate(fd, 0);
}

int on_the_way_out_of_a_failure(const char *path, int fd, off_t old)
{
    if (write(fd, path, strlen(path)) != (ssize_t)strlen(path)) {
        (void)ftruncate(fd, old);
        return -1;
    }
    return 0;
}

static int begin(int fd)
{
    return fd < 0 ? -1 : 0;
}

static int abandon(int fd)
{
    return ftruncate(fd, 0) < 0 ? -1 : 0;
}

int fails_with_a_variable(int fd)
{
    int rc = begin(fd);
    if (rc < 0)
        goto failed;
    rc = begin(fd + 1);
    if (rc < 0)
        goto failed;
    return 0;
failed:
    (void)abandon(fd);
    return rc;
}

int printed_only(const char *text)
{
    if (!text)
        return -1;
    (void)printf("%s\n", text);
    (void)fflush(stdout);
    (void)snprintf(NULL, 0, "%s", text);
    return 0;
}

int only_read_from(const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return -1;
    int c = getc(file);
    (void)fclose(file);
    return c == EOF ? -1 : c;
}

static int queue_close(int fd)
{
    return fd < 0 ? -1 : 0;
}

int cleans_up(int fd)
{
    if (fd == 7)
        return -1;
    (void)queue_close(fd);
    (void)unlink("lock");
    return 0;
}

static int compare(int a, int b)
{
    return a < b ? -1 : a > b ? 1 : 0;
}

int value_unused(int a, int b)
{
    if (a == 7)
        return -1;
    (void)compare(a, b);
    (void)a;
    return 0;
}
