/* Shortens a text to a number of words and keeps what matters to a task.
 *
 *     char out[200];
 *     if (shorten(text, "fix the parser", 20, out, sizeof out) == SHORTEN_OK)
 *         puts(out);
 *
 * A word is what stands between blanks. Words of the task (in any case) are kept first; what room is left goes to the
 * other words from the start of the text. The order stays, and one space stands between two words. */
#ifndef SHORTEN_H
#define SHORTEN_H

#include <stdbool.h>
#include <stddef.h>

enum shorten_result {
    SHORTEN_OK,
    SHORTEN_NO_TEXT,  /* text or out is NULL */
    SHORTEN_NO_LIMIT, /* word_limit is zero */
    SHORTEN_NO_ROOM,  /* the result and its end do not fit into out_size bytes */
};

/* The number of words in text; 0 for NULL. */
size_t count_words(const char *text);

/* True when word, length bytes long, is one of the words of task, in any case. task may be NULL. */
bool is_relevant(const char *word, size_t length, const char *task);

/* Writes at most word_limit words to out. Where the result is not SHORTEN_OK and out_size is not 0, out is "". */
enum shorten_result shorten(const char *text, const char *task, size_t word_limit, char *out, size_t out_size);

#endif
