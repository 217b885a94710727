/* A header that declares too much for too many: each file that uses it needs a small part of it, but is compiled again
 * whenever any of it changes, and its reader cannot see which part that is.
 *
 * Counted are the names that a header declares: functions, variables, types, macros with a body. A file uses those that
 * stand in its functions. */
#include <stdlib.h>

#include "cet/core/map.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "pass.h"

#define LEAST_FILES 4   /* that use it; with fewer it is not for many */
#define PART_OF_NAMES 4 /* a file uses at most one in so many, on average */

/* Where a name is declared, and the latest file that was seen to use it. */
struct name_use {
    uint32_t header; /* NO_ID: in no header, or in more than one */
    uint32_t latest;
};

struct header {
    uint32_t names;
    uint32_t files, latest; /* that use it; the one counted last, plus 1 */
    uint32_t uses;          /* of its names, once for each file */
};

struct census {
    const struct facts *facts;
    struct header *headers; /* for each file */
    struct name_use *functions, *globals, *types, *macros;
};

static bool is_header(const struct facts *facts, uint32_t file)
{
    return file < facts->file_count && !facts->files[file].is_system && !facts->files[file].is_main;
}

static struct name_use *new_uses(uint32_t count)
{
    struct name_use *uses = memory_new((size_t)count + 1, sizeof *uses);
    for (uint32_t i = 0; i < count; i++)
        uses[i].header = NO_ID;
    return uses;
}

static void note_declared(struct census *census, struct name_use *use, uint32_t file)
{
    if (!is_header(census->facts, file) || use->header == file)
        return;
    census->headers[file].names++;
    use->header = file;
}

static void find_declarations(struct census *census)
{
    const struct facts *facts = census->facts;
    for (uint32_t i = 0; i < facts->declaration_count; i++) {
        const struct fact_declaration *declaration = &facts->declarations[i];
        if (declaration->function < facts->function_count)
            note_declared(census, &census->functions[declaration->function], declaration->range.file);
        else if (declaration->global < facts->global_count)
            note_declared(census, &census->globals[declaration->global], declaration->range.file);
    }
    for (uint32_t i = 0; i < facts->macro_count; i++)
        if (facts->macros[i].body[0] && facts->macros[i].range.line)
            note_declared(census, &census->macros[i], facts->macros[i].range.file);
}

/* A struct, its const form and the typedef that stands at it are one name. */
static void find_types(struct census *census)
{
    const struct facts *facts = census->facts;
    SCOPED(map_release) struct map names = {0};
    SCOPED(strbuf_release) struct strbuf key = {0};
    for (uint32_t i = 0; i < facts->type_count; i++) {
        const struct fact_type *type = &facts->types[i];
        if (!type->name[0] || !type->place.line || !is_header(facts, type->place.file))
            continue;
        bool is_new;
        strbuf_clear(&key);
        strbuf_printf(&key, "%u %s", type->place.file, type->name);
        map_add(&names, strbuf_text(&key), i, &is_new);
        if (is_new)
            note_declared(census, &census->types[i], type->place.file);
        else
            census->types[i].header = type->place.file;
    }
}

static void note_use(struct census *census, struct name_use *use, uint32_t file)
{
    if (use->header == NO_ID || use->latest == file + 1)
        return;
    struct header *header = &census->headers[use->header];
    header->files += header->latest != file + 1;
    header->uses++;
    use->latest = header->latest = file + 1;
}

/* The record, enum or typedef that a type is made from by pointers, arrays and qualifiers. */
static uint32_t named_type(const struct facts *facts, uint32_t type)
{
    while (type < facts->type_count && !facts->types[type].name[0] &&
           (facts->types[type].kind == TYPE_POINTER || facts->types[type].kind == TYPE_ARRAY))
        type = facts->types[type].target;
    return type;
}

static void note_node(struct census *census, const struct graph_node *node, uint32_t file)
{
    const struct facts *facts = census->facts;
    if (node->kind == NODE_FUNCTION && node->symbol < facts->function_count)
        note_use(census, &census->functions[node->symbol], file);
    if (node->kind == NODE_GLOBAL && node->symbol < facts->global_count)
        note_use(census, &census->globals[node->symbol], file);
    if (node->macro < facts->macro_count)
        note_use(census, &census->macros[node->macro], file);
    uint32_t type = named_type(facts, node->type);
    if (type < facts->type_count)
        note_use(census, &census->types[type], file);
}

struct function_place {
    uint32_t file, function;
};

static int compare_places(const void *a, const void *b)
{
    const struct function_place *left = a, *right = b;
    if (left->file != right->file)
        return left->file < right->file ? -1 : 1;
    return left->function < right->function ? -1 : left->function > right->function;
}

/* File by file: what a file used is noted in one number for each name. */
static void find_uses(struct census *census)
{
    const struct facts *facts = census->facts;
    struct function_place *places = memory_new((size_t)facts->function_count + 1, sizeof *places);
    uint32_t count = 0;
    for (uint32_t i = 0; i < facts->function_count; i++)
        if (facts->functions[i].graph.node_count && facts->functions[i].range.file < facts->file_count)
            places[count++] = (struct function_place){facts->functions[i].range.file, i};
    qsort(places, count, sizeof *places, compare_places);
    for (uint32_t i = 0; i < count; i++) {
        const struct function_graph *graph = &facts->functions[places[i].function].graph;
        for (uint32_t k = 0; k < graph->node_count; k++)
            note_node(census, &graph->nodes[k], places[i].file);
    }
    free(places);
}

static void report(struct check_pass *pass, uint32_t file, const struct header *header)
{
    double used = header->files ? (double)header->uses / header->files : 0;
    if (header->files < LEAST_FILES || used * PART_OF_NAMES > header->names)
        return;
    check_report(
        pass, &(struct check_place){.range = {file, 1, 1, 1, 1}},
        "this header declares %u names, more than %u, and the %u files that use it need %.1f of them on average; "
        "make headers of what is used together",
        header->names, pass->thresholds->header_declarations, header->files, used);
}

void check_god_header(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct census census = {.facts = facts,
                            .headers = memory_new((size_t)facts->file_count + 1, sizeof *census.headers),
                            .functions = new_uses(facts->function_count),
                            .globals = new_uses(facts->global_count),
                            .types = new_uses(facts->type_count),
                            .macros = new_uses(facts->macro_count)};
    find_declarations(&census);
    find_types(&census);
    find_uses(&census);
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (census.headers[i].names > pass->thresholds->header_declarations)
            report(pass, i, &census.headers[i]);
    free(census.headers);
    free(census.functions);
    free(census.globals);
    free(census.types);
    free(census.macros);
}
