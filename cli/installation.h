/* Where the parts of this cet are: beside its own binary, in the build tree as after an installation.
 *
 *     PREFIX/bin/cet, PREFIX/lib/cet/cet-plugin.so, PREFIX/lib/cet/libcet-*.a, PREFIX/include/cet/... */
#ifndef CET_CLI_INSTALLATION_H
#define CET_CLI_INSTALLATION_H

#include "cet/core/error.h"

struct installation {
    char *library; /* folder of the plugin and of what is linked into programs under test */
    char *plugin;
    char *runtime; /* libcet-mutants.so */
    char *order;   /* libcet-order.so */
};

/* STATUS_NOT_FOUND when the plugin is not where it belongs. */
enum status installation_find(struct installation *ret_installation, struct error *err);
void installation_release(struct installation *installation);

#endif
