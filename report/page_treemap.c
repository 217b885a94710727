/* Where the risk lies: a field for each function, as large as it is complex, as dark as it is unproven. Ink is risk. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "html.h"
#include "page_parts.h"
#include "squarify.h"

#define MAX_FILES 200
#define MAX_FIELDS 300   /* the most complex functions; what is left of a file is one field */
#define NAME_WIDTH 6.2   /* of a character of the labels */
#define HEAD_HEIGHT 15.0 /* of a file's name above its fields */
#define STEPS 5

enum { WIDTH = 1200, HEIGHT = 340 };

struct field {
    const struct page_file *file;
    const struct page_function *function; /* NULL: the functions of the file that are too small to be drawn */
    double complexity, risk;
};

struct field_list {
    struct field *items;
    size_t count, capacity;
};

static int compare_sizes(const void *left, const void *right)
{
    const struct field *a = left, *b = right;
    if (a->complexity != b->complexity)
        return a->complexity < b->complexity ? 1 : -1;
    const int order = strcmp(a->file->path, b->file->path);
    if (order || !a->function || !b->function)
        return order;
    return (a->function->line > b->function->line) - (a->function->line < b->function->line);
}

static void sort_fields(struct field_list *list)
{
    if (list->count)
        qsort(list->items, list->count, sizeof *list->items, compare_sizes);
}

static void list_files(const struct page_model *model, struct field_list *list)
{
    for (size_t i = 0; i < model->file_count; i++) {
        const struct page_file *file = &model->files[i];
        struct field field = {.file = file, .complexity = file->complexity};
        for (size_t k = 0; k < file->function_count; k++)
            field.risk += page_function_risk(&file->functions[k]);
        if (field.complexity > 0)
            ARRAY_PUSH(list->items, list->count, list->capacity, field);
    }
    sort_fields(list);
    if (list->count > MAX_FILES)
        list->count = MAX_FILES;
}

/* A field for each function that gets some room, one for the others. */
static void list_functions(const struct page_file *file, double smallest, struct field_list *list)
{
    struct field rest = {.file = file};
    for (size_t i = 0; i < file->function_count; i++) {
        const struct page_function *function = &file->functions[i];
        const struct field field = {file, function, function->complexity, page_function_risk(function)};
        if (field.complexity >= smallest) {
            ARRAY_PUSH(list->items, list->count, list->capacity, field);
        } else {
            rest.complexity += field.complexity;
            rest.risk += field.risk;
        }
    }
    if (rest.complexity > 0)
        ARRAY_PUSH(list->items, list->count, list->capacity, rest);
    sort_fields(list);
}

static void add_label(const char *text, struct box box, struct strbuf *out)
{
    const size_t room = (size_t)fmax(0, (box.width - 8) / NAME_WIDTH), length = strlen(text);
    if (box.height < 14 || room < 4)
        return;
    strbuf_printf(out, "<text x=\"%.1f\" y=\"%.1f\">", box.x + 4, box.y + 12);
    size_t shown = length <= room ? length : room - 1;
    while (shown && ((unsigned char)text[shown] & 0xc0) == 0x80)
        shown--;
    html_add_bytes(out, text, shown);
    strbuf_add_text(out, length <= room ? "</text>" : "&#8230;</text>");
}

static void add_title(const struct field *field, struct strbuf *out)
{
    strbuf_add_text(out, "<title>");
    html_printf(out, "%s, %s: complexity %.0f, unproven %.0f %%",
                field->function ? field->function->name : "smaller functions", field->file->shown, field->complexity,
                100 * field->risk / field->complexity);
    if (field->function) {
        const struct page_function *function = field->function;
        html_printf(out, "; %llu of %llu lines ran, %u mutants survived, %u not run",
                    (unsigned long long)function->lines_hit, (unsigned long long)function->lines,
                    function->mutants.survived, function->mutants.no_coverage);
    }
    strbuf_add_text(out, "</title>");
}

