#include "laws.h"

#include <string.h>

#include "channel.h"
#include "law_bite.h"
#include "law_draw.h"
#include "learned.h"
#include "store.h"
#include "tables.h"

#define DRAWS 300u
#define ATTAINED 8u /* a bound counts when so many inputs reach it */

struct finder {
    struct program program;
    struct law_list list;
};

static struct finder *finder;

const char *cet_law_word(uint8_t kind)
{
    static const char *const words[] = {"deterministic", "bounded",    "idempotent",   "involution", "commutative",
                                        "antisymmetric", "round-trip", "stays-inside", "null-safe"};
    return words[kind];
}

static void add_law(enum law_kind kind, uint16_t function, uint16_t partner, const struct domain *domains, int64_t low,
                    int64_t high)
{
    if (finder->list.count == LAWS_MAX)
        return;
    struct law *law = &finder->list.laws[finder->list.count];
    *law = (struct law){
        .kind = (uint8_t)kind, .function = function, .partner = partner, .held_on = DRAWS, .low = low, .high = high};
    memcpy(law->domains, domains, sizeof law->domains);
    if (cet_law_bites(law))
        finder->list.count++;
}

/* What the draws of one function have shown so far. */
struct evidence {
    bool is_deterministic, is_commutative, is_antisymmetric, is_idempotent, is_involution;
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
    cet_law_draw(p, function, domains);
    cet_law_call_again(p);
    if (can_swap)
        cet_law_call_swapped(p);
    if (can_return)
        cet_law_call_on_result(p, function);
    if (cet_channel_run_one(p, 0, RUN_DETAIL)->outcome != OUTCOME_RETURNED)
        return false;
    int64_t n[4] = {0};
    double r[4] = {0};
    for (uint16_t s = 0; s < p->step_count; s++)
        if (!cet_law_result(s, &n[s], &r[s]))
            return false;
    note_range(e, n[0], index);
    e->is_deterministic &= same(n[0], n[1], r[0], r[1]);
    if (can_swap) {
        e->is_commutative &= same(n[0], n[2], r[0], r[2]);
        e->is_antisymmetric &= cet_law_sign(n[0]) == -cet_law_sign(n[2]);
    }
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
    const bool can_oppose = can_swap && is_integer(result) && result->flags & EXPLORE_SIGNED;
    struct evidence e = {.is_deterministic = true,
                         .is_commutative = can_swap,
                         .is_antisymmetric = can_oppose,
                         .is_idempotent = can_return,
                         .is_involution = can_return};
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
    if (e.is_antisymmetric && e.varies)
        add_law(LAW_ANTISYMMETRIC, function, UINT16_MAX, domains, 0, 0);
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
        cet_law_draw(&finder->program, function, domains);
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
    cet_law_draw(&finder->program, function, domains);
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
        cet_law_draw(p, function, domains);
        cet_law_call_on_result(p, partner);
        int64_t n[2], x = p->values[p->steps[0].args[0]].number;
        double r;
        if (cet_channel_run_one(p, 0, RUN_DETAIL)->outcome != OUTCOME_RETURNED || !cet_law_result(0, &n[0], &r) ||
            !cet_law_result(1, &n[1], &r) || n[1] != x)
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
        if (!function_of(i)->is_target || function_of(i)->shape_count)
            continue;
        find_null_law(function);
        if (!cet_law_domains(function_of(i), domains))
            continue;
        find_number_laws(function, domains);
        find_room_law(function, domains);
        for (uint32_t k = 0; k < cet_explore_unit.function_count; k++)
            if (k != i && function_of(k)->is_target && !function_of(k)->shape_count)
                find_round_trip(function, (uint16_t)k, domains);
    }
    return &finder->list;
}
