/* Base64 (RFC 4648) in one piece, without line ends. */
#ifndef CET_CORE_BASE64_H
#define CET_CORE_BASE64_H

#include <stddef.h>

#include "cet/core/strbuf.h"

void base64_add(struct strbuf *out, const void *bytes, size_t length);

#endif
