#include "cet/check/patterns.h"

#include "search.h"

void patterns_find(const struct facts *facts, struct pattern_set *patterns)
{
    static void (*const find[])(struct pattern_search *) = {
#define PATTERN(id, name, summary, reading) find_##id,
#include "cet/model/pattern_kinds.def"
#undef PATTERN
    };
    struct pattern_search search;
    pattern_search_begin(&search, facts, patterns);
    for (size_t i = 0; i < PATTERN_KIND_COUNT; i++)
        find[i](&search);
    pattern_search_end(&search);
    pattern_set_sort(patterns);
}
