#include "range.h"

/* Joins that change an interval before it goes on by marks; then before it goes to the limits of its type and its
 * evidence grows no more. */
#define MAX_SMALL_GROWTHS 4
#define MAX_GROWTHS 24

bool integer_type_of(const struct facts *facts, uint32_t type, struct integer_type *ret_type)
{
    type = facts_resolve_type(facts, type);
    if (type < facts->type_count && facts->types[type].kind == TYPE_ENUM)
        type = facts_resolve_type(facts, facts->types[type].target);
    if (type >= facts->type_count)
        return false;
    const struct fact_type *t = &facts->types[type];
    if (t->kind == TYPE_BOOL) {
        *ret_type = (struct integer_type){.bits = 1, .low = 0, .high = 1};
        return true;
    }
    if (t->kind != TYPE_INT || t->size_bytes == 0 || t->size_bytes > 8)
        return false;
    ret_type->bits = (uint32_t)t->size_bytes * 8;
    ret_type->is_signed = t->flags & TYPE_FLAG_SIGNED;
    ret_type->high = ret_type->bits == 64 ? INT64_MAX : (INT64_C(1) << (ret_type->bits - ret_type->is_signed)) - 1;
    ret_type->low = ret_type->is_signed ? -ret_type->high - 1 : 0;
    return true;
}

struct range range_of_type(const struct integer_type *type)
{
    return (struct range){type->low, type->high, 1, 0, NO_ID, NO_ID, NO_ID, 0, 0};
}

struct range range_of_constant(int64_t value, uint32_t node)
{
    return (struct range){value, value, value, value, node, node, NO_ID, RANGE_BOUNDED_ABOVE | RANGE_BOUNDED_BELOW, 0};
}

bool range_is_shown(const struct range *range)
{
    return range->shown_low <= range->shown_high;
}

bool range_is_single(const struct range *range)
{
    return range->low == range->high && range->low != INT64_MIN && range->low != INT64_MAX;
}

bool range_shows(const struct range *range, int64_t value)
{
    return range_is_shown(range) && (range->shown_low == value || range->shown_high == value);
}

void range_show_nothing(struct range *range)
{
    range->shown_low = 1;
    range->shown_high = 0;
    range->low_shower = range->high_shower = NO_ID;
}

void range_show(struct range *range, int64_t value, uint32_t shower)
{
    bool is_first = !range_is_shown(range);
    if (is_first || value < range->shown_low) {
        range->shown_low = value;
        range->low_shower = shower;
    }
    if (is_first || value > range->shown_high) {
        range->shown_high = value;
        range->high_shower = shower;
    }
}

bool range_is_outside_unbounded(const struct range *range, int64_t small)
{
    return range->source != NO_ID && !(range->flags & RANGE_BOUNDED_ABOVE) && range->high > small;
}

static int64_t saturated_add(int64_t a, int64_t b)
{
    int64_t sum;
    if (a == INT64_MIN || b == INT64_MIN)
        return INT64_MIN;
    if (a == INT64_MAX || b == INT64_MAX)
        return INT64_MAX;
    return __builtin_add_overflow(a, b, &sum) ? (a < 0 ? INT64_MIN : INT64_MAX) : sum;
}

static int64_t negated(int64_t a)
{
    return a == INT64_MIN ? INT64_MAX : a == INT64_MAX ? INT64_MIN : -a;
}

static int64_t saturated_multiply(int64_t a, int64_t b)
{
    int64_t product;
    if (a == 0 || b == 0)
        return 0;
    bool is_endless = a == INT64_MIN || a == INT64_MAX || b == INT64_MIN || b == INT64_MAX;
    if (is_endless || __builtin_mul_overflow(a, b, &product))
        return (a < 0) == (b < 0) ? INT64_MAX : INT64_MIN;
    return product;
}

