#include "shrink.h"

#include <string.h>

#include "channel.h"
#include "grow.h"
#include "learned.h"
#include "makers.h"
#include "store.h"
#include "structure.h"
#include "tables.h"

#define TEXT_MAX PROGRAM_BYTES
#define STRUCTURED_MIN 40u /* bytes; shorter ones are shortened as fast without */
#define TRY_COST_MAX 8u    /* executions that a try may cost on average: less than those that hang */

struct shrinker {
    struct program *p;
    struct program *next, *scratch;
    keeps_fn keeps;
    void *context;
    uint32_t tries;
    uint64_t spent_max;
};

static struct program *spare[2];

/* Whether `next` may stand for the program; it does then. */
static bool try_next(struct shrinker *s)
{
    if (!s->tries || !s->next->step_count || cet_channel_spent() >= s->spent_max)
        return false;
    s->tries--;
    cet_program_compact(s->next, s->scratch);
    if (!cet_program_is_valid(s->next))
        return false;
    const struct result *result = cet_channel_run_one(s->next, 0, 0);
    if (!s->keeps(s->context, s->next, result))
        return false;
    cet_program_copy(s->p, s->next);
    return true;
}

static bool drop_steps(struct shrinker *s)
{
    bool changed = false;
    for (uint16_t i = s->p->step_count; i-- > 0;) {
        if (s->p->step_count < 2 || i >= s->p->step_count)
            continue;
        cet_program_copy(s->next, s->p);
        cet_program_remove_step(s->next, i);
        changed |= try_next(s);
    }
    return changed;
}

static void drop_failures(struct shrinker *s)
{
    for (uint16_t i = 0; i < s->p->step_count; i++) {
        if (!s->p->steps[i].fail_allocation)
            continue;
        cet_program_copy(s->next, s->p);
        s->next->steps[i].fail_allocation = 0;
        if (!try_next(s) && s->p->steps[i].fail_allocation == -1) {
            cet_program_copy(s->next, s->p);
            s->next->steps[i].fail_allocation = 1;
            try_next(s);
        }
    }
}

/* Fields that do not matter keep their zero. */
static void drop_items(struct shrinker *s)
{
    for (uint16_t i = 0; i < s->p->value_count; i++) {
        const struct value *v = &s->p->values[i];
        if (v->kind != VALUE_OBJECT && v->kind != VALUE_ARRAY)
            continue;
        for (uint16_t k = v->item_count; k-- > 0;) {
            if (s->p->values[i].kind == VALUE_ARRAY && s->p->values[i].item_count < 2)
                break;
            cet_program_copy(s->next, s->p);
            struct value *w = &s->next->values[i];
            memmove(&s->next->items[w->first_item + k], &s->next->items[w->first_item + k + 1],
                    (size_t)(w->item_count - k - 1) * sizeof *s->next->items);
            w->item_count--;
            for (uint16_t step = 0; step < s->next->step_count; step++)
                if (w->kind == VALUE_ARRAY)
                    cet_grow_lengths(s->next, step, true);
            if (!try_next(s))
                continue;
            if (i >= s->p->value_count || k > s->p->values[i].item_count)
                break;
        }
    }
}

static bool set_text(struct shrinker *s, uint16_t value, const uint8_t *text, uint32_t length)
{
    cet_program_copy(s->next, s->p);
    if (!cet_program_set_bytes(s->next, value, text, length))
        return false;
    for (uint16_t step = 0; step < s->next->step_count; step++)
        cet_grow_lengths(s->next, step, true);
    if (try_next(s))
        return true;
    /* lengths as they were */
    cet_program_copy(s->next, s->p);
    return cet_program_set_bytes(s->next, value, text, length) && try_next(s);
}

static bool holds_text(const struct value *v)
{
    return v->kind == VALUE_STRING || v->kind == VALUE_BYTES || v->kind == VALUE_FILE || v->kind == VALUE_PATH;
}

static void shorten_text(struct shrinker *s, uint16_t id)
{
    uint8_t text[TEXT_MAX];
    const struct value *v = &s->p->values[id];
    uint32_t unit = unit_of(v->type);
    for (uint32_t piece = v->length / 2; piece; piece /= 2) {
        piece = (piece + unit - 1) / unit * unit;
        for (uint32_t at = 0; id < s->p->value_count && at + piece <= s->p->values[id].length;) {
            v = &s->p->values[id];
            if (!holds_text(v))
                return;
            memcpy(text, s->p->bytes + v->first_byte, at);
            memcpy(text + at, s->p->bytes + v->first_byte + at + piece, v->length - at - piece);
            if (!set_text(s, id, text, v->length - piece))
                at += piece;
        }
        if (piece == unit)
            break;
    }
}

