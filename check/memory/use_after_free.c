/* What was freed, or a stream that was closed, is followed, returned, or given to a function that follows it. */
#include "resources.h"

void check_use_after_free(struct check_pass *pass)
{
    uint32_t count;
    const struct resource_event *events = resources_events(pass, &count);
    for (uint32_t i = 0; i < count; i++) {
        bool is_said = i && events[i - 1].kind == events[i].kind && events[i - 1].function == events[i].function &&
                       events[i - 1].node == events[i].node;
        if (events[i].kind != RESOURCE_USED_AFTER_RELEASE || is_said)
            continue;
        struct check_place place = resource_event_place(pass, &events[i]);
        check_report(pass, &place, "'%s' is used after '%s' has released it; use it before, or set it anew",
                     events[i].name, events[i].by);
    }
}
