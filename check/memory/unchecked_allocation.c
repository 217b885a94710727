/* What may be NULL, since it was acquired and nobody asked, is followed or given to a function that follows it. */
#include "resources.h"

void check_unchecked_allocation(struct check_pass *pass)
{
    uint32_t count;
    const struct resource_event *events = resources_events(pass, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (events[i].kind != RESOURCE_MAYBE_NULL)
            continue;
        struct check_place place = resource_event_place(pass, &events[i]);
        if (*events[i].name)
            check_report(pass, &place, "'%s' is NULL here when '%s' has failed; test it before it is used",
                         events[i].name, events[i].by);
        else
            check_report(pass, &place, "the result of '%s' is NULL when it fails; test it before it is used",
                         events[i].by);
    }
}
