/* Memory is freed, or a stream closed, a second time on one path. */
#include "resources.h"

void check_double_free(struct check_pass *pass)
{
    uint32_t count;
    const struct resource_event *events = resources_events(pass, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (events[i].kind != RESOURCE_RELEASED_TWICE)
            continue;
        struct check_place place = resource_event_place(pass, &events[i]);
        check_report(pass, &place,
                     "'%s' is released again after '%s' has released it; release it once, or set it to NULL after the "
                     "first time",
                     events[i].name, events[i].by);
    }
}
