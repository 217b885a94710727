#include "formats.h"

#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static const char *read_number(const char *at, uint64_t *ret_number)
{
    uint64_t number = 0;
    for (; is_digit(*at); at++)
        number = number < UINT32_MAX ? number * 10 + (uint64_t)(*at - '0') : number;
    *ret_number = number;
    return at;
}

static const char *read_width(struct format_reader *reader, const char *at, struct format_conversion *conversion)
{
    if (*at == '*') {
        conversion->is_skipped = reader->is_scanf;
        reader->next_argument += !reader->is_scanf;
        at++;
    }
    conversion->has_width = is_digit(*at);
    return read_number(at, &conversion->width);
}

static const char *read_precision(struct format_reader *reader, const char *at, struct format_conversion *conversion)
{
    if (*at != '.')
        return at;
    uint64_t ignored;
    conversion->has_limit = true;
    reader->next_argument += at[1] == '*';
    return read_number(at + (at[1] == '*' ? 2 : 1), &ignored);
}

static const char *skip_set(const char *at)
{
    at += at[0] == '^';
    const char *end = at[0] ? strchr(at + 1, ']') : NULL; /* a ']' that comes first belongs to the set */
    return end ? end + 1 : at + strlen(at);
}

bool format_next(struct format_reader *reader, struct format_conversion *ret_conversion)
{
    for (const char *at = strchr(reader->text, '%'); at; at = strchr(at + 2, '%')) {
        if (at[1] == '%')
            continue;
        struct format_conversion conversion = {0};
        at++;
        at += reader->is_scanf ? 0 : strspn(at, "-+ #0'");
        at = read_width(reader, at, &conversion);
        at = read_precision(reader, at, &conversion);
        for (; *at && strchr("hlLqjztm", *at); at++) {
            conversion.is_wide |= *at == 'l';
            conversion.is_allocated |= *at == 'm' && reader->is_scanf && at[1] != '\0';
            if (*at == 'm' && !reader->is_scanf)
                break; /* %m is a conversion of its own */
        }
        if (!*at || *at == '$')
            return false;
        conversion.type = *at++;
        if (conversion.type == '[' && reader->is_scanf)
            at = skip_set(at);
        conversion.argument = reader->next_argument;
        reader->next_argument += !conversion.is_skipped && !(conversion.type == 'm' && !reader->is_scanf);
        reader->text = at;
        *ret_conversion = conversion;
        return true;
    }
    return false;
}
