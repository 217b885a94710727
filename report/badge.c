/* Badges: two boxes with text. Texts are as wide as Verdana draws them at 11 pixels, which the picture then enforces,
 * so that another font does not burst the box. */
#include <math.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/change.h"
#include "figures.h"
#include "html.h"

#define PADDING 5
#define HEIGHT 20

/* Advance widths of ' ' to '~' in Verdana at 11 pixels, in hundredths of a pixel. */
static const unsigned short widths[] = {
    387,  433, 505, 900, 699, 1184, 799, 296,  500, 500, 699, 900, 400, 500,  400, 500, /*  !"#$%&'()*+,-./ */
    699,  699, 699, 699, 699, 699,  699, 699,  699, 699, 500, 500, 900, 900,  900, 600, /* 0-9 :;<=>? */
    1100, 752, 754, 768, 848, 696,  632, 853,  827, 463, 500, 762, 612, 927,  823, 866, /* @A-O */
    663,  866, 765, 752, 678, 805,  752, 1088, 754, 677, 754, 500, 500, 500,  900, 699, /* P-Z[\]^_ */
    699,  661, 685, 573, 685, 655,  387, 685,  696, 302, 379, 651, 302, 1070, 696, 668, /* `a-o */
    685,  685, 469, 573, 433, 696,  651, 900,  651, 651, 578, 698, 500, 698,  900,      /* p-z{|}~ */
};

_Static_assert(ARRAY_LENGTH(widths) == 1 + (size_t)(0x7e - 0x20), "a width for each character");

static unsigned text_width(const char *text)
{
    unsigned hundredths = 0;
    for (const unsigned char *at = (const unsigned char *)text; *at; at++) {
        if (*at >= ' ' && *at <= '~')
            hundredths += widths[*at - ' '];
        else if ((*at & 0xc0) != 0x80)
            hundredths += 1100; /* one wide character */
    }
    return (hundredths + 99) / 100;
}

static void add_text(struct strbuf *out, const char *text, unsigned left, unsigned width)
{
    strbuf_printf(out, "<text x=\"%u\" y=\"14\" textLength=\"%u\" lengthAdjust=\"spacingAndGlyphs\">", left + PADDING,
                  width);
    html_add(out, text);
    strbuf_add_text(out, "</text>");
}

void report_badge(const char *label, const char *message, const char *colour, struct strbuf *out)
{
    unsigned label_width = text_width(label), message_width = text_width(message);
    unsigned left = label_width + 2 * PADDING, right = message_width + 2 * PADDING;
    strbuf_printf(out,
                  "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%u\" height=\"%u\" role=\"img\" aria-label=\"",
                  left + right, HEIGHT);
    html_printf(out, "%s: %s", label, message);
    strbuf_add_text(out, "\"><title>");
    html_printf(out, "%s: %s", label, message);
    strbuf_printf(out,
                  "</title><clipPath id=\"r\"><rect width=\"%u\" height=\"%u\" rx=\"3\"/></clipPath>"
                  "<g clip-path=\"url(#r)\"><rect width=\"%u\" height=\"%u\" fill=\"#555\"/>"
                  "<rect x=\"%u\" width=\"%u\" height=\"%u\" fill=\"%s\"/></g>"
                  "<g fill=\"#fff\" font-family=\"Verdana,Geneva,DejaVu Sans,sans-serif\" font-size=\"11\">",
                  left + right, HEIGHT, left, HEIGHT, left, right, HEIGHT, colour);
    add_text(out, label, 0, label_width);
    add_text(out, message, left, message_width);
    strbuf_add_text(out, "</g></svg>\n");
}

/* White on each of them has a contrast of 4.5 at least. */
#define GOOD "#2e7d32"
#define MIDDLE "#8a6100"
#define BAD "#c62828"
#define UNKNOWN "#616161"

void report_verdict_badge(const struct verdict *verdict, struct strbuf *out)
{
    static const char *const colours[] = {[VERDICT_COULD_NOT_JUDGE] = UNKNOWN,
                                          [VERDICT_ACCEPTED] = GOOD,
                                          [VERDICT_REJECTED] = BAD,
                                          [VERDICT_INSUFFICIENT] = MIDDLE};
    report_badge("cet", verdict_outcome_text(verdict->outcome), colours[verdict->outcome], out);
}

static const struct verdict_figure *find_figure(const struct verdict *verdict, const char *name)
{
    for (uint32_t i = 0; i < verdict->stage_count; i++)
        for (uint32_t k = 0; k < verdict->stages[i].figure_count; k++)
            if (!strcmp(verdict->stages[i].figures[k].name, name))
                return &verdict->stages[i].figures[k];
    return NULL;
}

void report_figure_badge(const struct verdict *verdict, const char *figure, const char *label, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf value = {0};
    const struct verdict_figure *found = find_figure(verdict, figure);
    if (!found || isnan(found->measured)) {
        report_badge(label, "unknown", UNKNOWN, out);
        return;
    }
    figure_add_value(found, found->measured, &value);
    double good = figure_has_threshold(found) ? found->threshold : 0.8;
    report_badge(label, strbuf_text(&value),
                 found->measured >= good          ? GOOD
                 : found->measured >= 0.75 * good ? MIDDLE
                                                  : BAD,
                 out);
}
