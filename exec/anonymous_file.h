/* A file without a name that holds the given bytes, read position at the start: what a child reads as its input. It
 * never blocks and never breaks, as a pipe would. */
#ifndef CET_EXEC_ANONYMOUS_FILE_H
#define CET_EXEC_ANONYMOUS_FILE_H

#include <stddef.h>

#include "cet/core/error.h"

enum status anonymous_file(const void *bytes, size_t length, int *ret_descriptor, struct error *err);

#endif
