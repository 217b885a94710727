#include "cet/testgen/framework.h"

#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

static const struct framework frameworks[] = {
#define FRAMEWORK(id, ...) {__VA_ARGS__},
#include "frameworks.def"
#undef FRAMEWORK
};

bool framework_is_assertion(const struct framework *framework, const char *line)
{
    const char *const macros[] = {framework->equal,         framework->is_true,        framework->is_false,
                                  framework->string_equal,  framework->double_equal,   framework->null,
                                  framework->pointer_equal, framework->not_null_or_end};
    for (size_t i = 0; i < ARRAY_LENGTH(macros); i++)
        if (!strncmp(line, macros[i], strlen(macros[i])))
            return true;
    return false;
}

const struct framework *framework_or_default(const struct framework *framework)
{
    return framework ? framework : &frameworks[0];
}

enum status framework_find(const char *name, const struct framework **ret_framework, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf known = {0};
    for (size_t i = 0; i < ARRAY_LENGTH(frameworks); i++) {
        strbuf_printf(&known, "%s%s", i ? ", " : "", frameworks[i].name);
        if (!name || !strcmp(name, frameworks[i].name)) {
            *ret_framework = &frameworks[i];
            return STATUS_OK;
        }
    }
    return error_set(err, STATUS_INVALID, "'%s' is no test framework that suites are written for; known: %s", name,
                     strbuf_text(&known));
}
