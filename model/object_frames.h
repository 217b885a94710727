/* What the plugin puts beside the code: compressed frames in a section of objects, one behind the other once they are
 * linked. */
#ifndef CET_MODEL_OBJECT_FRAMES_H
#define CET_MODEL_OBJECT_FRAMES_H

#include <stdbool.h>
#include <stddef.h>

#include "cet/core/error.h"
#include "cet/core/map.h"

struct frames {
    const char *section;
    const char *what;  /* for messages: "facts" */
    size_t max_bytes;  /* of one frame, expanded */
    struct map *known; /* digests of frames that were visited before and are passed over; NULL: visit all */
};

typedef enum status (*frame_fn)(void *context, const char *text, size_t length, struct error *err);

/* Whether the file starts as an object, program or archive does; false also when it cannot be read. */
bool object_is_one(const char *path);
/* Every frame in the section of an object, a program, or all members of an archive. */
enum status object_each_frame(const struct frames *frames, const char *path, frame_fn visit, void *context,
                              struct error *err);
/* Every frame of bytes; path stands in messages. */
enum status frames_each(const struct frames *frames, const char *path, const char *bytes, size_t length, frame_fn visit,
                        void *context, struct error *err);

#endif
