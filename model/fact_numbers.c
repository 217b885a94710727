#include "fact_numbers.h"

#include <string.h>

const char fact_digits[64] = {'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P',
                              'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'a', 'b', 'c', 'd', 'e', 'f',
                              'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v',
                              'w', 'x', 'y', 'z', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '+', '/'};

/* 0 to 63; 64: no digit. */
static unsigned digit_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0') + 52;
    return c == '+' ? 62 : c == '/' ? 63 : 64;
}

uint32_t fact_open_numbers(struct fact_reader *r)
{
    fact_open(r, '"');
    const char *quote = r->at < r->end ? memchr(r->at, '"', (size_t)(r->end - r->at)) : NULL;
    if (quote && quote - r->at <= UINT32_MAX)
        return (uint32_t)(quote - r->at);
    fact_fail(r, "a table of numbers does not end");
    return 0;
}

uint64_t fact_next_number(struct fact_reader *r, uint64_t most)
{
    uint64_t value = 0;
    for (unsigned shift = 0; r->at < r->end; shift += 5) {
        unsigned digit = digit_value(*r->at);
        if (digit == 64)
            break;
        if (shift > 60 || (shift == 60 && (digit & 31) > 15)) {
            fact_fail(r, "a number is too large");
            return 0;
        }
        r->at++;
        value |= (uint64_t)(digit & 31) << shift;
        if (digit & 32)
            continue;
        if (value <= most)
            return value;
        fact_fail(r, "%llu is out of bounds (at most %llu)", (unsigned long long)value, (unsigned long long)most);
        return 0;
    }
    fact_fail(r, "a number is missing");
    return 0;
}

int64_t fact_next_signed(struct fact_reader *r)
{
    uint64_t doubled = fact_next_number(r, UINT64_MAX);
    return (int64_t)(doubled & 1 ? ~(doubled >> 1) : doubled >> 1);
}

uint32_t fact_next_id(struct fact_reader *r, uint32_t count)
{
    return (uint32_t)fact_next_number(r, count) - 1;
}

void fact_close_numbers(struct fact_reader *r)
{
    r->is_first = false;
    if (r->at < r->end && *r->at == '"')
        r->at++;
    else
        fact_fail(r, "a table of numbers is too long");
}
