/* Whole transfers over descriptors: short counts and EINTR are dealt with here. 0, or -1 with errno. */
#ifndef CORE_FILE_BYTES_H
#define CORE_FILE_BYTES_H

#include <stddef.h>

int bytes_write(int fd, const void *bytes, size_t length);
/* From the current offsets to the end of from. */
int bytes_copy(int from, int to);

#endif
