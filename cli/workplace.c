#include "workplace.h"

#include "cet/core/memory.h"

static enum status open_sandbox(const struct source_units *units, const char *more_readable,
                                struct workplace *workplace, struct error *err)
{
    size_t count = 0;
    while (units->readable && units->readable[count])
        count++;
    SCOPED(memory_free_pointer) const char **readable = memory_new(count + 3, sizeof *readable);
    for (size_t i = 0; i < count; i++)
        readable[i] = units->readable[i];
    readable[count++] = workplace->installation.library;
    if (more_readable)
        readable[count++] = more_readable;
    return sandbox_open(&(struct sandbox_options){.readable = readable}, &workplace->sandbox, err);
}

enum status workplace_open(const struct source_units *units, const char *more_readable, struct workplace *ret_workplace,
                           struct error *err)
{
    struct workplace workplace = {0};
    enum status status = installation_find(&workplace.installation, err);
    if (status == STATUS_OK)
        status = toolchain_find(&workplace.tools, err);
    if (status == STATUS_OK)
        status = open_sandbox(units, more_readable, &workplace, err);
    if (status != STATUS_OK) {
        workplace_close(&workplace);
        return status;
    }
    *ret_workplace = workplace;
    return STATUS_OK;
}

void workplace_close(struct workplace *workplace)
{
    if (!workplace)
        return;
    sandbox_close(workplace->sandbox);
    toolchain_release(&workplace->tools);
    installation_release(&workplace->installation);
    *workplace = (struct workplace){0};
}
