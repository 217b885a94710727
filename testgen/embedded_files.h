/* Files of templates/, kept in the library by cmake/EmbedFiles.cmake. */
#ifndef CET_TESTGEN_EMBEDDED_FILES_H
#define CET_TESTGEN_EMBEDDED_FILES_H

#include "cet/core/embedded_file.h"

/* Ends with a zeroed entry. */
extern const struct embedded_file embedded_files[];

#endif
