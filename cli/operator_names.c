#include "operator_names.h"

#include <stdbool.h>
#include <string.h>

#include "cet/core/memory.h"

static bool is_known(const char *name, size_t length)
{
    static const char *const words[] = {
        "all",
        "default",
#define MUTANT_OPERATOR(id, text, group, is_default) text, group,
#include "cet/mutate/operators.def"
#undef MUTANT_OPERATOR
    };
    for (size_t i = 0; i < ARRAY_LENGTH(words); i++)
        if (strlen(words[i]) == length && memcmp(words[i], name, length) == 0)
            return true;
    return false;
}

enum status operator_names_check(const char *names, struct error *err)
{
    for (const char *at = names; at && *at;) {
        size_t length = strcspn(at, ",");
        if (!is_known(at, length))
            return error_set(err, STATUS_INVALID, "there is no mutation operator or group '%.*s'", (int)length, at);
        at += length + (at[length] == ',');
    }
    return STATUS_OK;
}
