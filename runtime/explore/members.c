#include "members.h"

#include <stdio.h>
#include <string.h>

#include "makers.h"
#include "snapshot.h"
#include "store.h"
#include "tables.h"

#define PATH_BITS 8u /* one field: its index and one more */
#define PATH_MAX_FIELDS 3u
#define PATH_MAX_INDEX 254u
#define PATHS_MAX 12u
#define RECORDS_MAX 20000u /* looked through for one pair of types */
#define PAIRS 4096u

/* All ways from one record to objects of a key, the shortest among them. */
struct paths {
    uint32_t from, key; /* from: type of a record, and one more; 0: free */
    uint32_t count;
    uint64_t items[PATHS_MAX];
};

struct finder {
    struct paths *paths;
    uint32_t records[PATH_MAX_FIELDS + 1], depth, depth_max;
    uint32_t looked_through;
    uint64_t path;
};

static struct owners *owners;
static bool *has_owners; /* by key: they were looked for */
static struct paths *pairs;

/* The record that a field holds or points to, EXPLORE_NONE: neither, or one that is not to be changed. */
static uint32_t record_of(const struct explore_field *field)
{
    const struct explore_type *t = type_of(field->type);
    if (is_record(t))
        return field->type;
    if (t->kind != EXPLORE_POINTER || !is_record(type_of(t->target)) || type_of(t->target)->flags & EXPLORE_CONST)
        return EXPLORE_NONE;
    return t->target;
}

static bool is_passed(const struct finder *f, uint32_t record)
{
    for (uint32_t i = 0; i <= f->depth; i++)
        if (type_of(f->records[i])->key == type_of(record)->key)
            return true;
    return false;
}

/* Adds the paths of exactly depth_max fields, in the order of the fields. */
static void find_below(struct finder *f)
{
    const struct explore_type *record = type_of(f->records[f->depth]);
    const bool is_last = f->depth + 1 == f->depth_max;
    if (record->kind != EXPLORE_STRUCT)
        return;
    for (uint32_t i = 0; i < record->field_count && i < PATH_MAX_INDEX; i++) {
        const uint32_t next = record_of(&record->fields[i]);
        if (next == EXPLORE_NONE || is_passed(f, next) || f->looked_through++ >= RECORDS_MAX)
            continue;
        const uint64_t before = f->path;
        f->path |= (uint64_t)(i + 1) << (PATH_BITS * f->depth);
        if (is_last && type_of(next)->key == f->paths->key && f->paths->count < PATHS_MAX)
            f->paths->items[f->paths->count++] = f->path;
        if (!is_last) {
            f->records[++f->depth] = next;
            find_below(f);
            f->depth--;
        }
        f->path = before;
    }
}

/* The place of a pair in the table: its own, or a free one. NULL: the table is full. */
static struct paths *pair_of(uint32_t from, uint32_t key)
{
    for (uint32_t i = 0; i < PAIRS; i++) {
        struct paths *pair = &pairs[(from * 31 + key + i) % PAIRS];
        if (!pair->from || (pair->from == from + 1 && pair->key == key))
            return pair;
    }
    return NULL;
}

uint64_t cet_members_find(uint32_t from, uint32_t wanted)
{
    if (!is_pointer(from) || !is_record(pointee_of(from)) || pointee_of(from)->flags & EXPLORE_CONST ||
        !is_pointer(wanted) || !is_record(pointee_of(wanted)) || pointee_of(from)->key == pointee_of(wanted)->key)
        return 0;
    const uint32_t record = type_of(from)->target, key = pointee_of(wanted)->key;
    struct paths *paths = pair_of(record, key);
    if (!paths)
        return 0;
    if (!paths->from) {
        paths->from = record + 1;
        paths->key = key;
        struct finder f = {.paths = paths, .records = {record}};
        for (f.depth_max = 1; f.depth_max <= PATH_MAX_FIELDS; f.depth_max++)
            find_below(&f);
    }
    return paths->count ? paths->items[cet_below(paths->count)] : 0;
}

