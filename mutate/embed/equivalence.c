/* Each mutant alone in a copy of its function, optimised and compared with the source's own code and with the mutants
 * before it. A mutant of several functions is judged by what it does in all of them. */
#include "cet/mutate/equivalence.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "apply_change.h"
#include "cet/core/memory.h"

/* Of one function; mutants beyond it are compared with the source's code only. */
#define KEPT_INSTRUCTIONS_MAX 2000000u

/* What a mutant makes of the functions in which it has code: the numbers of their codes, those like the source's left
 * out. Nothing: it is equivalent; the same as another mutant's: a duplicate. */
struct verdict {
    uint64_t id; /* 0: no code */
    struct strbuf codes;
    bool is_undecided;
};

struct body {
    LLVMValueRef function;
    uint64_t hash;
    uint32_t number; /* 0: the source's */
};

struct comparison {
    struct realiser r;
    const struct comparison_help *help;
    struct verdict *verdicts; /* by number of the mutant, from 0 */
    bool *is_applied;         /* by site */
    uint32_t last_number;
    struct body *bodies; /* of the function at hand */
    size_t body_count, body_capacity;
    size_t kept_instructions;
};

static bool changes_site(const struct comparison *c, uint32_t site, uint32_t token, size_t variant)
{
    const struct site *s = &c->r.unit->sites[site];
    return s->token == token && (variant >= 64 || (s->applies >> variant & 1));
}

static const struct body *find_body(const struct comparison *c, const struct body *wanted)
{
    for (size_t i = 0; i < c->body_count; i++)
        if (c->bodies[i].hash == wanted->hash &&
            c->help->are_equal(c->help->context, c->bodies[i].function, wanted->function))
            return &c->bodies[i];
    return NULL;
}

static void keep_body(struct comparison *c, const struct body *body)
{
    c->kept_instructions += c->help->size(body->function);
    ARRAY_PUSH(c->bodies, c->body_count, c->body_capacity, *body);
}

/* The number of the code, which takes the function. */
static uint32_t number_code(struct comparison *c, LLVMValueRef function)
{
    c->help->simplify(c->help->context, function);
    struct body body = {.function = function, .hash = c->help->hash(function)};
    const struct body *known = find_body(c, &body);
    body.number = known ? known->number : ++c->last_number;
    if (!known && c->kept_instructions < KEPT_INSTRUCTIONS_MAX)
        keep_body(c, &body);
    else
        LLVMDeleteFunction(function);
    return body.number;
}

/* Leaves the mutant's own markers. */
static void strip_others(const struct comparison *c, LLVMValueRef copy, uint32_t token, size_t variant)
{
    struct markers markers = {0};
    markers_find(&markers, copy);
    for (size_t i = 0; i < markers.count; i++)
        if (changes_site(c, markers.items[i].site, token, variant))
            markers.items[i].call = NULL;
    markers_strip(&markers);
    markers_release(&markers);
}

/* False when a site of the mutant has no code or none that can be foretold. */
static bool change_copy(struct comparison *c, LLVMValueRef copy, const struct markers *markers, uint32_t token,
                        size_t variant)
{
    const struct cet_mutants_change *change = &c->r.unit->tokens[token].variants[variant].change;
    strip_others(c, copy, token, variant);
    realise_sites(&c->r, copy);
    for (size_t i = 0; i < markers->count; i++)
        c->is_applied[markers->items[i].site] = false;
    if (!apply_change(&c->r, copy, change, c->is_applied))
        return false;
    for (size_t i = 0; i < markers->count; i++)
        if (changes_site(c, markers->items[i].site, token, variant) && !c->is_applied[markers->items[i].site])
            return false;
    return true;
}

static bool has_site(const struct comparison *c, const struct markers *markers, uint32_t token, size_t variant)
{
    for (size_t i = 0; i < markers->count; i++)
        if (changes_site(c, markers->items[i].site, token, variant))
            return true;
    return false;
}

