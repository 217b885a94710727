/* What reports say of the rules of cet's own checks. */
#ifndef CET_CLI_REPORT_RULES_H
#define CET_CLI_REPORT_RULES_H

#include "cet/report/findings.h"

/* malloc'ed, the caller's; texts live as long as the program. */
struct report_rule *report_rules_list(size_t *ret_count);

#endif
