/* What a mutant's code is made from, as a hash: the text of its function, the file outside of functions (types, macros,
 * tables), what the file includes, the compiler's words. Another function may change without changing it, and so may
 * lines: it tells whether an earlier verdict still speaks of the same code. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/memory.h"
#include "context.h"

struct hashing {
    struct mutate_unit *unit;
    const struct facts *facts;
    struct map outside; /* path -> hash */
    struct map context; /* path and function -> hash */
};

void context_note_body(struct mutate_unit *unit, const struct facts *facts, const struct fact_function *function)
{
    struct unit_body body = {.name = arena_strdup(&unit->arena, function->name), .range = function->range};
    unit->facts = facts;
    if (function->range.file < facts->file_count)
        ARRAY_PUSH(unit->bodies, unit->body_count, unit->body_capacity, body);
}

static const struct source_text *text_of(struct hashing *h, uint32_t file)
{
    return source_texts_get(&h->unit->texts, h->facts->files[file].path);
}

static uint64_t hash_whole(struct hashing *h, uint64_t hash, uint32_t file)
{
    const struct source_text *text = text_of(h, file);
    return text ? hash_bytes(hash, text->bytes, text->length) : hash;
}

/* Everything that the file includes, headers of the system left out. Each directive counts, also where a guard made it
 * bring nothing. */
static uint64_t hash_included(struct hashing *h, uint64_t hash, uint32_t file)
{
    const struct facts *facts = h->facts;
    bool *is_seen = memory_new(facts->file_count, sizeof *is_seen);
    uint32_t *pending = memory_new(facts->file_count, sizeof *pending);
    uint32_t count = 0;
    is_seen[file] = true;
    pending[count++] = file;
    for (uint32_t next = 0; next < count; next++)
        for (uint32_t i = 0; i < facts->include_count; i++) {
            uint32_t target = facts->includes[i].target;
            if (facts->includes[i].place.file != pending[next] || target >= facts->file_count || is_seen[target] ||
                facts->files[target].is_system)
                continue;
            is_seen[target] = true;
            pending[count++] = target;
            hash = hash_whole(h, hash, target);
        }
    free(is_seen);
    free(pending);
    return hash;
}

static uint64_t hash_words(const struct facts *facts)
{
    uint64_t hash = HASH_START;
    for (uint32_t u = 0; u < facts->unit_count; u++)
        for (uint32_t i = 0; i < facts->units[u].argument_count; i++)
            hash = hash_text(hash, facts->units[u].arguments[i]);
    return hash;
}

struct extent {
    size_t begin, end;
};

static int compare_extents(const void *left, const void *right)
{
    const struct extent *a = left, *b = right;
    return (a->begin > b->begin) - (a->begin < b->begin);
}

static size_t bodies_in(struct hashing *h, uint32_t file, const struct source_text *text, struct extent *extents)
{
    size_t count = 0;
    for (size_t i = 0; i < h->unit->body_count; i++) {
        const struct source_range *range = &h->unit->bodies[i].range;
        if (range->file == file && source_text_slice(text, range, &extents[count].begin, &extents[count].end))
            count++;
    }
    if (count)
        qsort(extents, count, sizeof *extents, compare_extents);
    return count;
}

static uint64_t hash_outside(struct hashing *h, uint32_t file)
{
    const struct source_text *text = text_of(h, file);
    uint64_t hash = hash_words(h->facts);
    if (!text)
        return hash;
    struct extent *extents = memory_new(h->unit->body_count + 1, sizeof *extents);
    size_t count = bodies_in(h, file, text, extents), at = 0;
    for (size_t i = 0; i < count; i++) {
        if (extents[i].begin > at)
            hash = hash_bytes(hash, text->bytes + at, extents[i].begin - at);
        if (extents[i].end > at)
            at = extents[i].end;
    }
    hash = hash_bytes(hash, text->bytes + at, text->length - at);
    free(extents);
    return hash_included(h, hash, file);
}

/* The bodies of that name (`#if` may give it several); all of the file for a macro, which any function may expand. */
static uint64_t hash_function(struct hashing *h, uint64_t hash, uint32_t file, const char *name)
{
    const struct source_text *text = text_of(h, file);
    bool is_found = false;
    for (size_t i = 0; text && i < h->unit->body_count; i++) {
        const struct unit_body *body = &h->unit->bodies[i];
        size_t begin, end;
        if (body->range.file != file || strcmp(body->name, name) != 0 ||
            !source_text_slice(text, &body->range, &begin, &end))
            continue;
        is_found = true;
        hash = hash_bytes(hash, text->bytes + begin, end - begin);
    }
    return is_found ? hash : hash_whole(h, hash, file);
}

static uint32_t file_of(const struct facts *facts, const char *path)
{
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (strcmp(facts->files[i].path, path) == 0)
            return i;
    return NO_ID;
}

static uint64_t context_of(struct hashing *h, const struct token *token)
{
    uint64_t hash;
    SCOPED(strbuf_release) struct strbuf key = {0};
    strbuf_printf(&key, "%s\n%s", token->path, token->function);
    if (map_find(&h->context, strbuf_text(&key), &hash))
        return hash;
    uint32_t file = file_of(h->facts, token->path);
    if (file == NO_ID)
        return 0;
    if (!map_find(&h->outside, token->path, &hash)) {
        hash = hash_outside(h, file);
        map_set(&h->outside, token->path, hash);
    }
    hash = hash_function(h, hash, file, token->function);
    map_set(&h->context, strbuf_text(&key), hash);
    return hash;
}

void context_fill(struct mutate_unit *unit)
{
    struct hashing h = {.unit = unit, .facts = unit->facts};
    for (size_t i = 0; h.facts && i < unit->token_count; i++)
        unit->tokens[i].context = context_of(&h, &unit->tokens[i]);
    map_release(&h.outside);
    map_release(&h.context);
}
