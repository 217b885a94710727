#include "change_places.h"

#include <math.h>
#include <string.h>

#include "cet/core/file.h"
#include "figures.h"
#include "mutants_worth.h"

const char *change_path(const struct change_report *report, const char *path)
{
    return report->root ? path_below(path, report->root) : path;
}

const struct verdict_stage *change_stage(const struct change_report *report, const char *name)
{
    for (uint32_t i = 0; i < report->verdict->stage_count; i++)
        if (!strcmp(report->verdict->stages[i].name, name))
            return &report->verdict->stages[i];
    return NULL;
}

static void add_figure(const struct verdict_figure *figure, struct strbuf *out)
{
    if (figure_is_ratio(figure) && figure->whole) {
        strbuf_printf(out, "%s ", figure->name);
        figure_add_value(figure, figure->measured, out);
        if (figure_has_threshold(figure) && !figure_holds(figure)) {
            strbuf_add_text(out, " of ");
            figure_add_value(figure, figure->threshold, out);
        }
        strbuf_printf(out, " (%llu of %llu)", (unsigned long long)figure->part, (unsigned long long)figure->whole);
    } else if (figure_is_ratio(figure)) {
        strbuf_printf(out, "%s: nothing to measure", figure->name);
    } else {
        strbuf_printf(out, "%s ", figure->name);
        figure_add_value(figure, figure->measured, out);
    }
}

void change_add_figures(const struct verdict_stage *stage, struct strbuf *out)
{
    bool is_first = true;
    for (uint32_t i = 0; i < stage->figure_count; i++) {
        const struct verdict_figure *figure = &stage->figures[i];
        bool is_empty = !figure_is_ratio(figure) && figure->measured == 0 && stage->figure_count > 1;
        bool says_nothing = figure_is_ratio(figure) && !figure->whole && i > 0;
        if (is_empty || says_nothing)
            continue;
        if (!is_first)
            strbuf_add_text(out, ", ");
        is_first = false;
        add_figure(figure, out);
    }
}

size_t change_finding_count(const struct change_report *report)
{
    return report->findings ? finding_set_count_state(report->findings, FINDING_SHOWN) : 0;
}

size_t change_missing_count(const struct change_report *report)
{
    size_t count = 0;
    for (size_t i = 0; report->new_code && i < report->new_code->count; i++)
        count += report->new_code->files[i].missing_count;
    return count;
}

const struct mutant **change_survivors(const struct change_report *report, size_t *ret_count, size_t *ret_unreached)
{
    size_t count = 0;
    *ret_count = *ret_unreached = 0;
    if (!report->mutants)
        return NULL;
    const struct mutant **list = mutants_by_worth(report->mutants, &count);
    for (size_t i = 0; i < count; i++)
        if (list[i]->status == MUTANT_SURVIVED)
            list[(*ret_count)++] = list[i];
    *ret_unreached = count - *ret_count;
    return list;
}