static int compare_ids(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

static bool is_wanted(const struct comparison *c, uint64_t id)
{
    const struct comparison_help *help = c->help;
    return !help->wanted ||
           (help->wanted_count && bsearch(&id, help->wanted, help->wanted_count, sizeof id, compare_ids));
}

static void judge_variant(struct comparison *c, LLVMValueRef function, const struct markers *markers, uint32_t token,
                          size_t variant)
{
    const struct token *t = &c->r.unit->tokens[token];
    struct verdict *verdict = &c->verdicts[t->first_mutant - 1 + variant];
    verdict->id = t->variants[variant].id;
    if (verdict->is_undecided)
        return;
    LLVMValueRef copy = c->help->copy(function);
    if (!copy || !change_copy(c, copy, markers, token, variant)) {
        verdict->is_undecided = true;
        if (copy)
            LLVMDeleteFunction(copy);
        return;
    }
    uint32_t number = number_code(c, copy);
    if (number)
        strbuf_printf(&verdict->codes, "%" PRIu32 " ", number);
}

static void add_source_body(struct comparison *c, LLVMValueRef function)
{
    LLVMValueRef copy = c->help->copy(function);
    struct markers markers = {0};
    if (!copy)
        return;
    markers_find(&markers, copy);
    markers_strip(&markers);
    markers_release(&markers);
    c->help->simplify(c->help->context, copy);
    keep_body(c, &(struct body){.function = copy, .hash = c->help->hash(copy)});
}

static void drop_bodies(struct comparison *c)
{
    for (size_t i = 0; i < c->body_count; i++)
        LLVMDeleteFunction(c->bodies[i].function);
    c->body_count = 0;
    c->kept_instructions = 0;
}

static void judge_function(struct comparison *c, LLVMValueRef function)
{
    const struct mutate_unit *unit = c->r.unit;
    struct markers markers = {0};
    bool *is_done = memory_new(unit->token_count + 1, sizeof *is_done);
    markers_find(&markers, function);
    bool has_source = false;
    for (size_t i = 0; i < markers.count; i++) {
        uint32_t token = unit->sites[markers.items[i].site].token;
        if (is_done[token] || unit->tokens[token].first_mutant == 0)
            continue;
        is_done[token] = true;
        for (size_t v = 0; v < unit->tokens[token].variant_count; v++) {
            if (!is_wanted(c, unit->tokens[token].variants[v].id) || !has_site(c, &markers, token, v))
                continue;
            if (!has_source)
                add_source_body(c, function);
            has_source = true;
            judge_variant(c, function, &markers, token, v);
        }
    }
    markers_strip(&markers);
    markers_release(&markers);
    drop_bodies(c);
    free(is_done);
}

/* An expansion that could not be marked is changed by the edit all the same. */
static void note_refused(struct comparison *c)
{
    for (size_t i = 0; i < c->r.unit->token_count; i++) {
        const struct token *token = &c->r.unit->tokens[i];
        for (size_t v = 0; token->first_mutant && token->refusal && v < token->variant_count; v++)
            c->verdicts[token->first_mutant - 1 + v].is_undecided = true;
    }
}

static void format_verdicts(const struct comparison *c, uint32_t count, struct strbuf *out)
{
    struct map known = {0};
    for (uint32_t i = 0; i < count; i++) {
        const struct verdict *verdict = &c->verdicts[i];
        const char *codes = strbuf_text(&verdict->codes);
        bool is_new = true;
        uint64_t of = i;
        if (verdict->id == 0)
            continue;
        if (!verdict->is_undecided && *codes)
            of = map_add(&known, codes, i, &is_new);
        if (!verdict->is_undecided && !*codes)
            strbuf_printf(out, "equivalent %016" PRIx64 "\n", verdict->id);
        else if (is_new)
            strbuf_printf(out, "different %016" PRIx64 "\n", verdict->id);
        else
            strbuf_printf(out, "duplicate %016" PRIx64 " %016" PRIx64 "\n", verdict->id, c->verdicts[of].id);
    }
    map_release(&known);
}

static void release(struct comparison *c, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        strbuf_release(&c->verdicts[i].codes);
    free(c->verdicts);
    free(c->is_applied);
    free(c->bodies);
}

void mutate_compare(struct mutate_unit *unit, LLVMModuleRef module, const struct mutate_help *help,
                    const struct comparison_help *comparison, struct strbuf *out)
{
    uint32_t count;
    bool any = realise_survey(unit, module, &count);
    struct comparison c = {.help = comparison,
                           .verdicts = memory_new(count + 1, sizeof(struct verdict)),
                           .is_applied = memory_new(unit->site_count + 1, sizeof(bool))};
    if (any) {
        realiser_open(&c.r, unit, module, help);
        c.r.mutant_count = count;
        note_refused(&c);
        LLVMValueRef last = LLVMGetLastFunction(module); /* declarations of the runtime's functions come behind it */
        for (LLVMValueRef f = LLVMGetFirstFunction(module);; f = LLVMGetNextFunction(f)) {
            if (realise_is_compiled(f))
                judge_function(&c, f);
            if (f == last)
                break;
        }
        realiser_close(&c.r);
        format_verdicts(&c, count, out);
    }
    realise_delete_declarations(module);
    release(&c, count);
}
