#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void nothing_in_braces(int fd, const void *bytes, size_t length)
{
    if (write(fd, bytes, length) < 0) { /* expect: cet-empty-error-branch */
    }
    close(fd);
}

int only_a_semicolon(const char *path)
{
    int fd = open(path, O_RDONLY);
    if (fd == -1) /* expect: cet-empty-error-branch */
        ;
    char byte;
    return read(fd, &byte, 1) == 1 ? byte : -1;
}

char *promises_to_come_back(size_t size)
{
    char *block = malloc(size);
    if (!block) { /* expect: cet-empty-error-branch */
        /* TODO: tell somebody that there is no memory */
    }
    return block;
}

bool empty_else(const char *from, const char *to)
{
    if (rename(from, to) == 0) { /* expect: cet-empty-error-branch */
        printf("%s -> %s\n", from, to);
    } else {
        /* ignore */
    }
    return true;
}

static int apply(const char *line)
{
    if (!line[0])
        return -1;
    puts(line);
    return 0;
}

void its_own_function(const char *const *lines)
{
    for (; *lines; lines++) {
        int rc = apply(*lines);
        if (rc != 0) { /* expect: cet-empty-error-branch */
            (void)rc;
        }
    }
}

struct worker {
    pthread_t thread;
    int (*stop)(struct worker *worker);
};

void result_in_a_variable(struct worker *worker, void *(*run)(void *))
{
    int error = pthread_create(&worker->thread, NULL, run, worker);
    if (error) { /* expect: cet-empty-error-branch */
    }
}

void through_a_pointer(struct worker *worker)
{
    if (worker->stop(worker) < 0) { /* expect: cet-empty-error-branch */
    }
}

void either_of_them(FILE *file, const char *text, size_t length)
{
    if (fwrite(text, 1, length, file) != length || fflush(file) != 0) { /* expect: cet-empty-error-branch */
    }
}
