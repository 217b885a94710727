#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct connection {
    int fd;
};

ssize_t closed_on_each_way(const char *path, char *bytes, size_t size)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    ssize_t count = read(fd, bytes, size);
    close(fd);
    return count;
}

int one_way_out(const char *from, const char *to)
{
    int in = -1, out = -1, status = -1;
    in = open(from, O_RDONLY);
    if (in == -1)
        goto done;
    out = open(to, O_WRONLY | O_CREAT, 0600);
    if (out == -1)
        goto done;
    char byte;
    while (read(in, &byte, 1) == 1)
        if (write(out, &byte, 1) != 1)
            goto done;
    status = 0;
done:
    if (out >= 0)
        close(out);
    if (in >= 0)
        close(in);
    return status;
}

int kept_by_the_caller(struct connection *connection, const char *path)
{
    connection->fd = open(path, O_RDONLY);
    if (connection->fd < 0)
        return -1;
    return 0;
}

FILE *belongs_to_the_stream(const char *path)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW);
    if (fd < 0)
        return NULL;
    FILE *file = fdopen(fd, "r");
    if (!file)
        close(fd);
    return file;
}

int standard_streams(void)
{
    int fd = open("/dev/null", O_RDWR);
    if (fd < 0)
        return -1;
    dup2(fd, STDIN_FILENO);
    dup2(fd, STDOUT_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
    return 0;
}

int zero_is_none(const char *path)
{
    int fd = 0;
    if (path)
        fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    char byte;
    if (read(fd, &byte, 1) != 1)
        byte = 0;
    if (fd != 0)
        close(fd);
    return byte;
}

int both_ends(char *byte)
{
    int ends[2];
    if (pipe(ends) < 0)
        return -1;
    pid_t child = fork();
    if (child < 0) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    if (child == 0) {
        close(ends[0]);
        if (write(ends[1], "x", 1) != 1)
            _exit(1);
        _exit(0);
    }
    close(ends[1]);
    ssize_t count = read(ends[0], byte, 1);
    close(ends[0]);
    return count == 1 ? 0 : -1;
}

int pair_goes_to_the_caller(int ends[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return -1;
    return 0;
}

static int close_keeping_errno(int fd)
{
    int saved = errno;
    close(fd);
    errno = saved;
    return -1;
}

int closed_by_an_own_function(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    if (lseek(fd, 0, SEEK_END) < 0)
        return close_keeping_errno(fd);
    return fd;
}

int again_when_interrupted(const char *path)
{
    int fd;
    do
        fd = open(path, O_RDONLY);
    while (fd < 0 && errno == EINTR);
    return fd;
}

int the_first_that_opens(const char *const *paths)
{
    int fd = -1;
    for (; fd < 0 && *paths; paths++)
        fd = open(*paths, O_RDONLY);
    if (fd < 0)
        return -1;
    char byte = 0;
    ssize_t count = read(fd, &byte, 1);
    close(fd);
    return count == 1 ? byte : -1;
}

static int log_descriptor = -1;

int kept_in_a_global(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (fd < 0)
        return -1;
    log_descriptor = fd;
    return 0;
}

struct address {
    struct address *next;
    struct sockaddr *bytes;
    socklen_t length;
};

int first_address_that_answers(struct address *address)
{
    int fd = -1;
    do {
        fd = socket(AF_INET, SOCK_STREAM, 0);
        if (fd < 0)
            continue;
        if (connect(fd, address->bytes, address->length) == 0)
            break;
        close(fd);
    } while ((address = address->next) != NULL);
    if (address == NULL)
        return -1;
    return fd;
}
