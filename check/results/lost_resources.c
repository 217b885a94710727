#include "lost_resources.h"

static const struct {
    const char *noun;
    const char *remedy;
} words[] = {
    [RESOURCE_NONE] = {"value", "release"},          [RESOURCE_MEMORY] = {"memory", "free"},
    [RESOURCE_FILE] = {"stream", "close"},           [RESOURCE_DIRECTORY] = {"directory stream", "close"},
    [RESOURCE_DESCRIPTOR] = {"descriptor", "close"},
};

static void report(struct check_pass *pass, const struct resource_event *event)
{
    const char *noun = words[event->resource].noun, *remedy = words[event->resource].remedy;
    struct check_place place = resource_event_place(pass, event);
    switch ((enum resource_loss)event->loss) {
    case LOSS_AT_END:
        check_report(pass, &place, "the %s that '%s' gave to '%s' is lost when the function is left here; %s it before",
                     noun, event->by, event->name, remedy);
        break;
    case LOSS_OVERWRITTEN:
        check_report(pass, &place, "the %s that '%s' gave is lost, since what held it gets another value; %s it before",
                     noun, event->by, remedy);
        break;
    case LOSS_WITH_OWNER:
        check_report(pass, &place, "the %s that '%s' gave to '%s' is lost with what it belongs to; %s it before", noun,
                     event->by, event->name, remedy);
        break;
    case LOSS_UNNAMED:
        check_report(pass, &place, "the %s that '%s' gave is lost, since nothing keeps it; store it and %s it", noun,
                     event->by, remedy);
        break;
    }
}

void report_lost(struct check_pass *pass, enum resource_kind resource)
{
    uint32_t count;
    const struct resource_event *events = resources_events(pass, &count);
    const struct resource_event *last = NULL;
    for (uint32_t i = 0; i < count; i++) {
        if (events[i].kind != RESOURCE_LOST || events[i].resource != resource)
            continue;
        /* What is lost at one place has one repair. */
        if (!last || last->function != events[i].function || last->node != events[i].node)
            report(pass, &events[i]);
        last = &events[i];
    }
}
