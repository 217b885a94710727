#include "mutate.h"

#include <string.h>

#include "answer.h"
#include "documents.h"
#include "grow.h"
#include "learned.h"
#include "pools.h"
#include "rules.h"
#include "store.h"
#include "structure.h"
#include "tables.h"

#define TEXT_MAX 1500u
#define DOCUMENT_PERCENT 5u         /* of the changes of a text: another program's writing takes its place */
#define STRUCTURE_ALONE_PERCENT 30u /* percent of the programs with such a text, in which nothing else is changed */
#define STRUCTURE_PERCENT 40u       /* of the changes of a text with brackets */

/* Some stand-ins are told beforehand what to return. */
static void grow_scripts(struct grower *g)
{
    for (uint32_t f = 0; f < cet_explore_unit.function_count; f++)
        if (function_of(f)->is_script && percent(40) && cet_grow_call(g, f))
            g->p->steps[g->at - 1].is_setup = true;
}

bool cet_mutate_fresh(struct program *p, struct program *scratch)
{
    cet_program_clear(p);
    struct grower g = {.p = p};
    grow_scripts(&g);
    for (uint32_t calls = percent(60) ? 1 : 1 + cet_below(5); calls; calls--)
        if (!cet_grow_call(&g, cet_corpus_choose_function()) && !p->step_count)
            return false;
    cet_program_compact(p, scratch);
    return cet_program_is_valid(p);
}

/* ---- content ---- */

static bool is_content(const struct value *v)
{
    return v->kind == VALUE_INT || v->kind == VALUE_FLOAT || v->kind == VALUE_STRING || v->kind == VALUE_BYTES ||
           v->kind == VALUE_BUFFER || v->kind == VALUE_FUNCTION || v->kind == VALUE_FILE || v->kind == VALUE_PATH;
}

static uint32_t change_characters(uint8_t *text, uint32_t length, uint32_t max, bool may_hold_nul)
{
    const bool is_drawn = cet_documents_are_known() && percent(DOCUMENT_PERCENT);
    const uint32_t drawn = is_drawn ? cet_documents_draw_whole(text, max) : 0;
    if (drawn)
        return drawn;
    if (!cet_structure_has_brackets(text, length) || !percent(STRUCTURE_PERCENT))
        return cet_pools_change_text(text, length, max, may_hold_nul);
    for (uint32_t changes = 1 + cet_below(3); changes; changes--)
        length = cet_structure_change(text, length, max);
    return length;
}

static bool change_text(struct program *p, uint16_t id)
{
    struct value *v = &p->values[id];
    if (v->kind == VALUE_FILE)
        v->number = 0;
    uint8_t text[TEXT_MAX];
    uint32_t size = unit_of(v->type);
    uint32_t max = type_of(v->type)->kind == EXPLORE_ARRAY && type_of(v->type)->size < sizeof text
                       ? type_of(v->type)->size
                       : sizeof text;
    uint32_t length = v->length < max ? v->length : max;
    memcpy(text, p->bytes + v->first_byte, length);
    length = change_characters(text, length, max, v->kind == VALUE_BYTES);
    return cet_program_set_bytes(p, id, text, length / size * size);
}

static void change_number(struct program *p, uint16_t id)
{
    struct value *v = &p->values[id];
    uint32_t way = cet_below(10);
    if (way < 2)
        v->number += (int64_t)cet_below(5) - 2;
    else if (way < 3)
        v->number ^= (int64_t)1 << cet_below(8);
    else if (way < 4)
        v->number = -v->number;
    else
        v->number = cet_pools_integer(v->type);
}

static bool change_content(struct program *p)
{
    uint16_t id = cet_grow_choose(p, is_content);
    if (id == NO_VALUE)
        return false;
    struct value *v = &p->values[id];
    switch (v->kind) {
    case VALUE_INT:
        change_number(p, id);
        return true;
    case VALUE_FLOAT:
        v->real = cet_pools_real();
        return true;
    case VALUE_BUFFER: {
        uint32_t size = unit_of(v->type);
        if (v->length > TEXT_MAX && !one_in(4)) /* a long one stays so */
            v->length = (uint32_t)((int64_t)(v->length / size) + (int64_t)cet_below(9) - 4) * size;
        else
            v->length = cet_below(one_in(4) ? 300 : 20) * size;
        if (v->length > PROGRAM_BUFFER)
            v->length = PROGRAM_BUFFER / size * size;
        if (one_in(4))
            v->number = v->length > TEXT_MAX && percent(70) ? cet_rule_draw() : 0;
        v->fill = one_in(4) ? (uint8_t)cet_below(256) : v->fill;
        return true;
    }
    case VALUE_FILE:
        if (!one_in(3))
            return change_text(p, id);
        v->number = v->number ? 0 : 1 + (int64_t)cet_below(FULL_FILE_MAX);
        v->length = 0;
        return true;
    case VALUE_FUNCTION:
        v->number = cet_below(cet_explore_unit.named_count);
        return type_of(cet_explore_unit.named[v->number].type)->key == type_of(type_of(v->type)->target)->key;
    default:
        return change_text(p, id);
    }
}