static int64_t divided(int64_t a, int64_t by)
{
    return a == INT64_MIN || a == INT64_MAX ? a : a / by;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greatest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* All bits up to the highest that value has. */
static int64_t mask_over(int64_t value)
{
    uint64_t mask = (uint64_t)value;
    for (unsigned shift = 1; shift < 64; shift *= 2)
        mask |= mask >> shift;
    return (int64_t)mask;
}

struct ends {
    int64_t low, high;
};

static struct ends multiply_ends(struct ends a, struct ends b)
{
    int64_t products[] = {saturated_multiply(a.low, b.low), saturated_multiply(a.low, b.high),
                          saturated_multiply(a.high, b.low), saturated_multiply(a.high, b.high)};
    struct ends ends = {products[0], products[0]};
    for (unsigned i = 1; i < 4; i++) {
        ends.low = least(ends.low, products[i]);
        ends.high = greatest(ends.high, products[i]);
    }
    return ends;
}

static struct ends divide_ends(struct ends a, int64_t by)
{
    int64_t first = divided(a.low, by), last = divided(a.high, by);
    return (struct ends){least(first, last), greatest(first, last)};
}

static const struct ends anything = {INT64_MIN, INT64_MAX};

static struct ends remainder_ends(struct ends a, struct ends b)
{
    int64_t by = greatest(negated(b.low), b.high);
    if (by <= 0 || by == INT64_MAX)
        return (struct ends){a.low < 0 ? a.low : 0, a.high > 0 ? a.high : 0};
    return (struct ends){a.low < 0 ? greatest(a.low, -(by - 1)) : 0, a.high > 0 ? least(a.high, by - 1) : 0};
}

static struct ends bit_ends(enum operator_token op, struct ends a, struct ends b)
{
    bool is_a_natural = a.low >= 0, is_b_natural = b.low >= 0;
    if (op == OP_BIT_AND && (is_a_natural || is_b_natural))
        return (struct ends){0, is_a_natural && is_b_natural ? least(a.high, b.high) : is_a_natural ? a.high : b.high};
    if (op != OP_BIT_AND && is_a_natural && is_b_natural)
        return (struct ends){op == OP_BIT_OR ? greatest(a.low, b.low) : 0, mask_over(greatest(a.high, b.high))};
    return anything;
}

static struct ends shift_ends(enum operator_token op, struct ends a, struct ends b)
{
    if (op == OP_SHR && a.low >= 0) {
        int64_t by = b.low > 0 ? least(b.low, 62) : 0;
        return (struct ends){0, a.high == INT64_MAX ? (by ? INT64_MAX >> (by - 1) : INT64_MAX) : a.high >> by};
    }
    if (op == OP_SHL && b.low == b.high && b.low >= 0 && b.low < 62)
        return multiply_ends(a, (struct ends){INT64_C(1) << b.low, INT64_C(1) << b.low});
    return anything;
}

static struct ends compute_ends(enum operator_token op, struct ends a, struct ends b)
{
    switch (op) {
    case OP_ADD:
        return (struct ends){saturated_add(a.low, b.low), saturated_add(a.high, b.high)};
    case OP_SUB:
        return (struct ends){saturated_add(a.low, negated(b.high)), saturated_add(a.high, negated(b.low))};
    case OP_MUL:
        return multiply_ends(a, b);
    case OP_DIV:
        if (b.low == b.high && b.low > 0)
            return divide_ends(a, b.low);
        return a.low >= 0 && b.low >= 0 ? (struct ends){0, a.high} : anything;
    case OP_REM:
        return remainder_ends(a, b);
    case OP_BIT_AND:
    case OP_BIT_OR:
    case OP_BIT_XOR:
        return bit_ends(op, a, b);
    case OP_SHL:
    case OP_SHR:
        return shift_ends(op, a, b);
    default:
        return anything;
    }
}

static bool fits(int64_t low, int64_t high, const struct integer_type *type)
{
    return low >= type->low && high <= type->high;
}

/* Evidence that lies beyond is none. */
static void limit_shown(struct range *range, int64_t low, int64_t high)
{
    if (!range_is_shown(range))
        return;
    bool has_low = range->shown_low >= low && range->shown_low <= high;
    bool has_high = range->shown_high >= low && range->shown_high <= high;
    if (!has_low && !has_high) {
        range_show_nothing(range);
    } else if (!has_low) {
        range->shown_low = range->shown_high;
        range->low_shower = range->high_shower;
    } else if (!has_high) {
        range->shown_high = range->shown_low;
        range->high_shower = range->low_shower;
    }
}

static void wrap_into(struct range *range, const struct integer_type *type)
{
    if (fits(range->low, range->high, type))
        return;
    if (type->is_signed) { /* an overflow is undefined: what is left is what did not */
        range->low = greatest(range->low, type->low);
        range->high = least(range->high, type->high);
    }
    if (!type->is_signed || range->low > range->high) {
        range->low = type->low;
        range->high = type->high;
    }
    limit_shown(range, type->low, type->high);
}

/* Which operands must have been tested for the result to be bounded. */
static uint32_t flags_of_result(enum operator_token op, const struct range *left, const struct range *right)
{
    uint32_t both = left->flags & right->flags,
             origin = (left->flags | right->flags) & (RANGE_FROM_PARAM | RANGE_STEPPED);
    if (op == OP_REM || op == OP_BIT_AND)
        return origin | RANGE_BOUNDED_ABOVE | (both & RANGE_BOUNDED_BELOW);
    if (op == OP_SUB || op == OP_DIV || op == OP_SHR)
        return origin | (left->flags & RANGE_BOUNDED_ABOVE) | (both & RANGE_BOUNDED_BELOW);
    return origin | (both & (RANGE_BOUNDED_ABOVE | RANGE_BOUNDED_BELOW));
}

/* Of two values that both vary nobody says that they meet: evidence is kept only where one operand is a constant. */
static void compute_shown(enum operator_token op, const struct range *left, const struct range *right,
                          struct range *result)
{
    const struct range *varying = range_is_single(right) ? left : right;
    if ((!range_is_single(left) && !range_is_single(right)) || !range_is_shown(varying))
        return;
    if ((op == OP_BIT_AND || op == OP_REM || op == OP_BIT_OR || op == OP_BIT_XOR) && !range_is_single(varying)) {
        if (op == OP_REM && varying == left && left->shown_low == -1)
            range_show(result, -1, left->low_shower);
        return;
    }
    struct ends low = {left->shown_low, left->shown_low}, high = {left->shown_high, left->shown_high};
    struct ends other = {right->shown_low, right->shown_low}, other_high = {right->shown_high, right->shown_high};
    struct ends first = compute_ends(op, low, other), last = compute_ends(op, high, other_high);
    if (first.low != first.high || last.low != last.high)
        return;
    range_show(result, first.low, varying->low_shower);
    range_show(result, last.low, varying->high_shower);
}

struct range range_compute(enum operator_token op, const struct range *left, const struct range *right,
                           const struct integer_type *type)
{
    struct ends ends = compute_ends(op, (struct ends){left->low, left->high}, (struct ends){right->low, right->high});
    struct range result = {ends.low,
                           ends.high,
                           1,
                           0,
                           NO_ID,
                           NO_ID,
                           left->source != NO_ID ? left->source : right->source,
                           flags_of_result(op, left, right),
                           0};
    compute_shown(op, left, right, &result);
    if (op == OP_SUB && !type->is_signed && range_is_shown(&result) && result.shown_low < 0 && left->high > 0) {
        uint32_t shower = result.low_shower;
        wrap_into(&result, type);
        result.flags |= RANGE_WRAPS;
        result.low_shower = shower;
        return result;
    }
    wrap_into(&result, type);
    return result;
}

struct range range_compute_unary(enum operator_token op, const struct range *operand, const struct integer_type *type)
{
    struct range zero = range_of_constant(op == OP_BIT_NOT ? -1 : 0, NO_ID);
    struct range result = op == OP_PLUS ? *operand : range_compute(OP_SUB, &zero, operand, type);
    result.flags &= ~(uint32_t)RANGE_WRAPS;
    return result;
}

struct range range_convert(const struct range *range, const struct integer_type *type)
{
    struct range result = *range;
    if (!fits(range->low, range->high, type)) {
        result.low = type->low;
        result.high = type->high;
        limit_shown(&result, type->low, type->high);
    }
    return result;
}

/* Forgets that value was shown. */
static void drop_shown(struct range *range, int64_t value)
{
    bool is_low = range->shown_low == value, is_high = range->shown_high == value;
    if (is_low && is_high) {
        range_show_nothing(range);
    } else if (is_low) {
        range->shown_low = range->shown_high;
        range->low_shower = range->high_shower;
    } else if (is_high) {
        range->shown_high = range->shown_low;
        range->high_shower = range->low_shower;
    }
}

bool range_limit(struct range *range, const struct range_limit *limit)
{
    range->low = greatest(range->low, limit->low);
    range->high = least(range->high, limit->high);
    if (limit->has_excluded && range->low == limit->excluded && range->low != INT64_MIN && range->low != INT64_MAX)
        range->low++;
    if (limit->has_excluded && range->high == limit->excluded && range->high != INT64_MIN && range->high != INT64_MAX)
        range->high--;
    if (range->low > range->high)
        return false;
    if (limit->has_excluded && range_is_shown(range)) {
        bool is_low = range->shown_low == limit->excluded, is_high = range->shown_high == limit->excluded;
        limit_shown(range, is_low ? limit->excluded + 1 : INT64_MIN, is_high ? limit->excluded - 1 : INT64_MAX);
    }
    limit_shown(range, range->low, range->high);
    if (limit->has_boundary && limit->boundary >= range->low && limit->boundary <= range->high) {
        if (range->flags & RANGE_STEPPED)
            range_show_nothing(range);
        range->flags &= ~(uint32_t)RANGE_STEPPED;
        if (range_shows(range, limit->boundary)) /* a test tells a reader more than what the value was before */
            drop_shown(range, limit->boundary);
        range_show(range, limit->boundary, limit->shower);
    }
    range->flags |= limit->flags | (limit->has_excluded && limit->excluded == 0 ? RANGE_NOT_ZERO : 0);
    return true;
}

static int64_t mark_below(int64_t value, int64_t limit, const int64_t *marks, uint32_t count)
{
    for (uint32_t i = count; i-- > 0;)
        if (marks[i] <= value)
            return greatest(marks[i], limit);
    return limit;
}

static int64_t mark_above(int64_t value, int64_t limit, const int64_t *marks, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (marks[i] >= value)
            return least(marks[i], limit);
    return limit;
}

static bool join_shown(struct range *into, const struct range *from)
{
    if (!range_is_shown(from))
        return false;
    struct range before = *into;
    range_show(into, from->shown_low, from->low_shower);
    range_show(into, from->shown_high, from->high_shower);
    return into->shown_low != before.shown_low || into->shown_high != before.shown_high;
}

bool range_join(struct range *into, const struct range *from, const struct integer_type *type, const int64_t *marks,
                uint32_t mark_count)
{
    bool is_widening = into->growths >= MAX_SMALL_GROWTHS, has_changed = false;
    if (into->growths >= MAX_GROWTHS)
        mark_count = 0;
    if (from->low < into->low) {
        into->low = is_widening ? mark_below(from->low, type ? type->low : INT64_MIN, marks, mark_count) : from->low;
        has_changed = true;
    }
    if (from->high > into->high) {
        into->high =
            is_widening ? mark_above(from->high, type ? type->high : INT64_MAX, marks, mark_count) : from->high;
        has_changed = true;
    }
    if (into->growths < MAX_GROWTHS && !(from->flags & RANGE_STEPPED))
        has_changed |= join_shown(into, from);
    uint32_t both = into->flags & from->flags & (RANGE_BOUNDED_ABOVE | RANGE_BOUNDED_BELOW | RANGE_NOT_ZERO);
    uint32_t flags = both | ((into->flags | from->flags) & RANGE_FROM_PARAM) | (into->flags & RANGE_STEPPED);
    has_changed |= flags != (into->flags & ~(uint32_t)RANGE_WRAPS);
    into->flags = flags;
    if (into->source == NO_ID && from->source != NO_ID) {
        into->source = from->source;
        has_changed = true;
    }
    into->growths += has_changed;
    return has_changed;
}
