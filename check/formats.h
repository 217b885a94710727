/* Conversions of printf and scanf formats, one after the other:
 *
 *     struct format_reader reader = {.text = format, .is_scanf = true};
 *     struct format_conversion conversion;
 *     while (format_next(&reader, &conversion))
 *         ... conversion.type ... */
#ifndef CET_CHECK_FORMATS_H
#define CET_CHECK_FORMATS_H

#include <stdbool.h>
#include <stdint.h>

struct format_reader {
    const char *text;
    bool is_scanf;
    uint32_t next_argument; /* 0-based behind the format: the one that the next conversion takes first */
};

struct format_conversion {
    char type;         /* 's', 'd', ...; '[' for a set */
    bool has_width;    /* written as a number */
    uint64_t width;    /* when it is */
    bool has_limit;    /* a precision, as a number or an argument: a text longer than it is cut */
    bool is_skipped;   /* scanf's '*': nothing is stored */
    bool is_allocated; /* scanf's 'm': stored in memory of its own */
    bool is_wide;      /* 'l' before 's', 'c' or '[' */
    uint32_t argument; /* that it prints or stores to, 0-based behind the format */
};

/* False at the end, and where the format is not understood (%n$). "%%" is passed over. */
bool format_next(struct format_reader *reader, struct format_conversion *ret_conversion);

#endif
