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

int reads_a_header(int fd, struct header *ret_header)
{
    if (read(fd, ret_header, sizeof *ret_header) < 0) /* expect: cet-partial-io */
        return -1;
    return ret_header->magic == 0x1234 ? 0 : -1;
}

bool end_is_no_failure(int fd)
{
    uint32_t count;
    ssize_t n = read(fd, &count, sizeof count); /* expect: cet-partial-io */
    if (n == -1)
        return false;
    return count > 10;
}

int writes_a_block(int fd, const char *bytes, size_t length)
{
    ssize_t written;
    if ((written = write(fd, bytes, length)) == -1) { /* expect: cet-partial-io */
        perror("write");
        return -1;
    }
    return 0;
}

void copies(FILE *from, FILE *to)
{
    char block[4096];
    while (fread(block, 1, sizeof block, from) > 0) /* expect: cet-partial-io */
        fwrite(block, 1, sizeof block, to);
}

int says_the_failed_result(int socket, const char *text)
{
    int rc = (int)send(socket, text, strlen(text), 0); /* expect: cet-partial-io */
    if (rc < 0)
        return rc;
    rc = shutdown(socket, SHUT_WR);
    return rc;
}

#define SEND_ALL(fd, bytes, length) (write(fd, bytes, length) >= 0)

struct queue {
    int fd;
    char *bytes;
    size_t used;
};

void clears_too_early(struct queue *queue)
{
    if (!SEND_ALL(queue->fd, queue->bytes, queue->used)) /* expect: cet-partial-io */
        abort();
    queue->used = 0;
}

int one_item_will_do(FILE *file, const int *numbers, size_t count)
{
    if (!fwrite(numbers, sizeof *numbers, count, file)) /* expect: cet-partial-io */
        return -1;
    return 0;
}

unsigned sums(int socket)
{
    unsigned char bytes[64];
    unsigned sum = 0;
    for (;;) {
        ssize_t n = recv(socket, bytes, sizeof bytes, 0); /* expect: cet-partial-io */
        if (n <= 0)
            break;
        for (size_t i = 0; i < sizeof bytes; i++)
            sum += bytes[i];
    }
    return sum;
}
