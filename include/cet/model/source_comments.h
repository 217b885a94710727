/* The comments of a C source, found without a compiler: strings and character constants are passed over. */
#ifndef CET_MODEL_SOURCE_COMMENTS_H
#define CET_MODEL_SOURCE_COMMENTS_H

#include <stddef.h>
#include <stdint.h>

/* text lives during the call and has no comment marks; lines are 1-based. */
typedef void (*source_comment_fn)(void *context, const char *text, uint32_t line, uint32_t end_line);
void source_comments_each(const char *text, size_t length, source_comment_fn visit, void *context);

/* The text with blanks where comments are, ends of lines kept; malloc'ed, the caller's. */
char *source_comments_blank(const char *text, size_t length);

#endif
