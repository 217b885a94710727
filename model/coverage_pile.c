#include "cet/model/coverage_pile.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/model/coverage_choice.h"
#include "coverage_file.h"
#include "coverage_pack.h"

struct level {
    struct coverage_file file;
    size_t bytes;
};

/* One file: what was packed, and above it records of which each is less than half of the one below. */
struct layer {
    char *path;
    char *packed;
    size_t packed_length;
    struct level *levels;
    size_t level_count, level_capacity;
};

struct coverage_pile {
    struct coverage_pile_options options;
    struct layer **layers; /* in the order in which the files came */
    size_t count, capacity;
    struct map index; /* path -> place */
    struct coverage_choice choice;
    struct coverage about; /* all that is not of a file */
    size_t unpacked_bytes;
    size_t *unpacked; /* places of the layers that have levels */
    size_t unpacked_count, unpacked_capacity;
};

struct coverage_pile *coverage_pile_new(const struct coverage_pile_options *options)
{
    struct coverage_pile *pile = memory_new(1, sizeof *pile);
    pile->options = *options;
    if (!pile->options.unpacked_bytes)
        pile->options.unpacked_bytes = COVERAGE_PILE_BYTES;
    pile->choice = coverage_choice_of(options->paths);
    return pile;
}

static void free_layer(struct layer *layer)
{
    for (size_t i = 0; i < layer->level_count; i++)
        coverage_file_release(&layer->levels[i].file);
    free(layer->levels);
    free(layer->packed);
    free(layer->path);
    free(layer);
}

void coverage_pile_free(struct coverage_pile *pile)
{
    if (!pile)
        return;
    for (size_t i = 0; i < pile->count; i++)
        free_layer(pile->layers[i]);
    free(pile->layers);
    free(pile->unpacked);
    map_release(&pile->index);
    coverage_choice_release(&pile->choice);
    coverage_release(&pile->about);
    free(pile);
}

struct coverage *coverage_pile_about(struct coverage_pile *pile)
{
    return &pile->about;
}

static int compare_layers(const void *left, const void *right)
{
    const char *a = (*(struct layer *const *)left)->path, *b = (*(struct layer *const *)right)->path;
    const char *a_name = strrchr(a, '/'), *b_name = strrchr(b, '/');
    const size_t a_length = a_name ? (size_t)(a_name - a) : 0, b_length = b_name ? (size_t)(b_name - b) : 0;
    const int order = memcmp(a, b, a_length < b_length ? a_length : b_length);
    if (order || a_length != b_length)
        return order ? order : a_length < b_length ? -1 : 1;
    return strcmp(a, b);
}

void coverage_pile_sort(struct coverage_pile *pile)
{
    if (pile->count)
        qsort(pile->layers, pile->count, sizeof *pile->layers, compare_layers);
    map_release(&pile->index);
    pile->unpacked_count = 0;
    for (size_t i = 0; i < pile->count; i++) {
        map_set(&pile->index, pile->layers[i]->path, i);
        if (pile->layers[i]->level_count)
            ARRAY_PUSH(pile->unpacked, pile->unpacked_count, pile->unpacked_capacity, i);
    }
}

size_t coverage_pile_file_count(const struct coverage_pile *pile)
{
    return pile->count;
}

/* Adds the upper of the two highest levels to the lower. */
static void merge_top(struct coverage_pile *pile, struct layer *layer)
{
    struct level *upper = &layer->levels[layer->level_count - 1], *lower = upper - 1;
    struct coverage_conflict conflict = {0};
    coverage_file_merge(&lower->file, &upper->file, NULL, &conflict);
    coverage_add_conflict(&pile->about, &conflict);
    coverage_file_release(&upper->file);
    pile->unpacked_bytes -= lower->bytes + upper->bytes;
    lower->bytes = coverage_file_bytes(&lower->file);
    pile->unpacked_bytes += lower->bytes;
    layer->level_count--;
}

static void push_level(struct coverage_pile *pile, struct layer *layer, const struct coverage_file *file)
{
    const struct level level = {.file = *file, .bytes = coverage_file_bytes(file)};
    ARRAY_PUSH(layer->levels, layer->level_count, layer->level_capacity, level);
    pile->unpacked_bytes += level.bytes;
}

/* Puts what was packed below the one level there may be: it came first. */
static void unpack_layer(struct coverage_pile *pile, struct layer *layer)
{
    struct coverage_file file = {.path = memory_strdup(layer->path)};
    coverage_unpack(layer->packed, layer->packed_length, &file);
    free(layer->packed);
    layer->packed = NULL;
    push_level(pile, layer, &file);
    if (layer->level_count == 2) {
        const struct level above = layer->levels[0];
        layer->levels[0] = layer->levels[1];
        layer->levels[1] = above;
    }
}