/* ---- calls ---- */

static bool insert_call(struct program *p)
{
    struct grower g = {.p = p, .at = (uint16_t)(percent(70) ? p->step_count : cet_below(p->step_count + 1u))};
    return cet_grow_call(&g, cet_corpus_choose_function());
}

static bool delete_call(struct program *p)
{
    if (p->step_count < 2)
        return false;
    cet_program_remove_step(p, (uint16_t)cet_below(p->step_count));
    return p->step_count;
}

static bool change_argument(struct program *p)
{
    uint16_t at = (uint16_t)cet_below(p->step_count);
    uint8_t arg_count = p->steps[at].arg_count;
    if (!arg_count)
        return false;
    uint32_t arg = cet_below(arg_count), function = p->steps[at].function;
    struct grower g = {.p = p, .at = at};
    uint16_t id = percent(7) && is_pointer(function_of(function)->params[arg].type)
                      ? cet_program_add(p, VALUE_NULL, function_of(function)->params[arg].type)
                      : cet_grow_argument(&g, function, arg);
    if (id == NO_VALUE)
        return false;
    p->steps[g.at].args[arg] = id;
    if (percent(80))
        cet_grow_lengths(p, g.at, false);
    return true;
}

static bool duplicate_call(struct program *p)
{
    uint16_t at = (uint16_t)cet_below(p->step_count);
    struct step copy = p->steps[at];
    if (p->step_count + 3 >= PROGRAM_STEPS || !cet_program_open_step(p, (uint16_t)(at + 1)))
        return false;
    p->steps[at + 1] = copy;
    return true;
}

/* Another program's calls behind ours. Values are taken over whole. */
static bool splice(struct program *p)
{
    const struct corpus_entry *other = cet_corpus_pick();
    if (!other)
        return false;
    const struct program *q = other->program;
    if (p->step_count + q->step_count + 3 > PROGRAM_STEPS || p->value_count + q->value_count > PROGRAM_VALUES ||
        p->item_count + q->item_count > PROGRAM_ITEMS || p->byte_count + q->byte_count > PROGRAM_BYTES)
        return false;
    for (uint16_t i = 0; i < q->value_count; i++) {
        struct value *v = &p->values[p->value_count + i];
        *v = q->values[i];
        v->first_byte += p->byte_count;
        v->first_item = (uint16_t)(v->first_item + p->item_count);
        if (v->kind == VALUE_RESULT)
            v->number += p->step_count;
    }
    for (uint16_t i = 0; i < q->item_count; i++)
        p->items[p->item_count + i] = (uint16_t)(q->items[i] + p->value_count);
    memcpy(p->bytes + p->byte_count, q->bytes, q->byte_count);
    for (uint16_t s = 0; s < q->step_count; s++) {
        p->steps[p->step_count + s] = q->steps[s];
        for (uint8_t a = 0; a < q->steps[s].arg_count; a++)
            p->steps[p->step_count + s].args[a] = (uint16_t)(q->steps[s].args[a] + p->value_count);
    }
    p->step_count = (uint16_t)(p->step_count + q->step_count);
    p->value_count = (uint16_t)(p->value_count + q->value_count);
    p->item_count = (uint16_t)(p->item_count + q->item_count);
    p->byte_count += q->byte_count;
    return true;
}

/* An argument takes an object that another call uses: what they share makes sequences. */
static bool share_object(struct program *p)
{
    uint16_t to = (uint16_t)cet_below(p->step_count);
    const struct explore_function *f = function_of(p->steps[to].function);
    for (uint32_t a = 0; a < f->param_count; a++)
        for (uint16_t s = 0; s < to; s++)
            for (uint8_t b = 0; b < p->steps[s].arg_count; b++)
                if (function_of(p->steps[s].function)->params[b].type == f->params[a].type &&
                    is_pointer(f->params[a].type) && one_in(3)) {
                    p->steps[to].args[a] = p->steps[s].args[b];
                    return true;
                }
    return false;
}

static bool is_read_with_length(const struct explore_function *f, uint32_t a)
{
    const struct explore_param *param = &f->params[a];
    return param->role == EXPLORE_ROLE_BUFFER && param->partner < f->param_count &&
           f->params[param->partner].role == EXPLORE_ROLE_LENGTH && is_pointer(param->type) &&
           (is_integer(pointee_of(param->type)) || pointee_of(param->type)->kind == EXPLORE_VOID);
}

/* A buffer that one call filled is what a call behind it reads, with what the first returned as its length: what was
 * packed is unpacked, what was printed is read. */