/* Whole members and items go first: what is left is still read, and a few tries do what many pieces would take. */
static void drop_parts(struct shrinker *s, uint16_t id)
{
    struct text_part parts[STRUCTURE_PARTS];
    uint8_t text[TEXT_MAX];
    for (uint32_t k = 0; id < s->p->value_count && holds_text(&s->p->values[id]) && s->tries;) {
        const struct value *v = &s->p->values[id];
        memcpy(text, s->p->bytes + v->first_byte, v->length);
        const bool is_wide = is_pointer(v->type) && pointee_of(v->type)->size > 1;
        if (is_wide || v->length < STRUCTURED_MIN || !cet_structure_has_brackets(text, v->length) ||
            k >= cet_structure_find(text, v->length, parts))
            return;
        if (!set_text(s, id, text, cet_structure_drop(text, v->length, &parts[k])))
            k++;
    }
}

static void simplify_characters(struct shrinker *s, uint16_t id)
{
    static const char plain[] = "ab1 ";
    uint8_t text[TEXT_MAX];
    for (uint32_t i = 0; id < s->p->value_count && i < s->p->values[id].length && i < 64; i++) {
        const struct value *v = &s->p->values[id];
        if (!holds_text(v))
            return;
        memcpy(text, s->p->bytes + v->first_byte, v->length);
        uint8_t before = text[i];
        if ((before >= 'a' && before <= 'z') || before == '0' || before == '1')
            continue;
        for (const char *c = plain; *c; c++) {
            text[i] = (uint8_t)*c;
            if (*c != before && set_text(s, id, text, v->length))
                break;
            if (*c == before)
                break;
        }
    }
}

static void shrink_number(struct shrinker *s, uint16_t id)
{
    const int64_t before = s->p->values[id].number;
    const int64_t wanted[] = {0, 1, 2, -1, 10, before / 2, before / 10, before - 1};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        if (wanted[i] == before || (i > 4 && (before < 16 && before > -16)))
            return;
        cet_program_copy(s->next, s->p);
        s->next->values[id].number = wanted[i];
        if (try_next(s))
            return;
    }
}

/* Of a file that is soon full: not at all, or as soon as possible. */
static void shrink_room(struct shrinker *s, uint16_t id)
{
    const int64_t before = s->p->values[id].number;
    for (int64_t wanted = 0; wanted < before; wanted++) {
        cet_program_copy(s->next, s->p);
        s->next->values[id].number = wanted;
        if (try_next(s))
            return;
    }
}

static void simplify_value(struct shrinker *s, uint16_t id)
{
    switch (s->p->values[id].kind) {
    case VALUE_FILE:
        if (s->p->values[id].number) {
            shrink_room(s, id);
            return;
        }
        /* fall through */
    case VALUE_STRING:
    case VALUE_BYTES:
    case VALUE_PATH:
        drop_parts(s, id);
        if (id < s->p->value_count)
            shorten_text(s, id);
        if (id < s->p->value_count)
            simplify_characters(s, id);
        return;
    case VALUE_INT:
        shrink_number(s, id);
        return;
    case VALUE_FLOAT: {
        static const double plain[] = {0, 1, 2, 0.5, -1, 10};
        for (size_t i = 0; i < sizeof plain / sizeof *plain && s->p->values[id].real != plain[i]; i++) {
            cet_program_copy(s->next, s->p);
            s->next->values[id].real = plain[i];
            if (try_next(s))
                return;
        }
        return;
    }
    case VALUE_BUFFER: {
        static const uint32_t plain[] = {1, 4, 8, 16, 64, 256, 1024, 4096};
        uint32_t unit = is_pointer(s->p->values[id].type) ? pointee_of(s->p->values[id].type)->size : 1;
        if (s->p->values[id].number) {
            cet_program_copy(s->next, s->p);
            s->next->values[id].number = 0;
            try_next(s);
            if (id >= s->p->value_count)
                return;
        }
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
            if (s->p->values[id].length <= plain[i] * unit)
                return;
            cet_program_copy(s->next, s->p);
            s->next->values[id].length = plain[i] * unit;
            for (uint16_t step = 0; step < s->next->step_count; step++)
                cet_grow_lengths(s->next, step, true);
            if (try_next(s))
                return;
        }
        return;
    }
    default:
        return;
    }
}

