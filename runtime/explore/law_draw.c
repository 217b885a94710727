#include "law_draw.h"

#include <stdio.h>
#include <string.h>

#include "channel.h"
#include "store.h"
#include "tables.h"

#define BUFFER_ROOM 64
#define TEXT_LENGTH 24

static const char alphabet[] = "ab \"',;:.-+01{}[]<>/&%";

void cet_domain_text(const struct domain *domain, char *out, uint32_t size)
{
    switch (domain->kind) {
    case DOMAIN_INT:
        snprintf(out, size, "int %lld %lld", (long long)domain->low, (long long)domain->high);
        return;
    case DOMAIN_FLOAT:
        snprintf(out, size, "float %lld %lld", (long long)domain->low, (long long)domain->high);
        return;
    case DOMAIN_STRING:
        snprintf(out, size, "string 0 %d \"ab \\\"',;:.-+01{}[]<>/&%%\"", TEXT_LENGTH);
        return;
    case DOMAIN_BYTES:
        snprintf(out, size, "bytes 0 %d", TEXT_LENGTH);
        return;
    case DOMAIN_LENGTH:
        snprintf(out, size, "length-of %lld", (long long)domain->low);
        return;
    case DOMAIN_BUFFER:
        snprintf(out, size, "buffer %d", BUFFER_ROOM);
        return;
    default:
        snprintf(out, size, "null");
    }
}

static struct domain number_domain(const struct explore_type *t)
{
    struct domain d = {.kind = DOMAIN_INT, .low = t->flags & EXPLORE_SIGNED ? -1000 : 0, .high = 1000};
    if (t->kind == EXPLORE_BOOL) {
        d.low = 0;
        d.high = 1;
    } else if (t->kind == EXPLORE_ENUM && t->enumerator_count) {
        d.low = d.high = t->enumerators[0].value;
        for (uint32_t i = 1; i < t->enumerator_count; i++) {
            int64_t value = t->enumerators[i].value;
            d.low = value < d.low ? value : d.low;
            d.high = value > d.high ? value : d.high;
        }
    } else if (t->size == 1) {
        d.low = t->flags & EXPLORE_SIGNED ? -128 : 0;
        d.high = t->flags & EXPLORE_SIGNED ? 127 : 255;
    }
    return d;
}

static struct domain pointer_domain(const struct explore_param *param)
{
    const struct explore_type *target = pointee_of(param->type);
    bool is_byte = target->kind == EXPLORE_VOID || (is_integer(target) && target->size == 1);
    struct domain d = {.kind = DOMAIN_NONE};
    if (type_of(param->type)->flags & EXPLORE_HANDLE || !is_byte)
        return d;
    if (param->role == EXPLORE_ROLE_STRING && is_character(target))
        d.kind = DOMAIN_STRING;
    else if (param->role == EXPLORE_ROLE_BUFFER && param->partner != UINT16_MAX)
        d.kind = DOMAIN_BYTES;
    else if (param->role == EXPLORE_ROLE_OUT_BUFFER && param->partner != UINT16_MAX)
        d.kind = DOMAIN_BUFFER;
    else if (param->role == EXPLORE_ROLE_USER_DATA)
        d.kind = DOMAIN_NULL;
    return d;
}

bool cet_law_domains(const struct explore_function *f, struct domain *domains)
{
    bool has_drawn = false;
    for (uint32_t a = 0; a < f->param_count; a++) {
        const struct explore_type *t = type_of(f->params[a].type);
        if (is_integer(t) && t->size <= 8)
            domains[a] = number_domain(t);
        else if (t->kind == EXPLORE_FLOAT)
            domains[a] = (struct domain){.kind = DOMAIN_FLOAT, .low = -1000, .high = 1000};
        else if (t->kind == EXPLORE_POINTER)
            domains[a] = pointer_domain(&f->params[a]);
        else
            return false;
        if (domains[a].kind == DOMAIN_NONE)
            return false;
        has_drawn |= domains[a].kind != DOMAIN_NULL;
    }
    for (uint32_t a = 0; a < f->param_count; a++)
        if (f->params[a].role == EXPLORE_ROLE_LENGTH && f->params[a].partner < f->param_count &&
            is_integer(type_of(f->params[a].type)))
            domains[a] = (struct domain){.kind = DOMAIN_LENGTH, .low = f->params[a].partner};
    return has_drawn;
}

