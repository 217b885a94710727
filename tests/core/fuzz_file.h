/* Bytes as a file, for readers that take a path. One file serves all inputs of a fuzz target. */
#ifndef TESTS_CORE_FUZZ_FILE_H
#define TESTS_CORE_FUZZ_FILE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static inline const char *fuzz_file(const void *bytes, size_t length)
{
    static int fd = -1;
    static char path[32];
    if (fd < 0) {
        fd = memfd_create("fuzz", MFD_CLOEXEC);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    }
    if (fd < 0 || ftruncate(fd, 0) != 0 || pwrite(fd, bytes, length, 0) != (ssize_t)length)
        abort();
    return path;
}

/* What every refusal is: one line that says something. */
static inline void fuzz_check_refusal(const struct error *err)
{
    if (err->message[0] == '\0' || strchr(err->message, '\n'))
        abort();
}

/* Writing what was read of the first text must give the first text. */
static inline void fuzz_check_same(const struct strbuf *first, const struct strbuf *second)
{
    if (first->length != second->length || memcmp(first->bytes, second->bytes, first->length) != 0) {
        fprintf(stderr, "first:\n%s\nsecond:\n%s\n", first->bytes, second->bytes);
        abort();
    }
}

#endif
