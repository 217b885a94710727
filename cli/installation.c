#include "installation.h"

#include <stdlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

enum status installation_find(struct installation *ret_installation, struct error *err)
{
    SCOPED(memory_free_pointer) char *binary = path_real("/proc/self/exe");
    if (!binary)
        return error_set(err, STATUS_IO,
                         "the running cet is not where it was started from (/proc/self/exe); when it was replaced "
                         "meanwhile, run the command again");
    SCOPED(memory_free_pointer) char *folder = path_folder(binary);
    SCOPED(memory_free_pointer) char *prefix = path_folder(folder);
    struct installation found = {.library = path_join(prefix, "lib/cet")};
    found.plugin = path_join(found.library, "cet-plugin.so");
    found.runtime = path_join(found.library, "libcet-mutants.so");
    found.order = path_join(found.library, "libcet-order.so");
    if (!file_exists(found.plugin)) {
        error_set(err, STATUS_NOT_FOUND, "'%s' is missing; build or install cet again", found.plugin);
        installation_release(&found);
        return STATUS_NOT_FOUND;
    }
    *ret_installation = found;
    return STATUS_OK;
}

void installation_release(struct installation *installation)
{
    if (!installation)
        return;
    free(installation->library);
    free(installation->plugin);
    free(installation->runtime);
    free(installation->order);
    *installation = (struct installation){0};
}