static bool feed_output(struct program *p)
{
    uint16_t from = (uint16_t)cet_below(p->step_count), buffer = NO_VALUE;
    const struct explore_function *writer = function_of(p->steps[from].function);
    for (uint32_t a = 0; a < writer->param_count && buffer == NO_VALUE; a++)
        if (p->values[p->steps[from].args[a]].kind == VALUE_BUFFER && !is_read_with_length(writer, a))
            buffer = p->steps[from].args[a];
    for (int tries = 0; buffer != NO_VALUE && tries < 12; tries++) {
        const uint32_t reader = cet_below(cet_explore_unit.function_count);
        const struct explore_function *f = function_of(reader);
        uint32_t a = 0;
        while (a < f->param_count && !is_read_with_length(f, a))
            a++;
        if (a == f->param_count || !f->is_target)
            continue;
        struct grower g = {.p = p, .at = p->step_count};
        if (!cet_grow_call(&g, reader))
            return false;
        struct step *step = &p->steps[g.at - 1];
        const uint32_t length_type = f->params[f->params[a].partner].type;
        step->args[a] = buffer;
        cet_grow_lengths(p, (uint16_t)(g.at - 1), true);
        if (!is_integer(type_of(writer->result)) || !is_integer(type_of(length_type)) ||
            type_of(writer->result)->size != type_of(length_type)->size || one_in(6))
            return true;
        const uint16_t length = cet_program_add(p, VALUE_RESULT, writer->result);
        if (length == NO_VALUE)
            return false;
        p->values[length].number = from;
        step->args[f->params[a].partner] = length;
        return true;
    }
    return false;
}

static bool fail_allocation(struct program *p)
{
    const int16_t nth = (int16_t)(one_in(3) ? -1 : 1 + (int)cet_below(4));
    p->steps[cet_below(p->step_count)].fail_allocation = nth;
    return true;
}

static bool change_once(struct program *p, const struct corpus_entry *entry)
{
    uint32_t way = cet_below(100), total = entry->compare_count + entry->token_count;
    if (way < 38)
        return change_content(p);
    if (way < 58)
        return total && cet_answer_compare(p, entry, cet_below(total));
    if (way < 70)
        return change_argument(p);
    if (way < 82)
        return insert_call(p);
    if (way < 86)
        return delete_call(p);
    if (way < 89)
        return splice(p);
    if (way < 91)
        return feed_output(p);
    if (way < 93)
        return share_object(p);
    if (way < 96)
        return duplicate_call(p);
    return fail_allocation(p);
}

/* A text with brackets, by chance; NO_VALUE: there is none. */
static uint16_t choose_structure(const struct program *p)
{
    uint16_t found = NO_VALUE;
    uint32_t count = 0;
    for (uint16_t i = 0; i < p->value_count; i++) {
        const struct value *v = &p->values[i];
        const bool is_text = v->kind == VALUE_STRING || v->kind == VALUE_BYTES || v->kind == VALUE_PATH ||
                             (v->kind == VALUE_FILE && !v->number);
        if (is_text && is_pointer(v->type) && pointee_of(v->type)->size <= 1 && v->length <= TEXT_MAX &&
            cet_structure_has_brackets(p->bytes + v->first_byte, v->length) && one_in(++count))
            found = i;
    }
    return found;
}

/* It changes and nothing else does: what is read of it differs in one place. */
static bool change_structure(struct program *p, uint16_t id)
{
    uint8_t text[TEXT_MAX];
    uint32_t length = p->values[id].length;
    memcpy(text, p->bytes + p->values[id].first_byte, length);
    for (uint32_t changes = 1 + (percent(60) ? 0 : cet_below(3)); changes; changes--)
        length = cet_structure_change(text, length, TEXT_MAX);
    if (!cet_program_set_bytes(p, id, text, length))
        return false;
    for (uint16_t s = 0; s < p->step_count; s++)
        cet_grow_lengths(p, s, true);
    return true;
}

bool cet_mutate_entry(struct program *p, const struct corpus_entry *entry, struct program *scratch)
{
    cet_program_copy(p, entry->program);
    const uint16_t structure = choose_structure(p);
    if (structure != NO_VALUE && percent(STRUCTURE_ALONE_PERCENT) && change_structure(p, structure)) {
        cet_program_compact(p, scratch);
        return cet_program_is_valid(p);
    }
    for (uint32_t changes = 1 + (percent(50) ? 0 : cet_below(4)); changes; changes--)
        for (int tries = 0; tries < 4 && !change_once(p, entry); tries++)
            if (p->step_count == 0 || p->value_count > PROGRAM_VALUES - 40)
                return false;
    if (!p->step_count)
        return false;
    for (uint16_t s = 0; s < p->step_count; s++) {
        cet_grow_leasts(p, s);
        if (percent(75))
            cet_grow_lengths(p, s, false);
    }
    cet_program_compact(p, scratch);
    return cet_program_is_valid(p);
}

bool cet_mutate_compare(struct program *p, const struct corpus_entry *entry, uint32_t n, struct program *scratch)
{
    cet_program_copy(p, entry->program);
    if (!cet_answer_compare(p, entry, n))
        return false;
    for (uint16_t s = 0; s < p->step_count; s++)
        cet_grow_lengths(p, s, true);
    cet_program_compact(p, scratch);
    return cet_program_is_valid(p);
}
