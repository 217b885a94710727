#include "shorten.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* The first word at or after text, and its length; 0 at the end. */
static const char *next_word(const char *text, size_t *ret_length)
{
    size_t length = 0;
    while (is_blank(*text))
        text++;
    while (text[length] && !is_blank(text[length]))
        length++;
    *ret_length = length;
    return text;
}

size_t count_words(const char *text)
{
    size_t count = 0, length = 0;
    if (!text)
        return 0;
    for (text = next_word(text, &length); length; text = next_word(text + length, &length))
        count++;
    return count;
}

static bool is_same_word(const char *a, const char *b, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

bool is_relevant(const char *word, size_t length, const char *task)
{
    size_t task_length = 0;
    if (!word || !task)
        return false;
    for (task = next_word(task, &task_length); task_length; task = next_word(task + task_length, &task_length))
        if (task_length == length && is_same_word(word, task, length))
            return true;
    return false;
}

static size_t count_relevant(const char *text, const char *task)
{
    size_t count = 0, length = 0;
    for (text = next_word(text, &length); length; text = next_word(text + length, &length))
        count += is_relevant(text, length, task);
    return count;
}

/* Appends a word, after a space if it is not the first; false when it and the text's end do not fit. */
static bool append_word(const char *word, size_t length, char *out, size_t out_size, size_t *used)
{
    size_t space = *used > 0;
    if (space + length >= out_size - *used)
        return false;
    if (space)
        out[*used] = ' ';
    memcpy(out + *used + space, word, length);
    *used += space + length;
    out[*used] = '\0';
    return true;
}

enum shorten_result shorten(const char *text, const char *task, size_t word_limit, char *out, size_t out_size)
{
    size_t used = 0, length = 0;
    if (!out || !out_size)
        return out ? SHORTEN_NO_ROOM : SHORTEN_NO_TEXT;
    out[0] = '\0';
    if (!text)
        return SHORTEN_NO_TEXT;
    if (!word_limit)
        return SHORTEN_NO_LIMIT;
    size_t relevant_left = count_relevant(text, task);
    if (relevant_left > word_limit)
        relevant_left = word_limit;
    size_t other_left = word_limit - relevant_left;
    for (text = next_word(text, &length); length; text = next_word(text + length, &length)) {
        size_t *left = is_relevant(text, length, task) ? &relevant_left : &other_left;
        if (!*left)
            continue;
        (*left)--;
        if (!append_word(text, length, out, out_size, &used)) {
            out[0] = '\0';
            return SHORTEN_NO_ROOM;
        }
    }
    return SHORTEN_OK;
}
