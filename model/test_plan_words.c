#include "test_plan_words.h"

#include <string.h>

#include "cet/core/memory.h"

static const char *const value_words[] = {"int",    "float", "string",  "bytes",  "buffer",   "null",
                                          "object", "array", "address", "result", "callback", "function",
                                          "file",   "same",  "path",    "member"};
static const char *const expect_words[] = {"int",   "float",  "nan",      "string", "bytes",
                                           "sum",   "null",   "not-null", "points", "log",
                                           "errno", "output", "exit",     "abort",  "no-blocks"};
static const char *const rule_words[] = {"", "ramp", "noise", "skewed", "phrases"};
static const char *const kind_words[] = {"happy path", "error path", "boundary", "edge case", "integration"};
static const char *const property_words[] = {
#define PLAN_PROPERTY(id, text) text,
#include "cet/model/plan_properties.def"
#undef PLAN_PROPERTY
};

static int find_word(const char *const *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(words[i], text))
            return (int)i;
    return -1;
}

const char *plan_function_name(const char *id)
{
    const char *hash = strrchr(id, '#');
    return hash ? hash + 1 : id;
}

const char *plan_value_kind_text(enum plan_value_kind kind)
{
    return value_words[kind];
}

const char *plan_rule_text(enum plan_rule rule)
{
    return rule_words[rule];
}

const char *plan_expect_kind_text(enum plan_expect_kind kind)
{
    return expect_words[kind];
}

const char *plan_kind_text(enum plan_kind kind)
{
    return kind_words[kind];
}

const char *plan_property_text(enum plan_property_kind kind)
{
    return property_words[kind];
}

int plan_value_kind_find(const char *text)
{
    return find_word(value_words, ARRAY_LENGTH(value_words), text);
}

int plan_rule_find(const char *text)
{
    return find_word(rule_words, ARRAY_LENGTH(rule_words), text);
}

int plan_expect_kind_find(const char *text)
{
    return find_word(expect_words, ARRAY_LENGTH(expect_words), text);
}

int plan_kind_find(const char *text)
{
    return find_word(kind_words, ARRAY_LENGTH(kind_words), text);
}

int plan_property_find(const char *text)
{
    return find_word(property_words, ARRAY_LENGTH(property_words), text);
}
