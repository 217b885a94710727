#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "emit_layout.h"
#include "emit_program.h"

static const struct errno_word {
    int number;
    const char *name;
} errno_words[] = {
#define ERRNO_WORD(number, name) {number, name},
#include "errno_words.def"
#undef ERRNO_WORD
};

const char *errno_name(int64_t number)
{
    for (size_t i = 0; i < ARRAY_LENGTH(errno_words); i++)
        if (errno_words[i].number == number)
            return errno_words[i].name;
    return NULL;
}

/* Ends of ranges that have a name in <limits.h> or <stdint.h>; by typedef name first, then by size. */
static const struct limit_word {
    const char *type;
    int64_t number;
    const char *name;
} limit_words[] = {
    {"size_t", -1, "SIZE_MAX"},
    {"uint64_t", -1, "UINT64_MAX"},
    {"uint32_t", UINT32_MAX, "UINT32_MAX"},
    {"uint16_t", UINT16_MAX, "UINT16_MAX"},
    {"uint8_t", UINT8_MAX, "UINT8_MAX"},
    {"int64_t", INT64_MAX, "INT64_MAX"},
    {"int64_t", INT64_MIN, "INT64_MIN"},
    {"int32_t", INT32_MAX, "INT32_MAX"},
    {"int32_t", INT32_MIN, "INT32_MIN"},
    {"int16_t", INT16_MAX, "INT16_MAX"},
    {"int16_t", INT16_MIN, "INT16_MIN"},
    {"int8_t", INT8_MAX, "INT8_MAX"},
    {"int8_t", INT8_MIN, "INT8_MIN"},
    {"unsigned char", UINT8_MAX, "UCHAR_MAX"},
    {"signed char", INT8_MIN, "SCHAR_MIN"},
    {"signed char", INT8_MAX, "SCHAR_MAX"},
    {"char", INT8_MIN, "CHAR_MIN"},
    {"char", INT8_MAX, "CHAR_MAX"},
    {"short", INT16_MAX, "SHRT_MAX"},
    {"short", INT16_MIN, "SHRT_MIN"},
    {"unsigned short", UINT16_MAX, "USHRT_MAX"},
    {"int", INT32_MAX, "INT_MAX"},
    {"int", INT32_MIN, "INT_MIN"},
    {"unsigned int", UINT32_MAX, "UINT_MAX"},
    {"unsigned", UINT32_MAX, "UINT_MAX"},
    {"long", INT64_MAX, "LONG_MAX"},
    {"long", INT64_MIN, "LONG_MIN"},
    {"unsigned long", -1, "ULONG_MAX"},
    {"long long", INT64_MAX, "LLONG_MAX"},
    {"long long", INT64_MIN, "LLONG_MIN"},
    {"unsigned long long", -1, "ULLONG_MAX"},
    {"ptrdiff_t", INT64_MAX, "PTRDIFF_MAX"},
    {"ptrdiff_t", INT64_MIN, "PTRDIFF_MIN"},
};

static const char *limit_of_type(const char *type, int64_t number)
{
    for (size_t i = 0; i < ARRAY_LENGTH(limit_words); i++)
        if (limit_words[i].number == number && strcmp(limit_words[i].type, type) == 0)
            return limit_words[i].name;
    return NULL;
}

static const char *limit_name(struct program *program, const char *type, int64_t number, bool is_unsigned)
{
    const char *plain = type_unqualified(program, type);
    const struct fact_type *known = program_type(program, plain);
    const char *name = limit_of_type(plain, number);
    if (!name && known && known->kind == TYPE_INT)
        name = limit_of_type(known->spelling, number);
    if (!name && number == INT64_MIN && !is_unsigned)
        name = "INT64_MIN";
    if (!name && number == INT64_MAX)
        name = "INT64_MAX";
    if (!name && number == INT32_MIN)
        name = "INT_MIN";
    return name;
}

