#include "cet/report/history.h"

#include <stdbool.h>

#include "cet/core/memory.h"

#define MAX_GROWN 10
#define SHORT_HASH 10

struct figure {
    const char *name;
    double (*of)(const struct history_point *point);
};

static double lines_of(const struct history_point *point)
{
    return point->lines;
}

static double functions_of(const struct history_point *point)
{
    return point->functions;
}

static double mean_of(const struct history_point *point)
{
    return point->cognitive_mean;
}

static double p95_of(const struct history_point *point)
{
    return point->cognitive_p95;
}

static double serious_of(const struct history_point *point)
{
    return (double)point->errors + point->warnings;
}

static double duplicates_of(const struct history_point *point)
{
    return point->duplicate_ratio;
}

static const struct figure figures[] = {
    {"lines", lines_of},         {"functions", functions_of},         {"mean complexity", mean_of},
    {"95 % complexity", p95_of}, {"errors and warnings", serious_of}, {"duplicates", duplicates_of}};

static bool is_analysed(const struct history_point *point)
{
    return !*point->failure;
}

/* A bar for each commit, from the smallest to the largest value; a dot where nothing is known. */
static void add_curve(const struct history *history, const struct figure *figure, struct strbuf *out)
{
    static const char *const bars[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    const struct history_point *first = NULL, *last = NULL;
    double low = 0, high = 0;
    for (size_t i = 0; i < history->count; i++) {
        if (!is_analysed(&history->points[i]))
            continue;
        double value = figure->of(&history->points[i]);
        low = !first || value < low ? value : low;
        high = !first || value > high ? value : high;
        first = first ? first : &history->points[i];
        last = &history->points[i];
    }
    if (!first)
        return;
    strbuf_printf(out, "%-20s ", figure->name);
    for (size_t i = 0; i < history->count; i++) {
        double value = figure->of(&history->points[i]);
        size_t bar = high > low ? (size_t)((value - low) / (high - low) * (double)(ARRAY_LENGTH(bars) - 1) + 0.5) : 0;
        strbuf_add_text(out, is_analysed(&history->points[i]) ? bars[bar] : "·");
    }
    strbuf_printf(out, "  %.4g to %.4g\n", figure->of(first), figure->of(last));
}

static void add_row(const struct history_point *point, struct strbuf *out)
{
    strbuf_printf(out, "%-.*s  %-.10s ", SHORT_HASH, point->commit, point->date);
    if (is_analysed(point))
        strbuf_printf(out, "%6u %8u %6u %6.2f %5u %7u %8u %6u %5.1f %% %6u", point->files, point->lines,
                      point->functions, point->cognitive_mean, point->cognitive_p95, point->errors, point->warnings,
                      point->refactorings, point->duplicate_ratio * 100, point->include_cycles);
    else
        strbuf_printf(out, " not analysed: %s", point->failure);
    strbuf_printf(out, "  %.40s\n", point->subject);
}

static void add_unread(const struct history_point *point, struct strbuf *out)
{
    for (uint32_t i = 0; i < point->unread_count; i++)
        strbuf_printf(out, "%.*s: '%s' was not analysed: %s\n", SHORT_HASH, point->commit, point->unread[i].path,
                      point->unread[i].why);
}

static void add_grown(const struct history *history, struct strbuf *out)
{
    const struct history_point *from = NULL, *to = NULL;
    size_t count = 0;
    for (size_t i = 0; i < history->count; i++) {
        if (!is_analysed(&history->points[i]))
            continue;
        from = from ? from : &history->points[i];
        to = &history->points[i];
    }
    if (!from || from == to)
        return;
    SCOPED(memory_free_pointer) struct history_growth *grown = history_grown(from, to, &count);
    if (count)
        strbuf_add_text(out, "\nThe functions whose cognitive complexity grew most:\n");
    for (size_t i = 0; i < count && i < MAX_GROWN; i++)
        strbuf_printf(out, "  %s: %u to %u, %s%u lines\n", grown[i].id, grown[i].before, grown[i].after,
                      grown[i].lines_before ? "now " : "new, ", grown[i].lines_after);
}

void report_history_text(const struct history *history, struct strbuf *out)
{
    strbuf_printf(out, "%-*s  %-10s %6s %8s %6s %6s %5s %7s %8s %6s %7s %6s\n", SHORT_HASH, "commit", "date", "files",
                  "lines", "funcs", "mean", "95 %", "errors", "warnings", "refact", "dup", "cycles");
    for (size_t i = 0; i < history->count; i++)
        add_row(&history->points[i], out);
    strbuf_add_char(out, '\n');
    for (size_t i = 0; i < ARRAY_LENGTH(figures); i++)
        add_curve(history, &figures[i], out);
    add_grown(history, out);
    strbuf_printf(out, "\n%zu of %u commits that touch C; mean and 95 %% are cognitive complexity of a function\n",
                  history->count, history->commits);
    for (size_t i = 0; i < history->count; i++)
        add_unread(&history->points[i], out);
}
