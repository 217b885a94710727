/* Files of templates/, kept in the library by cmake/EmbedFiles.cmake. */
#ifndef CET_TESTGEN_EMBEDDED_FILES_H
#define CET_TESTGEN_EMBEDDED_FILES_H

#include <stddef.h>

struct embedded_file {
    const char *name;
    const unsigned char *bytes; /* NUL-terminated behind length */
    size_t length;
};

/* Ends with a zeroed entry. */
extern const struct embedded_file embedded_files[];

#endif
