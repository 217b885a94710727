#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct header {
    uint32_t magic;
    uint32_t length;
    char name[24];
};

int all_of_it_or_nothing(int fd, struct header *ret_header)
{
    if (read(fd, ret_header, sizeof *ret_header) != (ssize_t)sizeof *ret_header)
        return -1;
    return ret_header->magic == 0x1234 ? 0 : -1;
}

int write_all(int fd, const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t n = write(fd, bytes, length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        bytes += n;
        length -= (size_t)n;
    }
    return 0;
}

void copies(FILE *from, FILE *to)
{
    char block[4096];
    size_t count;
    while ((count = fread(block, 1, sizeof block, from)) > 0)
        if (fwrite(block, 1, count, to) != count)
            exit(1);
}

ssize_t caller_counts(int fd, char *bytes, size_t size)
{
    ssize_t n = read(fd, bytes, size);
    if (n < 0)
        perror("read");
    return n;
}

bool one_item(FILE *file, struct header *header)
{
    return fread(header, sizeof *header, 1, file) == 1;
}

bool one_item_or_none(FILE *file, struct header *header)
{
    if (fread(header, sizeof *header, 1, file) == 0)
        return false;
    return header->magic != 0;
}

int one_byte(int fd)
{
    unsigned char byte;
    if (read(fd, &byte, 1) <= 0)
        return -1;
    return byte;
}

void wake(int event)
{
    uint64_t one = 1;
    if (write(event, &one, sizeof one) < 0)
        perror("write");
}

void drain(int fd)
{
    char waste[256];
    while (read(fd, waste, sizeof waste) > 0)
        ;
}

int zeroed_text(int fd)
{
    char text[32] = {0};
    if (read(fd, text, sizeof text - 1) < 0)
        return -1;
    return atoi(text);
}

void last_words(const char *text)
{
    if (write(STDERR_FILENO, text, strlen(text)) < 0)
        _exit(3);
    _exit(2);
}

bool all_at_once(int socket, struct header *header)
{
    if (recv(socket, header, sizeof *header, MSG_WAITALL) <= 0)
        return false;
    return header->magic != 0;
}

int counted_elsewhere(int fd, char *bytes, size_t size, size_t *ret_count)
{
    ssize_t n = read(fd, bytes, size);
    if (n < 0)
        return -1;
    *ret_count = (size_t)n;
    return 0;
}

int thrown_away(int fd, size_t size)
{
    char *waste = malloc(size);
    if (!waste)
        return -1;
    ssize_t n = read(fd, waste, size);
    if (n == -1)
        perror("read");
    free(waste);
    return 0; /* what came does not matter, only that it is gone */
}