void cet_shrink(struct program *p, keeps_fn keeps, void *context, uint32_t tries)
{
    for (int i = 0; i < 2; i++)
        if (!spare[i])
            spare[i] = cet_store_take(sizeof *spare[i]);
    struct shrinker s = {.p = p,
                         .next = spare[0],
                         .scratch = spare[1],
                         .keeps = keeps,
                         .context = context,
                         .tries = tries,
                         .spent_max = cet_channel_spent() + (uint64_t)tries * TRY_COST_MAX};
    while (drop_steps(&s) && s.tries)
        ;
    drop_failures(&s);
    drop_items(&s);
    for (uint16_t i = 0; i < p->value_count && s.tries; i++)
        simplify_value(&s, i);
    drop_steps(&s);
}

/* A call that gives back the result of step `from`; NULL-terminated objects and plain blocks go to free. */
static bool append_cleanup(struct program *p, uint16_t value, uint32_t destroyer)
{
    if (destroyer == EXPLORE_NONE || p->step_count >= PROGRAM_STEPS)
        return false;
    struct step *step = &p->steps[p->step_count++];
    *step = (struct step){.function = (uint16_t)destroyer, .arg_count = 1, .is_cleanup = true};
    step->args[0] = value;
    return true;
}

static uint32_t find_free(void)
{
    for (uint32_t i = 0; i < cet_explore_unit.function_count; i++)
        if (!function_of(i)->is_target && !strcmp(function_of(i)->name, "free"))
            return i;
    return EXPLORE_NONE;
}

/* Keeps the call when the program still returns and fewer blocks are left. */
static bool keep_if_better(struct program *p, const struct program *next, uint32_t *leaks)
{
    const struct result *result = cet_channel_run_one(next, 0, 0);
    if (result->outcome != OUTCOME_RETURNED || result->leaks >= *leaks)
        return false;
    *leaks = result->leaks;
    cet_program_copy(p, next);
    return true;
}

static uint32_t pointee_key(uint32_t type)
{
    return type_of(type)->flags & EXPLORE_HANDLE ? type_of(type)->key : pointee_of(type)->key;
}

void cet_add_cleanup(struct program *p)
{
    if (!spare[0])
        spare[0] = cet_store_take(sizeof *spare[0]);
    struct program *next = spare[0];
    const struct result *result = cet_channel_run_one(p, 0, 0);
    if (result->outcome != OUTCOME_RETURNED)
        return;
    uint32_t leaks = result->leaks;
    uint16_t steps = p->step_count;
    for (uint16_t s = 0; s < steps && leaks; s++) {
        uint32_t type = function_of(p->steps[s].function)->result;
        if (!is_pointer(type))
            continue;
        uint32_t ways[2] = {cet_makers_destroyer(pointee_key(type)), find_free()};
        for (int way = 0; way < 2; way++) {
            cet_program_copy(next, p);
            uint16_t value = cet_program_add(next, VALUE_RESULT, type);
            if (value == NO_VALUE)
                return;
            next->values[value].number = s;
            if (append_cleanup(next, value, ways[way]) && keep_if_better(p, next, &leaks))
                break;
        }
    }
    /* objects that were passed by address: csv_free(&parser) */
    for (uint16_t s = 0; s < steps && leaks; s++)
        for (uint8_t a = 0; a < p->steps[s].arg_count && leaks; a++) {
            uint16_t value = p->steps[s].args[a];
            uint32_t type = function_of(p->steps[s].function)->params[a].type;
            if (p->values[value].kind != VALUE_ADDRESS || !is_pointer(type) || cet_is_consumed(p, value, p->step_count))
                continue;
            cet_program_copy(next, p);
            if (is_record(pointee_of(type)) && append_cleanup(next, value, cet_makers_destroyer(pointee_key(type)))) {
                keep_if_better(p, next, &leaks);
            } else if (is_pointer(type_of(type)->target)) { /* T **: what was left in the variable */
                uint32_t inner = type_of(type)->target;
                uint16_t same = cet_program_add(next, VALUE_SAME, inner);
                if (same == NO_VALUE || !cet_program_set_items(next, same, 1))
                    return;
                next->items[next->values[same].first_item] = program_item(next, &next->values[value], 0);
                uint32_t destroyer = cet_makers_destroyer(pointee_key(inner));
                append_cleanup(next, same, destroyer == EXPLORE_NONE ? find_free() : destroyer);
                keep_if_better(p, next, &leaks);
            }
        }
}
