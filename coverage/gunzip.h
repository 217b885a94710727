/* gzip, as gcov writes its JSON. */
#ifndef CET_COVERAGE_GUNZIP_H
#define CET_COVERAGE_GUNZIP_H

#include <stdbool.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

bool is_gzip(const char *bytes, size_t length);
/* Appends the content of all members; more than max_bytes is STATUS_LIMIT, a damaged or cut one STATUS_INVALID. */
enum status gunzip(const char *name, const char *bytes, size_t length, size_t max_bytes, struct strbuf *out,
                   struct error *err);

#endif