/* Pointers to objects that functions return or set up. */
static void add_owner(uint32_t wanted, uint32_t owner)
{
    struct owners *o = &owners[cet_object_key(wanted)];
    for (uint32_t i = 0; i < o->count; i++)
        if (cet_object_key(o->types[i]) == cet_object_key(owner))
            return;
    if (o->count < OWNERS_MAX && cet_members_find(owner, wanted))
        o->types[o->count++] = owner;
}

static void add_owners_of(uint32_t wanted)
{
    if (has_owners[cet_object_key(wanted)])
        return;
    has_owners[cet_object_key(wanted)] = true;
    for (uint32_t i = 0; i < cet_explore_unit.function_count; i++) {
        const struct explore_function *f = function_of(i);
        if (is_pointer(f->result))
            add_owner(wanted, f->result);
        for (uint32_t a = 0; a < f->param_count; a++)
            if (f->params[a].role == EXPLORE_ROLE_INIT)
                add_owner(wanted, f->params[a].type);
    }
}

void cet_members_open(void)
{
    owners = cet_store_take(cet_explore_unit.type_count * sizeof *owners);
    has_owners = cet_store_take(cet_explore_unit.type_count * sizeof *has_owners);
    pairs = cet_store_take(PAIRS * sizeof *pairs);
    for (uint32_t i = 0; i < cet_explore_unit.function_count; i++)
        for (uint32_t a = 0; a < function_of(i)->param_count; a++)
            if (function_of(i)->is_target && cet_is_object_pointer(function_of(i)->params[a].type))
                add_owners_of(function_of(i)->params[a].type);
}

const struct owners *cet_members_owners(uint32_t key)
{
    return &owners[key];
}

uint16_t cet_members_add(struct program *p, uint16_t base, uint64_t path, uint32_t type)
{
    const uint16_t id = base == NO_VALUE ? NO_VALUE : cet_program_add(p, VALUE_MEMBER, type);
    if (id == NO_VALUE || !cet_program_set_items(p, id, 1))
        return NO_VALUE;
    p->items[p->values[id].first_item] = base;
    p->values[id].number = (int64_t)path;
    return id;
}

static bool is_alive(const struct run *run, const uint8_t *at, uint32_t size)
{
    const struct space_block *block = cet_space_find(run->heap.space, at);
    if (!block)
        block = cet_space_find(run->values, at);
    if (block)
        return !block->is_freed && at + size <= block->address + block->size;
    return cet_snapshot_holds(at, size, NULL);
}

/* The field that the path names first; NULL: there is no such. */
static const struct explore_field *first_field(const struct explore_type *record, uint64_t path)
{
    const uint32_t index = (uint32_t)(path & 0xff);
    return index && index <= record->field_count ? &record->fields[index - 1] : NULL;
}

bool cet_members_follow(const struct run *run, const struct value *v, uint32_t base_type, const void *base, void *out)
{
    const uint8_t *at;
    memcpy(&at, base, sizeof at);
    uint32_t record = type_of(base_type)->target;
    for (uint64_t path = (uint64_t)v->number; path && at; path >>= PATH_BITS) {
        const struct explore_field *field = first_field(type_of(record), path);
        if (!field || !is_alive(run, at, type_of(record)->size))
            return false;
        const uint8_t *part = at + field->offset;
        if (is_pointer(field->type))
            memcpy(&at, part, sizeof at);
        else
            at = part;
        record = record_of(field);
        if (record == EXPLORE_NONE)
            return false;
    }
    memcpy(out, &at, sizeof at);
    return !at || is_alive(run, at, type_of(record)->size ? type_of(record)->size : 1);
}

bool cet_members_spell(uint32_t from, uint64_t path, char out[MEMBER_SPELLING])
{
    uint32_t record = type_of(from)->target;
    size_t length = 0;
    bool is_embedded = false;
    out[0] = '\0';
    for (; path; path >>= PATH_BITS) {
        const struct explore_field *field = first_field(type_of(record), path);
        if (!field)
            return false;
        const char *join = !length ? "" : is_embedded ? "." : "->";
        length += (size_t)snprintf(out + length, MEMBER_SPELLING - length, "%s%s", join, field->name);
        if (length >= MEMBER_SPELLING)
            return false;
        is_embedded = !is_pointer(field->type);
        record = record_of(field);
    }
    return is_embedded;
}
