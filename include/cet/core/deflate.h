/* Raw deflate (RFC 1951, by zlib), which browsers expand by themselves. */
#ifndef CET_CORE_DEFLATE_H
#define CET_CORE_DEFLATE_H

#include <stddef.h>

#include "cet/core/strbuf.h"

/* Appends the bytes as one stream without a header, as small as zlib makes it. */
void deflate_add(struct strbuf *out, const void *bytes, size_t length);

#endif
