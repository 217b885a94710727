#include "foreign_flags.h"

#include <string.h>

/* "clang: error: ..." or "error: ..."; "file.c:1:2: error: ..." is about the source. */
static const char *driver_error(const char *line, size_t length)
{
    static const char word[] = "error: ";
    for (size_t i = 0; i + sizeof word - 1 <= length; i++)
        if (!memcmp(line + i, word, sizeof word - 1)) {
            bool is_alone = i == 0;
            bool is_behind_a_name = i >= 2 && !memcmp(line + i - 2, ": ", 2) && !memchr(line, ':', i - 2);
            return is_alone || is_behind_a_name ? line + i + sizeof word - 1 : NULL;
        }
    return NULL;
}

static bool is_named(const char *flag, const char *token, size_t length)
{
    const char *value = strchr(flag, '=');
    return (strlen(flag) == length && !memcmp(flag, token, length)) ||
           (value && strlen(value + 1) == length && !memcmp(value + 1, token, length)) ||
           (value && length == (size_t)(value + 1 - flag) && !memcmp(flag, token, length));
}

static size_t mark_named(const char *token, size_t length, const char *const *flags, size_t count, bool *is_foreign)
{
    size_t marked = 0;
    for (size_t i = 0; length && i < count; i++)
        if (!is_foreign[i] && is_named(flags[i], token, length)) {
            is_foreign[i] = true;
            marked++;
        }
    return marked;
}

size_t foreign_flags_find(const char *output, const char *const *flags, size_t count, bool *is_foreign)
{
    size_t marked = 0;
    while (*output) {
        size_t length = strcspn(output, "\n");
        const char *end = output + length;
        const char *at = driver_error(output, length);
        const char *open = at ? memchr(at, '\'', (size_t)(end - at)) : NULL;
        while (open) {
            const char *close = memchr(open + 1, '\'', (size_t)(end - open - 1));
            if (close)
                marked += mark_named(open + 1, (size_t)(close - open - 1), flags, count, is_foreign);
            open = close ? memchr(close + 1, '\'', (size_t)(end - close - 1)) : NULL;
        }
        output = end + (*end == '\n');
    }
    return marked;
}