static uint16_t draw(struct program *p, const struct explore_param *param, const struct domain *d)
{
    uint8_t text[TEXT_LENGTH];
    uint32_t length = cet_below(TEXT_LENGTH + 1);
    uint16_t id;
    switch (d->kind) {
    case DOMAIN_INT:
    case DOMAIN_LENGTH:
        id = cet_program_add(p, VALUE_INT, param->type);
        p->values[id].number = d->low + (int64_t)cet_below((uint32_t)(d->high - d->low + 1));
        return id;
    case DOMAIN_FLOAT:
        id = cet_program_add(p, VALUE_FLOAT, param->type);
        p->values[id].real = (double)((int64_t)cet_below(2000001) - 1000000) / 1000.0;
        return id;
    case DOMAIN_STRING:
    case DOMAIN_BYTES:
        for (uint32_t i = 0; i < length; i++)
            text[i] =
                d->kind == DOMAIN_BYTES ? (uint8_t)cet_below(256) : (uint8_t)alphabet[cet_below(sizeof alphabet - 1)];
        return cet_program_add_bytes(p, d->kind == DOMAIN_BYTES ? VALUE_BYTES : VALUE_STRING, param->type, text,
                                     length);
    case DOMAIN_BUFFER:
        id = cet_program_add(p, VALUE_BUFFER, param->type);
        p->values[id].length = cet_below(BUFFER_ROOM + 1);
        p->values[id].fill = '#';
        return id;
    default:
        return cet_program_add(p, VALUE_NULL, param->type);
    }
}

void cet_law_draw(struct program *p, uint16_t function, const struct domain *domains)
{
    const struct explore_function *f = function_of(function);
    struct step *step = &p->steps[p->step_count++];
    *step = (struct step){.function = function, .arg_count = (uint8_t)f->param_count};
    for (uint32_t a = 0; a < f->param_count; a++)
        step->args[a] = draw(p, &f->params[a], &domains[a]);
    for (uint32_t a = 0; a < f->param_count; a++)
        if (domains[a].kind == DOMAIN_LENGTH) {
            const struct value *measured = &p->values[step->args[domains[a].low]];
            const struct explore_type *t = type_of(f->params[a].type);
            uint64_t length = measured->length;
            if (t->size < 8 && length >> (8 * t->size - 1))
                length = 0;
            p->values[step->args[a]].number = (int64_t)length;
        }
}

void cet_law_call_again(struct program *p)
{
    p->steps[p->step_count] = p->steps[0];
    p->step_count++;
}

void cet_law_call_swapped(struct program *p)
{
    cet_law_call_again(p);
    struct step *swapped = &p->steps[p->step_count - 1];
    swapped->args[0] = p->steps[0].args[1];
    swapped->args[1] = p->steps[0].args[0];
}

void cet_law_call_on_result(struct program *p, uint16_t function)
{
    uint16_t result = cet_program_add(p, VALUE_RESULT, function_of(p->steps[0].function)->result);
    p->values[result].number = 0;
    cet_law_call_again(p);
    p->steps[p->step_count - 1].function = function;
    p->steps[p->step_count - 1].args[0] = result;
}

bool cet_law_result(uint16_t step, int64_t *ret_number, double *ret_real)
{
    const struct detail *detail = cet_channel_detail();
    for (uint32_t i = 0; i < detail->observation_count; i++) {
        const struct observation *o = &detail->observations[i];
        if (o->root_kind != ROOT_RESULT || o->step != step || o->root != step || o->path_length)
            continue;
        *ret_number = o->number;
        *ret_real = o->real;
        return o->kind == SEEN_INT || o->kind == SEEN_FLOAT;
    }
    return false;
}
