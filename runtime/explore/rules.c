#include "rules.h"

#include <string.h>

#include "store.h"

int64_t cet_rule_draw(void)
{
    static const uint32_t ramps[] = {2, 3, 10, 64, 100, 251, 256};
    static const uint32_t alphabets[] = {2, 4, 16, 64, 256};
    static const uint32_t windows[] = {8, 64, 1000, 10000, 100000};
    const uint32_t rule = SUITE_RAMP + cet_below(4);
    uint32_t n = 1 + cet_below(100);
    if (rule == SUITE_RAMP)
        n = ramps[cet_below(sizeof ramps / sizeof *ramps)];
    else if (rule == SUITE_NOISE)
        n = alphabets[cet_below(sizeof alphabets / sizeof *alphabets)];
    else if (rule == SUITE_PHRASES)
        n = windows[cet_below(sizeof windows / sizeof *windows)];
    return (int64_t)n << 8 | rule;
}

const char *cet_rule_word(const struct value *v)
{
    static const char *const words[] = {"", "ramp", "noise", "skewed", "phrases"};
    return words[rule_of(v)];
}

void cet_rule_fill(const struct value *v, uint8_t *out, uint32_t length)
{
    if (rule_of(v))
        suite_fill(out, length, (enum suite_rule)rule_of(v), rule_parameter(v));
    else
        memset(out, v->fill, length);
}
