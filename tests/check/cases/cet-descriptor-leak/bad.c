#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* class: descriptor-leak-on-error */
ssize_t read_some(const char *path, char *bytes, size_t size)
{
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return -1;
    ssize_t count = read(fd, bytes, size);
    if (count < 0)
        return -1; /* expect: cet-descriptor-leak */
    close(fd);
    return count;
}

int second_open_fails(const char *from, const char *to)
{
    int in = open(from, O_RDONLY);
    if (in == -1)
        return -1;
    int out = open(to, O_WRONLY | O_CREAT, 0600);
    if (out == -1)
        return -1; /* expect: cet-descriptor-leak */
    char byte;
    while (read(in, &byte, 1) == 1)
        if (write(out, &byte, 1) != 1)
            break;
    close(in);
    return close(out);
}

int socket_is_not_closed(const struct sockaddr *address, socklen_t length)
{
    int sock;
    if ((sock = socket(AF_INET, SOCK_STREAM, 0)) < 0)
        return -1;
    if (bind(sock, address, length) != 0 || listen(sock, 5) != 0)
        return -1; /* expect: cet-descriptor-leak */
    return sock;
}

int one_end_of_a_pipe(char *byte)
{
    int ends[2];
    if (pipe(ends) != 0)
        return -1;
    if (write(ends[1], "x", 1) != 1) {
        close(ends[0]);
        return -1; /* expect: cet-descriptor-leak */
    }
    ssize_t count = read(ends[0], byte, 1);
    close(ends[0]);
    close(ends[1]);
    return count == 1 ? 0 : -1;
}

static int open_for_reading(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    return fd;
}

long through_an_own_function(const char *path)
{
    struct stat status;
    int fd = open_for_reading(path);
    if (fd == -1)
        return -1;
    if (fstat(fd, &status) != 0) {
        return -1; /* expect: cet-descriptor-leak */
    }
    close(fd);
    return (long)status.st_size;
}

bool every_way_but_one(const char *path, bool is_quick)
{
    int fd = open(path, O_RDWR);
    bool has_worked = false;
    if (fd >= 0) {
        has_worked = write(fd, "1", 1) == 1;
        if (!is_quick)
            close(fd);
    }
    return has_worked; /* expect: cet-descriptor-leak */
}

struct connection {
    int fd;
    char *peer;
};

int accepted_and_forgotten(int listener, struct connection *connection)
{
    int fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return -1;
    char *peer = malloc(64);
    if (peer == NULL)
        goto fail;
    connection->fd = fd;
    connection->peer = peer;
    return 0;
fail:
    return -1; /* expect: cet-descriptor-leak */
}

int in_a_loop(char *const *paths)
{
    int found = 0;
    for (; *paths; paths++) {
        int fd = open(*paths, O_RDONLY); /* expect: cet-descriptor-leak */
        if (fd < 0)
            continue;
        char magic[4];
        if (read(fd, magic, sizeof magic) != sizeof magic)
            continue;
        found += magic[0] == 0x7f;
        close(fd);
    }
    return found;
}
