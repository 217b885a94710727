#include "report_rules.h"

#include "cet/check/check.h"
#include "cet/core/memory.h"

struct report_rule *report_rules_list(size_t *ret_count)
{
    const struct check *checks = checks_list(ret_count);
    struct report_rule *rules = memory_new(*ret_count, sizeof *rules);
    for (size_t i = 0; i < *ret_count; i++)
        rules[i] = (struct report_rule){checks[i].name, checks[i].level, checks[i].summary,
                                        checks[i].help, checks[i].cwe,   checks[i].precision};
    return rules;
}
