/* Files that lie in the program byte for byte: tables of them are written by cmake/EmbedFiles.cmake. */
#ifndef CET_CORE_EMBEDDED_FILE_H
#define CET_CORE_EMBEDDED_FILE_H

#include <stddef.h>

struct embedded_file {
    const char *name;
    const unsigned char *bytes; /* NUL-terminated behind length */
    size_t length;
};

#endif
