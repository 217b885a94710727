/* A file of coverage as few bytes. Only of and for this process: no format, nothing to be read from outside. */
#ifndef CET_MODEL_COVERAGE_PACK_H
#define CET_MODEL_COVERAGE_PACK_H

#include "cet/model/coverage.h"

/* Appends all but the path. The file is normalised. */
void coverage_pack(const struct coverage_file *file, struct strbuf *out);
/* Into a file that is empty but for its path. */
void coverage_unpack(const char *bytes, size_t length, struct coverage_file *ret_file);
/* What its lists take. */
size_t coverage_file_bytes(const struct coverage_file *file);

#endif