static void add_field(const struct page_model *model, const struct field *field, struct box box, struct strbuf *out)
{
    const double unproven = field->risk / field->complexity;
    int step = (int)ceil(unproven * STEPS); /* 0: all is proven */
    if (unproven < 0.005)
        step = 0;
    page_add_link(model, field->file, field->function ? field->function->line : 0, out);
    strbuf_printf(out, "<rect class=\"r%d\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">", step, box.x, box.y,
                  fmax(0.5, box.width - 1), fmax(0.5, box.height - 1));
    add_title(field, out);
    strbuf_add_text(out, "</rect>");
    if (step == STEPS && box.width > 6 && box.height > 6)
        strbuf_printf(
            out, "<rect class=\"hatch\" fill=\"url(#hatch)\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            box.x, box.y, box.width - 1, box.height - 1);
    strbuf_printf(out, "<g class=\"l%d\">", step);
    add_label(field->function ? field->function->name : "\xe2\x80\xa6", box, out);
    strbuf_add_text(out, "</g></a>\n");
}

static void lay_out(const struct field_list *list, struct box bounds, struct box *boxes)
{
    double *areas = memory_new(list->count + 1, sizeof *areas);
    for (size_t i = 0; i < list->count; i++)
        areas[i] = list->items[i].complexity;
    squarify(areas, list->count, bounds, boxes);
    free(areas);
}

static void add_file(const struct page_model *model, const struct field *file, struct box box, double smallest,
                     bool has_head, struct strbuf *out)
{
    struct field_list list = {0};
    struct box inside = {box.x, box.y, box.width - 2, box.height - 2};
    if (has_head && box.height > 2 * HEAD_HEIGHT && box.width > 40) {
        page_add_link(model, file->file, 0, out);
        strbuf_add_text(out, "<g class=\"head\">");
        add_label(file->file->shown, box, out);
        strbuf_add_text(out, "</g></a>\n");
        inside.y += HEAD_HEIGHT;
        inside.height -= HEAD_HEIGHT;
    }
    list_functions(file->file, smallest, &list);
    struct box *boxes = memory_new(list.count + 1, sizeof *boxes);
    lay_out(&list, inside, boxes);
    for (size_t i = 0; i < list.count; i++)
        add_field(model, &list.items[i], boxes[i], out);
    free(boxes);
    free(list.items);
}

/* The complexity from which on functions get a field of their own, so that there are not too many. */
static double smallest_field(const struct field_list *files)
{
    struct field_list all = {0};
    for (size_t i = 0; i < files->count; i++)
        list_functions(files->items[i].file, 0, &all);
    sort_fields(&all);
    const double smallest = all.count > MAX_FIELDS ? all.items[MAX_FIELDS].complexity + 1 : 0;
    free(all.items);
    return smallest;
}

void page_add_treemap(const struct page_model *model, struct strbuf *out)
{
    struct field_list files = {0};
    list_files(model, &files);
    if (files.count) {
        struct box *boxes = memory_new(files.count, sizeof *boxes);
        const double smallest = smallest_field(&files);
        strbuf_add_text(out,
                        "<p class=\"faint\">A field is as large as the function is complex, and as dark as it is "
                        "unproven: 1 &#8722; (lines that ran &#215; mutants that were noticed). Hatched: over four "
                        "fifths.</p>\n");
        strbuf_printf(
            out,
            "<svg class=\"treemap\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"Functions by complexity "
            "and by how much of them nothing proves\"><defs><pattern id=\"hatch\" width=\"6\" height=\"6\" "
            "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><path d=\"M0 0v6\"/></pattern>"
            "</defs>\n",
            WIDTH, HEIGHT);
        lay_out(&files, (struct box){0, 0, WIDTH, HEIGHT}, boxes);
        for (size_t i = 0; i < files.count; i++)
            add_file(model, &files.items[i], boxes[i], smallest, files.count > 1, out);
        strbuf_add_text(out, "</svg>\n");
        free(boxes);
    }
    free(files.items);
}