/* 'a' says more than 97 where the number is a character: always in a char, elsewhere when its name says so. */
static bool is_character(struct program *program, const char *key, const char *type, int64_t number)
{
    static const char *const words[] = {"c",         "ch",  "chr",       "char",   "character", "quote",     "delim",
                                        "delimiter", "sep", "separator", "letter", "digit",     "terminator"};
    const bool is_char = strcmp(type_unqualified(program, type), "char") == 0;
    if (number < ' ' && number != '\n' && number != '\t' && number != '\r' && number != '\0' &&
        (!is_char || number < '\a' || number > '\r'))
        return false;
    if (number >= 0x7f)
        return false;
    if (is_char)
        return true;
    const struct fact_type *known = program_type(program, type);
    if (!key || (known && known->kind != TYPE_INT))
        return false;
    const char *name = strrchr(key, ' ');
    name = name ? name + 1 : key;
    SCOPED(strbuf_release) struct strbuf slug = {0};
    layout_slug(&slug, name, 64);
    for (const char *word = strbuf_text(&slug); *word;) {
        const size_t length = strcspn(word, "_");
        for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
            if (strlen(words[i]) == length && strncmp(word, words[i], length) == 0)
                return number != 0 || strcmp(type_unqualified(program, type), "int") != 0;
        word += length + (word[length] == '_');
    }
    return false;
}

static void add_character(struct strbuf *out, int64_t number)
{
    static const char *const escapes[][2] = {{"\a", "\\a"}, {"\b", "\\b"}, {"\t", "\\t"}, {"\n", "\\n"}, {"\v", "\\v"},
                                             {"\f", "\\f"}, {"\r", "\\r"}, {"'", "\\'"},  {"\\", "\\\\"}};
    const char c = (char)number;
    for (size_t i = 0; i < ARRAY_LENGTH(escapes); i++) {
        if (c == escapes[i][0][0]) {
            strbuf_printf(out, "'%s'", escapes[i][1]);
            return;
        }
    }
    strbuf_printf(out, c == '\0' ? "'\\0'" : "'%c'", c);
}

/* The number as its type holds it: 0xffffffffffffffff in an unsigned char is 255. */
static int64_t as_held(const struct program *program, const char *type, int64_t number)
{
    const struct fact_type *known = program_type(program, type);
    if (!known || known->kind != TYPE_INT || known->size_bytes == 0 || known->size_bytes >= 8)
        return number;
    const unsigned bits = (unsigned)known->size_bytes * 8;
    const uint64_t low = (uint64_t)number & (((uint64_t)1 << bits) - 1);
    const bool is_negative = (known->flags & TYPE_FLAG_SIGNED) && (low >> (bits - 1));
    return is_negative ? (int64_t)(low | ~(((uint64_t)1 << bits) - 1)) : (int64_t)low;
}

void literal_add_int(struct program *program, const char *key, const char *type, int64_t number, bool is_unsigned,
                     struct strbuf *out)
{
    number = as_held(program, type, number);
    if (type_is_bool(program, type)) {
        strbuf_add_text(out, number ? "true" : "false");
        return;
    }
    if (symbols_add_name(program, key, type, number, out))
        return;
    const char *limit = limit_name(program, type, number, is_unsigned);
    if (is_character(program, key, type, number))
        add_character(out, number);
    else if (limit)
        strbuf_add_text(out, limit);
    else if (is_unsigned && number < 0)
        strbuf_printf(out, "%" PRIu64 "u", (uint64_t)number);
    else
        strbuf_printf(out, "%" PRId64, number);
}

void literal_add_float(const char *type, double real, struct strbuf *out)
{
    const bool is_single = strcmp(type, "float") == 0;
    if (isnan(real)) {
        strbuf_add_text(out, "NAN");
        return;
    }
    if (isinf(real) || (is_single && isinf((float)real))) {
        strbuf_add_text(out, real < 0 ? "-INFINITY" : "INFINITY");
        return;
    }
    char text[64];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, real);
        if (is_single ? strtof(text, NULL) == (float)real : strtod(text, NULL) == real)
            break;
    }
    strbuf_add_text(out, text);
    if (!strpbrk(text, ".e"))
        strbuf_add_text(out, ".0");
    if (is_single)
        strbuf_add_char(out, 'f');
}

void literal_add_text(struct strbuf *out, const void *bytes, size_t length)
{
    strbuf_add_c_literal(out, bytes, length);
}

bool bytes_are_readable(const char *bytes, size_t length)
{
    size_t readable = 0;
    for (size_t i = 0; i < length; i++)
        readable += isprint((unsigned char)bytes[i]) || strchr("\n\t\r", bytes[i]) != NULL;
    return length <= 8 || readable * 2 >= length;
}
