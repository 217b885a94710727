#include "figures.h"

#include <math.h>
#include <string.h>

bool figure_is_ratio(const struct verdict_figure *figure)
{
    return !strcmp(figure->unit, "ratio");
}

bool figure_has_threshold(const struct verdict_figure *figure)
{
    return !isnan(figure->threshold);
}

bool figure_holds(const struct verdict_figure *figure)
{
    if (!figure_has_threshold(figure))
        return true;
    if (isnan(figure->measured))
        return false;
    return figure_is_ratio(figure) ? figure->measured >= figure->threshold : figure->measured <= figure->threshold;
}

void figure_add_duration(double duration_ms, struct strbuf *out)
{
    if (duration_ms < 1000)
        strbuf_printf(out, "%.0f ms", duration_ms);
    else if (duration_ms < 120000)
        strbuf_printf(out, "%.1f s", duration_ms / 1000);
    else
        strbuf_printf(out, "%.0f min", duration_ms / 60000);
}

void figure_add_value(const struct verdict_figure *figure, double value, struct strbuf *out)
{
    if (isnan(value))
        strbuf_add_text(out, "-");
    else if (figure_is_ratio(figure))
        strbuf_printf(out, "%.1f %%", floor(value * 1000) / 10); /* never rounded up to a threshold that is missed */
    else if (!strcmp(figure->unit, "ms"))
        figure_add_duration(value, out);
    else if (!strcmp(figure->unit, "bytes") && value >= 1024)
        strbuf_printf(out, "%.0f KiB", value / 1024);
    else
        strbuf_printf(out, "%.0f", value);
}
