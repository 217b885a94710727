#include "laws.h"

#include <stdio.h>
#include <string.h>

#include "channel.h"
#include "learned.h"
#include "store.h"
#include "tables.h"

#define DRAWS 300u
#define ATTAINED 8u /* a bound counts when so many inputs reach it */
#define BUFFER_ROOM 64
#define TEXT_LENGTH 24

static const char alphabet[] = "ab \"',;:.-+01{}[]<>/&%";

struct finder {
    struct program program;
    struct law_list list;
};

static struct finder *finder;

const char *cet_law_word(uint8_t kind)
{
    static const char *const words[] = {"deterministic", "bounded",    "idempotent",   "involution",
                                        "commutative",   "round-trip", "stays-inside", "null-safe"};
    return words[kind];
}

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

/* Every parameter can be drawn by a suite on its own. */
static bool find_domains(const struct explore_function *f, struct domain *domains)
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

/* One step that calls function with drawn arguments. */
static void draw_call(struct program *p, uint16_t function, const struct domain *domains)
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

/* The number that a step returned; false: it did not return one. */
static bool result_of(uint16_t step, int64_t *ret_number, double *ret_real)
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

static void add_law(enum law_kind kind, uint16_t function, uint16_t partner, const struct domain *domains, int64_t low,
                    int64_t high)
{
    if (finder->list.count == LAWS_MAX)
        return;
    struct law *law = &finder->list.laws[finder->list.count++];
    *law = (struct law){
        .kind = (uint8_t)kind, .function = function, .partner = partner, .held_on = DRAWS, .low = low, .high = high};
    memcpy(law->domains, domains, sizeof law->domains);
}

/* What the draws of one function have shown so far. */
struct evidence {
    bool is_deterministic, is_commutative, is_idempotent, is_involution;
    bool varies;
    int64_t low, high;
    uint32_t lows, highs;
};

static void note_range(struct evidence *e, int64_t number, uint32_t draw_index)
{
    if (draw_index == 0 || number < e->low) {
        e->low = number;
        e->lows = 0;
    }
    if (draw_index == 0 || number > e->high) {
        e->high = number;
        e->highs = 0;
    }
    e->lows += number == e->low;
    e->highs += number == e->high;
    e->varies = e->low != e->high;
}

static bool same(int64_t a, int64_t b, double x, double y)
{
    return a == b && x == y;
}

/* Calls twice with equal, with swapped and with returned arguments. False: a draw did not return. */
static bool try_once(uint16_t function, const struct domain *domains, bool can_swap, bool can_return,
                     struct evidence *e, uint32_t index)
{
    struct program *p = &finder->program;
    cet_program_clear(p);
    draw_call(p, function, domains);
    p->steps[p->step_count] = p->steps[0];
    p->step_count++;
    if (can_swap) {
        p->steps[p->step_count] = p->steps[0];
        p->steps[p->step_count].args[0] = p->steps[0].args[1];
        p->steps[p->step_count].args[1] = p->steps[0].args[0];
        p->step_count++;
    }
    if (can_return) {
        uint16_t result = cet_program_add(p, VALUE_RESULT, function_of(function)->result);
        p->values[result].number = 0;
        p->steps[p->step_count] = p->steps[0];
        p->steps[p->step_count++].args[0] = result;
    }
    if (cet_channel_run_one(p, 0, RUN_DETAIL)->outcome != OUTCOME_RETURNED)
        return false;
    int64_t n[4] = {0};
    double r[4] = {0};
    for (uint16_t s = 0; s < p->step_count; s++)
        if (!result_of(s, &n[s], &r[s]))
            return false;
    note_range(e, n[0], index);
    e->is_deterministic &= same(n[0], n[1], r[0], r[1]);
    if (can_swap)
        e->is_commutative &= same(n[0], n[2], r[0], r[2]);
    if (can_return) {
        uint16_t last = (uint16_t)(p->step_count - 1);
        const struct value *first = &p->values[p->steps[0].args[0]];
        e->is_idempotent &= same(n[0], n[last], r[0], r[last]);
        e->is_involution &= same(first->number, n[last], first->real, r[last]);
    }
    return true;
}

