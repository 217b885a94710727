/* Memory that a function allocated, lost on one of its ways out: see resources.h. */
#include "lost_resources.h"
#include "owned_fields.h"

void check_memory_leak(struct check_pass *pass)
{
    report_lost(pass, RESOURCE_MEMORY);
    report_lost_fields(pass);
}
