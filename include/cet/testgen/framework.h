/* The test frameworks that suites can be written for. A row of testgen/frameworks.def each. */
#ifndef CET_TESTGEN_FRAMEWORK_H
#define CET_TESTGEN_FRAMEWORK_H

#include <stdbool.h>

#include "cet/core/error.h"

struct framework {
    const char *name;    /* as --framework takes it */
    const char *header;  /* between angle brackets */
    const char *library; /* the linker's word */
    /* macros */
    const char *equal, *is_true, *is_false, *string_equal, *double_equal, *null, *pointer_equal, *not_null_or_end;
};

/* Whether a line of C begins with one of its macros. */
bool framework_is_assertion(const struct framework *framework, const char *line);
/* framework, or the default for NULL. */
const struct framework *framework_or_default(const struct framework *framework);
/* name NULL: the default. STATUS_INVALID with the known names. */
enum status framework_find(const char *name, const struct framework **ret_framework, struct error *err);

#endif