/* Makes the file whole as its only level. */
static struct coverage_file *unite(struct coverage_pile *pile, struct layer *layer)
{
    while (layer->level_count > 1)
        merge_top(pile, layer);
    if (layer->packed)
        unpack_layer(pile, layer);
    while (layer->level_count > 1)
        merge_top(pile, layer);
    return &layer->levels[0].file;
}

static void pack_layer(struct coverage_pile *pile, struct layer *layer)
{
    struct coverage_file *file = unite(pile, layer);
    SCOPED(strbuf_release) struct strbuf bytes = {0};
    coverage_pack(file, &bytes);
    layer->packed = memory_resize(NULL, bytes.length, 1);
    memcpy(layer->packed, bytes.bytes, bytes.length);
    layer->packed_length = bytes.length;
    pile->unpacked_bytes -= layer->levels[0].bytes;
    coverage_file_release(file);
    layer->level_count = 0;
}

static void pack_all(struct coverage_pile *pile)
{
    for (size_t i = 0; i < pile->unpacked_count; i++)
        pack_layer(pile, pile->layers[pile->unpacked[i]]);
    pile->unpacked_count = 0;
}

static struct layer *layer_of(struct coverage_pile *pile, const char *path)
{
    bool is_new;
    const uint64_t place = map_add(&pile->index, path, pile->count, &is_new);
    if (is_new) {
        struct layer *layer = memory_new(1, sizeof *layer);
        layer->path = memory_strdup(path);
        ARRAY_PUSH(pile->layers, pile->count, pile->capacity, layer);
    }
    if (pile->layers[place]->level_count == 0)
        ARRAY_PUSH(pile->unpacked, pile->unpacked_count, pile->unpacked_capacity, place);
    return pile->layers[place];
}

/* False: nobody asked for it. */
static bool take_asked_name(struct coverage_pile *pile, struct coverage_file *file)
{
    const char *name = coverage_choice_find(&pile->choice, file->path);
    if (name && name != file->path) {
        free(file->path);
        file->path = memory_strdup(name);
    }
    return name;
}

void coverage_pile_add_file(struct coverage_pile *pile, struct coverage_file *file)
{
    if (!take_asked_name(pile, file)) {
        coverage_file_release(file);
        return;
    }
    struct layer *layer = layer_of(pile, file->path);
    push_level(pile, layer, file);
    *file = (struct coverage_file){0};
    while (layer->level_count > 1 &&
           layer->levels[layer->level_count - 2].bytes < 2 * layer->levels[layer->level_count - 1].bytes)
        merge_top(pile, layer);
    if (pile->unpacked_bytes > pile->options.unpacked_bytes)
        pack_all(pile);
}

static void map_test_lines(struct coverage_file *file, const uint32_t *test_map)
{
    for (size_t i = 0; i < file->test_line_count; i++)
        file->test_lines[i].test = test_map[file->test_lines[i].test];
    coverage_file_normalise(file);
}

void coverage_pile_add(struct coverage_pile *pile, struct coverage *coverage)
{
    uint32_t *test_map = coverage_map_tests(&pile->about, coverage);
    const size_t count = coverage->file_count;
    for (size_t i = 0; i < count; i++) {
        map_test_lines(&coverage->files[i], test_map);
        coverage_pile_add_file(pile, &coverage->files[i]);
    }
    free(test_map);
    coverage->file_count = 0;
    coverage_merge(&pile->about, coverage); /* without files */
    coverage_release(coverage);
}

enum status coverage_pile_edit(struct coverage_pile *pile, coverage_edit_fn edit, void *context, struct error *err)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < pile->count && status == STATUS_OK; i++) {
        struct layer *layer = layer_of(pile, pile->layers[i]->path);
        status = edit(context, unite(pile, layer), err);
        if (pile->unpacked_bytes > pile->options.unpacked_bytes)
            pack_all(pile);
    }
    return status;
}

struct visitor {
    coverage_visit_fn visit;
    void *context;
};

static enum status visit_file(void *context, struct coverage_file *file, struct error *err)
{
    const struct visitor *visitor = context;
    return visitor->visit(visitor->context, file, err);
}

enum status coverage_pile_each(struct coverage_pile *pile, coverage_visit_fn visit, void *context, struct error *err)
{
    struct visitor visitor = {visit, context};
    return coverage_pile_edit(pile, visit_file, &visitor, err);
}

void coverage_pile_take(struct coverage_pile *pile, struct coverage *ret_coverage)
{
    struct coverage taken = {0};
    for (size_t i = 0; i < pile->count; i++) {
        struct coverage_file *file = unite(pile, pile->layers[i]);
        struct coverage_file *place = coverage_add_file(&taken, file->path);
        free(place->path);
        *place = *file;
        pile->layers[i]->level_count = 0;
        free_layer(pile->layers[i]);
    }
    pile->count = pile->unpacked_count = pile->unpacked_bytes = 0;
    map_release(&pile->index);
    coverage_merge(&taken, &pile->about);
    coverage_release(&pile->about);
    coverage_release(ret_coverage);
    *ret_coverage = taken;
}
