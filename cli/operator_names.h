/* The words of --operators, looked at before a compiler is started with them. */
#ifndef CET_CLI_OPERATOR_NAMES_H
#define CET_CLI_OPERATOR_NAMES_H

#include "cet/core/error.h"

/* names: comma-separated operators or groups, "default" or "all"; NULL is fine. STATUS_INVALID quotes the first that is
 * none of these. */
enum status operator_names_check(const char *names, struct error *err);

#endif
