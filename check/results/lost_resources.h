/* Reporting of what a function acquired and lost, shared by the checks of memory, descriptors and streams. */
#ifndef CET_CHECK_LOST_RESOURCES_H
#define CET_CHECK_LOST_RESOURCES_H

#include "resources.h"

void report_lost(struct check_pass *pass, enum resource_kind resource);

#endif
