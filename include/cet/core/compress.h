/* zstd in one piece. */
#ifndef CET_CORE_COMPRESS_H
#define CET_CORE_COMPRESS_H

#include <stddef.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"

/* Appends one frame that carries its own size; fast level. */
void compress_add(struct strbuf *out, const void *bytes, size_t length);
/* Appends the content of the frame at bytes and tells how many input bytes it took. More than max_bytes of content is
 * STATUS_LIMIT, a damaged frame STATUS_INVALID. */
enum status compress_expand(const void *bytes, size_t length, size_t max_bytes, struct strbuf *out, size_t *ret_taken,
                            struct error *err);

/* Of the frame at bytes, found without expanding it; 0 when it is damaged or cut. */
size_t compress_frame_length(const void *bytes, size_t length);

#endif