static void find_number_laws(uint16_t function, const struct domain *domains)
{
    const struct explore_function *f = function_of(function);
    const struct explore_type *result = type_of(f->result);
    if (!is_integer(result) && result->kind != EXPLORE_FLOAT)
        return;
    for (uint32_t a = 0; a < f->param_count; a++)
        if (domains[a].kind == DOMAIN_STRING && !(pointee_of(f->params[a].type)->flags & EXPLORE_CONST))
            return; /* the second call would see what the first one wrote */
    bool can_swap = f->param_count >= 2 && f->params[0].type == f->params[1].type && domains[0].kind != DOMAIN_LENGTH &&
                    domains[1].kind == domains[0].kind;
    bool can_return = f->param_count && f->params[0].type == f->result &&
                      (domains[0].kind == DOMAIN_INT || domains[0].kind == DOMAIN_FLOAT);
    struct evidence e = {true, can_swap, can_return, can_return, false, 0, 0, 0, 0};
    for (uint32_t i = 0; i < DRAWS; i++)
        if (!try_once(function, domains, can_swap, can_return, &e, i))
            return;
    if (!e.is_deterministic)
        return;
    uint32_t before = finder->list.count;
    bool has_content = false; /* of texts a draw says little about all: only yes and no are believed */
    for (uint32_t a = 0; a < f->param_count; a++)
        has_content |= domains[a].kind != DOMAIN_INT;
    if (is_integer(result) && e.varies && e.lows >= ATTAINED && e.highs >= ATTAINED &&
        (!has_content || e.high - e.low == 1))
        add_law(LAW_BOUNDED, function, UINT16_MAX, domains, e.low, e.high);
    if (e.is_commutative && e.varies)
        add_law(LAW_COMMUTATIVE, function, UINT16_MAX, domains, 0, 0);
    if (e.is_idempotent && e.varies)
        add_law(LAW_IDEMPOTENT, function, UINT16_MAX, domains, 0, 0);
    if (e.is_involution)
        add_law(LAW_INVOLUTION, function, UINT16_MAX, domains, 0, 0);
    if (finder->list.count == before && (e.varies || result->kind == EXPLORE_FLOAT))
        add_law(LAW_DETERMINISTIC, function, UINT16_MAX, domains, 0, 0);
}

/* A room of exactly the given length before a guard page: what returns has stayed inside. */
static void find_room_law(uint16_t function, const struct domain *domains)
{
    const struct explore_function *f = function_of(function);
    bool has_room = false;
    for (uint32_t a = 0; a < f->param_count; a++)
        has_room |= domains[a].kind == DOMAIN_LENGTH && domains[domains[a].low].kind == DOMAIN_BUFFER;
    for (uint32_t i = 0; i < DRAWS && has_room; i++) {
        cet_program_clear(&finder->program);
        draw_call(&finder->program, function, domains);
        has_room = cet_channel_run_one(&finder->program, 0, RUN_NO_FACTS)->outcome == OUTCOME_RETURNED;
    }
    if (has_room)
        add_law(LAW_STAYS_INSIDE, function, UINT16_MAX, domains, 0, 0);
}

static void find_null_law(uint16_t function)
{
    const struct explore_function *f = function_of(function);
    struct domain domains[EXPLORE_MAX_PARAMS] = {{.kind = DOMAIN_NULL}};
    if (f->param_count != 1 || !is_pointer(f->params[0].type) || !cet_learned_consumes(function, 0))
        return;
    cet_program_clear(&finder->program);
    finder->program.steps[finder->program.step_count++] = (struct step){
        .function = function,
        .arg_count = 1,
        .args = {cet_program_add(&finder->program, VALUE_NULL, f->params[0].type)},
    };
    if (cet_channel_run_one(&finder->program, 0, RUN_VARIANT)->outcome == OUTCOME_RETURNED)
        add_law(LAW_NULL_SAFE, function, UINT16_MAX, domains, 0, 0);
}

/* g(f(x)) == x for functions of one number each. */
static void find_round_trip(uint16_t function, uint16_t partner, const struct domain *domains)
{
    const struct explore_function *f = function_of(function), *g = function_of(partner);
    if (f->param_count != 1 || g->param_count != 1 || g->params[0].type != f->result ||
        g->result != f->params[0].type || domains[0].kind != DOMAIN_INT)
        return;
    bool is_identity = true;
    for (uint32_t i = 0; i < DRAWS; i++) {
        struct program *p = &finder->program;
        cet_program_clear(p);
        draw_call(p, function, domains);
        uint16_t there = cet_program_add(p, VALUE_RESULT, f->result);
        p->steps[p->step_count++] = (struct step){.function = partner, .arg_count = 1, .args = {there}};
        int64_t n[2], x = p->values[p->steps[0].args[0]].number;
        double r;
        if (cet_channel_run_one(p, 0, RUN_DETAIL)->outcome != OUTCOME_RETURNED || !result_of(0, &n[0], &r) ||
            !result_of(1, &n[1], &r) || n[1] != x)
            return;
        is_identity &= n[0] == x;
    }
    if (!is_identity)
        add_law(LAW_ROUND_TRIP, function, partner, domains, 0, 0);
}

const struct law_list *cet_find_laws(void)
{
    finder = cet_store_take(sizeof *finder);
    for (uint32_t i = 0; i < cet_explore_unit.function_count; i++) {
        struct domain domains[EXPLORE_MAX_PARAMS] = {{0}};
        uint16_t function = (uint16_t)i;
        if (!function_of(i)->is_target)
            continue;
        find_null_law(function);
        if (!find_domains(function_of(i), domains))
            continue;
        find_number_laws(function, domains);
        find_room_law(function, domains);
        for (uint32_t k = 0; k < cet_explore_unit.function_count; k++)
            if (k != i && function_of(k)->is_target)
                find_round_trip(function, (uint16_t)k, domains);
    }
    return &finder->list;
}
