/* Design idioms that were recognised in a program, each with what it was recognised by.
 *
 *     SCOPED(pattern_set_release) struct pattern_set patterns = {0};
 *     patterns_find(&facts, &patterns);                          // check/patterns.h
 *     pattern_set_format(&patterns, &text);                      // docs/formats/patterns.md
 *
 * The set copies what it is given into its arena. */
#ifndef CET_MODEL_PATTERN_H
#define CET_MODEL_PATTERN_H

#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/json.h"
#include "cet/core/strbuf.h"

#define PATTERNS_FORMAT "cet-patterns"
#define PATTERNS_VERSION 1
#define PATTERN_MAX_PARTS 48 /* of one pattern; more are counted only */

enum pattern_kind {
#define PATTERN(id, name, summary, reading) PATTERN_##id,
#include "cet/model/pattern_kinds.def"
#undef PATTERN
    PATTERN_KIND_COUNT
};

struct pattern_kind_info {
    const char *name;    /* "opaque-handle" */
    const char *summary; /* one line */
    const char *reading; /* what to rely on, or to keep in mind */
};
const struct pattern_kind_info *pattern_kind_info(enum pattern_kind kind);

/* A function, type, variable or line that takes part. */
struct pattern_part {
    const char *role; /* "made by", "state", "jump" */
    const char *name; /* "csv_open" */
    const char *path; /* absolute, "" where the place is not known */
    uint32_t line;
};

struct pattern {
    enum pattern_kind kind;
    const char *name; /* what it is the pattern of: "struct csv_parser" */
    const char *path; /* absolute */
    uint32_t line;
    const char *reason; /* why it was recognised, one line */
    struct pattern_part *parts;
    uint32_t part_count;
    uint32_t left_out; /* parts beyond PATTERN_MAX_PARTS */
};

struct pattern_set {
    struct arena arena;
    struct pattern *items;
    size_t count;
    size_t capacity;
};

void pattern_set_release(struct pattern_set *set);
/* Copies what it points to. */
void pattern_set_add(struct pattern_set *set, const struct pattern *pattern);
/* By kind, path, line, name. */
void pattern_set_sort(struct pattern_set *set);
size_t pattern_set_count(const struct pattern_set *set, enum pattern_kind kind);
/* Copies of parts with their texts, in the arena; and the same as the array "parts" of an object. */
struct pattern_part *pattern_parts_copy(struct arena *arena, const struct pattern_part *parts, uint32_t count);
void pattern_parts_format(struct json_writer *json, const struct pattern_part *parts, uint32_t count, const char *root);
/* Appends the set as JSON; paths below root are relative to it. */
void pattern_set_format(const struct pattern_set *set, const char *root, struct strbuf *out);

#endif
