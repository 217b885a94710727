/* A descriptor that a function opened, lost on one of its ways out: see resources.h. */
#include "lost_resources.h"

void check_descriptor_leak(struct check_pass *pass)
{
    report_lost(pass, RESOURCE_DESCRIPTOR);
}
