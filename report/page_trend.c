/* What past runs measured, as lines: each figure has its own dash and mark, not only its colour. */
#include <math.h>
#include <string.h>

#include "cet/model/verdict.h"
#include "html.h"
#include "page_parts.h"

#define MAX_POINTS 60 /* the latest ones */

enum { WIDTH = 600, HEIGHT = 190, LEFT = 44, RIGHT = 150, TOP = 10, BOTTOM = 26, LABEL_HEIGHT = 15 };

struct chart {
    const struct history_run *runs;
    size_t count;
    double low; /* of the axis; it ends at 1 */
};

static double x_of(const struct chart *chart, size_t run)
{
    const double room = WIDTH - LEFT - RIGHT;
    return LEFT + (chart->count > 1 ? room * (double)run / (double)(chart->count - 1) : room);
}

static double y_of(const struct chart *chart, double ratio)
{
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - (ratio - chart->low) / (1 - chart->low));
}

/* The axis begins at the ten percent below the lowest point, so that changes can be seen. */
static double lowest(const struct chart *chart)
{
    double low = 0.9;
    for (size_t i = 0; i < chart->count; i++)
        for (int k = 0; k < HISTORY_FIGURE_COUNT; k++)
            if (chart->runs[i].figures[k] < low)
                low = floor(chart->runs[i].figures[k] * 10) / 10;
    return low < 0 ? 0 : low;
}

static void add_axis(const struct chart *chart, struct strbuf *out)
{
    for (int i = 0; i <= 4; i++) {
        const double ratio = chart->low + (1 - chart->low) * i / 4;
        strbuf_printf(out,
                      "<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/><text x=\"%d\" y=\"%.1f\" "
                      "text-anchor=\"end\">%g&#8239;%%</text>\n",
                      LEFT, WIDTH - RIGHT, y_of(chart, ratio), y_of(chart, ratio), LEFT - 6, y_of(chart, ratio) + 4,
                      round(ratio * 1000) / 10);
    }
    strbuf_printf(out, "<text x=\"%d\" y=\"%d\">", LEFT, HEIGHT - 6);
    html_printf(out, "%.10s", chart->runs[0].time);
    strbuf_printf(out, "</text><text x=\"%d\" y=\"%d\" text-anchor=\"end\">", WIDTH - RIGHT, HEIGHT - 6);
    html_printf(out, "%.10s", chart->runs[chart->count - 1].time);
    strbuf_add_text(out, "</text>\n");
}

static void add_mark(double x, double y, int kind, struct strbuf *out)
{
    if (kind == 0)
        strbuf_printf(out, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\"/>", x, y);
    else if (kind == 1)
        strbuf_printf(out, "<rect x=\"%.1f\" y=\"%.1f\" width=\"6.5\" height=\"6.5\"/>", x - 3.2, y - 3.2);
    else
        strbuf_printf(out, "<path d=\"M%.1f %.1fl4 7h-8z\"/>", x, y - 4.5);
}

static void add_line(const struct chart *chart, int figure, struct strbuf *out)
{
    const char *command = "M";
    strbuf_printf(out, "<g class=\"t%d\"><path class=\"curve\" d=\"", figure);
    for (size_t i = 0; i < chart->count; i++) {
        const double ratio = chart->runs[i].figures[figure];
        if (!isnan(ratio))
            strbuf_printf(out, "%s%.1f %.1f", command, x_of(chart, i), y_of(chart, ratio));
        command = isnan(ratio) ? "M" : "L";
    }
    strbuf_add_text(out, "\"/>");
    for (size_t i = 0; i < chart->count; i++) {
        const struct history_run *run = &chart->runs[i];
        if (isnan(run->figures[figure]))
            continue;
        strbuf_add_text(out, "<g>");
        strbuf_add_text(out, "<title>");
        html_printf(out, "%s: %s %.1f %%, %s", run->time, history_figure_label((enum history_figure)figure),
                    floor(run->figures[figure] * 1000) / 10, run->status);
        strbuf_add_text(out, "</title>");
        add_mark(x_of(chart, i), y_of(chart, run->figures[figure]), figure, out);
        strbuf_add_text(out, "</g>\n");
    }
    strbuf_add_text(out, "</g>\n");
}

/* Labels stand at the lines' ends, pushed apart where these are close: that is the legend. */
static void add_labels(const struct chart *chart, struct strbuf *out)
{
    const struct history_run *last = &chart->runs[chart->count - 1];
    double previous = -LABEL_HEIGHT;
    bool is_done[HISTORY_FIGURE_COUNT] = {false};
    for (int n = 0; n < HISTORY_FIGURE_COUNT; n++) {
        int next = -1;
        for (int k = 0; k < HISTORY_FIGURE_COUNT; k++)
            if (!is_done[k] && !isnan(last->figures[k]) && (next < 0 || last->figures[k] > last->figures[next]))
                next = k;
        if (next < 0)
            return;
        is_done[next] = true;
        const double wanted = y_of(chart, last->figures[next]);
        const double y = wanted < previous + LABEL_HEIGHT ? previous + LABEL_HEIGHT : wanted;
        previous = y;
        strbuf_printf(out, "<g class=\"t%d\">", next);
        add_mark(WIDTH - RIGHT + 14, y, next, out);
        strbuf_printf(out, "<text x=\"%d\" y=\"%.1f\">%s %.1f&#8239;%%</text></g>\n", WIDTH - RIGHT + 22, y + 4,
                      history_figure_label((enum history_figure)next), floor(last->figures[next] * 1000) / 10);
    }
}

void page_add_trend(const struct page_model *model, struct strbuf *out)
{
    const struct run_history *history = model->page->history;
    if (!history || history->count < 2)
        return;
    struct chart chart = {.runs = history->runs, .count = history->count};
    if (chart.count > MAX_POINTS) {
        chart.runs += chart.count - MAX_POINTS;
        chart.count = MAX_POINTS;
    }
    chart.low = lowest(&chart);
    strbuf_printf(
        out,
        "<svg class=\"trend\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Shares of lines and branches that "
        "ran and of mutants that were noticed, over the last %zu runs\">\n",
        WIDTH, HEIGHT, chart.count);
    add_axis(&chart, out);
    for (int k = 0; k < HISTORY_FIGURE_COUNT; k++)
        add_line(&chart, k, out);
    add_labels(&chart, out);
    strbuf_add_text(out, "</svg>\n");
}
