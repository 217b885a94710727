/* What the sites of mutated bodies call: the source's own value while the site sleeps, else the active mutant's.
 * Nothing overflows here: a mutant wraps as the machine does. The functions have no prototypes in a header because only
 * compiled code names them; there are some two hundred. */
#pragma GCC diagnostic ignored "-Wmissing-prototypes"

#include <string.h>

#include "watch.h"

typedef unsigned __int128 uint128;
typedef __int128 int128;

/* Not inlined, so that a site that sleeps saves no registers. */
#define APART static __attribute__((noinline))

static inline bool is_asleep(int64_t *hits)
{
    return __builtin_expect(++*hits < 0, 1);
}

#define DIFFERS(a, b) (memcmp(&(a), &(b), sizeof(a)) != 0)
/* Of what is only asked whether it is zero. */
#define DIFFERS_IN_TRUTH(a, b) (((a) != 0) != ((b) != 0))

/* Off the program's stack, where what it leaves there may show later. */
static _Thread_local union {
    uint128 integers[CET_MUTANTS_CLASSES];
    long double floats[CET_MUTANTS_CLASSES];
} room;

/* changed is an expression of `active`, a change of the site. */
#define WATCH(hits, right, type, original, changed, differ)                                                            \
    do {                                                                                                               \
        struct cet_mutants_watched *watched = cet_mutants_watch(hits);                                                 \
        const type before = (original);                                                                                \
        type *made = (type *)&room;                                                                                    \
        for (uint32_t v = 0; watched->noticed && v < watched->site->mutant_count; v++) {                               \
            const struct cet_mutants_active one = {.site = watched->site, .change = &watched->changes[v]};             \
            const struct cet_mutants_active *active = &one;                                                            \
            uint32_t like = 0;                                                                                         \
            if (!cet_mutants_watch_wants(watched, v, (uint64_t)(right)))                                               \
                continue;                                                                                              \
            const type after = (changed);                                                                              \
            if (!differ(before, after))                                                                                \
                continue;                                                                                              \
            while (like < v && like < CET_MUTANTS_CLASSES &&                                                           \
                   (watched->noticed[like] != CET_NOTICED_NOW || watched->class_of[like] != like ||                    \
                    differ(made[like], after)))                                                                        \
                like++;                                                                                                \
            if (v < CET_MUTANTS_CLASSES)                                                                               \
                made[v] = after;                                                                                       \
            cet_mutants_watch_note(watched, v, like);                                                                  \
        }                                                                                                              \
        if (!cet_mutants_watch_end(watched))                                                                           \
            return before;                                                                                             \
    } while (0)

/* Which others would still do the same as the active one. */
#define COMPARE(right, type, result, changed, differ)                                                                  \
    do {                                                                                                               \
        struct cet_mutants_active other = *active;                                                                     \
        active = &other;                                                                                               \
        for (uint64_t rest = *cet_mutants_alike; rest; rest &= rest - 1) {                                             \
            const unsigned v = (unsigned)__builtin_ctzll(rest);                                                        \
            other.change = &other.changes[v];                                                                          \
            bool is_alike = !cet_mutants_watch_traps(other.change, (uint64_t)(right));                                 \
            if (is_alike) {                                                                                            \
                const type after = (changed);                                                                          \
                is_alike = !differ(result, after);                                                                     \
            }                                                                                                          \
            if (!is_alike)                                                                                             \
                *cet_mutants_alike &= ~(UINT64_C(1) << v);                                                             \
        }                                                                                                              \
    } while (0)

/* Returns what the site makes of it now that it does not sleep. */
#define AWAKE(hits, right, type, original, changed, differ)                                                            \
    do {                                                                                                               \
        if (cet_mutants_is_watching)                                                                                   \
            WATCH(hits, right, type, original, changed, differ);                                                       \
        const struct cet_mutants_active *active = cet_mutants_active_at(hits);                                         \
        if (!active)                                                                                                   \
            return original;                                                                                           \
        const type result = (changed);                                                                                 \
        if (*cet_mutants_alike)                                                                                        \
            COMPARE(right, type, result, changed, differ);                                                             \
        return result;                                                                                                 \
    } while (0)

APART uint32_t awake_gate(int64_t *hits)
{
    if (cet_mutants_is_watching && !cet_mutants_watch_all(hits))
        return 0;
    const struct cet_mutants_active *active = cet_mutants_active_at(hits);
    return active && active->change->how == CET_CHANGE_GATE;
}

uint32_t cet_mutants_gate(int64_t *hits)
{
    return is_asleep(hits) ? 0 : awake_gate(hits);
}

/* ---- one operand --------------------------------------------------------------------------------------------------
 */

#define CHANGED_VALUE(suffix, type, bytes)                                                                             \
    static type changed_##suffix(const struct cet_mutants_active *active, type value)                                  \
    {                                                                                                                  \
        const struct cet_mutants_change *change = active->change;                                                      \
        switch (change->how) {                                                                                         \
        case CET_CHANGE_VALUE:                                                                                         \
        case CET_CHANGE_GATE:                                                                                          \
            return (type)change->value;                                                                                \
        case CET_CHANGE_ADD:                                                                                           \
            return (type)(value + (type)change->value * (type)(bytes));                                                \
        case CET_CHANGE_NOT:                                                                                           \
        case CET_CHANGE_CONNECTOR:                                                                                     \
            return (type)(value == 0);                                                                                 \
        case CET_CHANGE_MINUS:                                                                                         \
            return (type) - value;                                                                                     \
        case CET_CHANGE_CASE:                                                                                          \
            return value == (type)change->value ? (type)change->other : value;                                         \
        default:                                                                                                       \
            return value;                                                                                              \
        }                                                                                                              \
    }                                                                                                                  \
    static type changed_side_##suffix(const struct cet_mutants_active *active, type value, uint32_t no_side)           \
    {                                                                                                                  \
        if (active->change->how == no_side)                                                                            \
            return (type)active->change->value;                                                                        \
        return active->change->how == CET_CHANGE_CONNECTOR ? (type)(value == 0) : value;                               \
    }                                                                                                                  \
    APART type awake_value_##suffix(int64_t *hits, type value)                                                         \
    {                                                                                                                  \
        AWAKE(hits, 1, type, value, changed_##suffix(active, value), DIFFERS);                                         \
    }                                                                                                                  \
    type cet_mutants_value_##suffix(int64_t *hits, type value)                                                         \
    {                                                                                                                  \
        return is_asleep(hits) ? value : awake_value_##suffix(hits, value);                                            \
    }                                                                                                                  \
    APART type awake_left_##suffix(int64_t *hits, type value)                                                          \
    {                                                                                                                  \
        AWAKE(hits, 1, type, value, changed_side_##suffix(active, value, CET_CHANGE_NO_LEFT), DIFFERS_IN_TRUTH);       \
    }                                                                                                                  \
    type cet_mutants_left_##suffix(int64_t *hits, type value)                                                          \
    {                                                                                                                  \
        return is_asleep(hits) ? value : awake_left_##suffix(hits, value);                                             \
    }                                                                                                                  \
    APART type awake_right_##suffix(int64_t *hits, type value)                                                         \
    {                                                                                                                  \
        AWAKE(hits, 1, type, value, changed_side_##suffix(active, value, CET_CHANGE_NO_RIGHT), DIFFERS_IN_TRUTH);      \
    }                                                                                                                  \
    type cet_mutants_right_##suffix(int64_t *hits, type value)                                                         \
    {                                                                                                                  \
        return is_asleep(hits) ? value : awake_right_##suffix(hits, value);                                            \
    }

CHANGED_VALUE(32, uint32_t, 1)
CHANGED_VALUE(64, uint64_t, 1)
CHANGED_VALUE(128, uint128, 1)
CHANGED_VALUE(f32, float, 1)
CHANGED_VALUE(f64, double, 1)
CHANGED_VALUE(f80, long double, 1)
CHANGED_VALUE(address, uintptr_t, active->site->element_bytes)

const void *cet_mutants_value_ptr(int64_t *hits, const void *value)
{
    static const char empty[16];
    if (is_asleep(hits) || (cet_mutants_is_watching && !cet_mutants_watch_all(hits)))
        return value;
    const struct cet_mutants_active *active = cet_mutants_active_at(hits);
    if (!active)
        return value;
    if (active->change->how == CET_CHANGE_TEXT)
        return empty;
    return (const void *)changed_address(active, (uintptr_t)value); // NOLINT(performance-no-int-to-ptr)
}

const void *cet_mutants_left_ptr(int64_t *hits, const void *value)
{
    return (const void *)cet_mutants_left_address(hits, (uintptr_t)value); // NOLINT(performance-no-int-to-ptr)
}

const void *cet_mutants_right_ptr(int64_t *hits, const void *value)
{
    return (const void *)cet_mutants_right_address(hits, (uintptr_t)value); // NOLINT(performance-no-int-to-ptr)
}

/* ---- two operands -------------------------------------------------------------------------------------------------
 */

/* A shift by the width or more is what the machine makes of it. */
#define COMPUTED_INTEGER(suffix, unsigned_type, signed_type)                                                           \
    static unsigned_type computed_##suffix(uint32_t op, bool is_signed, unsigned_type left, unsigned_type right)       \
    {                                                                                                                  \
        const unsigned_type width = sizeof(unsigned_type) * 8;                                                         \
        signed_type a = (signed_type)left, b = (signed_type)right;                                                     \
        switch (op) {                                                                                                  \
        case CET_OP_ADD:                                                                                               \
            return left + right;                                                                                       \
        case CET_OP_SUB:                                                                                               \
            return left - right;                                                                                       \
        case CET_OP_MUL:                                                                                               \
            return left * right;                                                                                       \
        case CET_OP_DIV:                                                                                               \
            return is_signed ? (unsigned_type)(a / b) : left / right;                                                  \
        case CET_OP_REM:                                                                                               \
            return is_signed ? (unsigned_type)(a % b) : left % right;                                                  \
        case CET_OP_AND:                                                                                               \
            return left & right;                                                                                       \
        case CET_OP_OR:                                                                                                \
            return left | right;                                                                                       \
        case CET_OP_XOR:                                                                                               \
            return left ^ right;                                                                                       \
        case CET_OP_SHL:                                                                                               \
            return left << (right & (width - 1));                                                                      \
        case CET_OP_SHR:                                                                                               \
            return is_signed ? (unsigned_type)(a >> (right & (width - 1))) : left >> (right & (width - 1));            \
        case CET_OP_LT:                                                                                                \
            return is_signed ? a < b : left < right;                                                                   \
        case CET_OP_LE:                                                                                                \
            return is_signed ? a <= b : left <= right;                                                                 \
        case CET_OP_GT:                                                                                                \
            return is_signed ? a > b : left > right;                                                                   \
        case CET_OP_GE:                                                                                                \
            return is_signed ? a >= b : left >= right;                                                                 \
        case CET_OP_EQ:                                                                                                \
            return left == right;                                                                                      \
        default:                                                                                                       \
            return left != right;                                                                                      \
        }                                                                                                              \
    }

#define COMPUTED_FLOAT(suffix, type)                                                                                   \
    static type computed_##suffix(uint32_t op, bool is_signed, type left, type right)                                  \
    {                                                                                                                  \
        (void)is_signed;                                                                                               \
        switch (op) {                                                                                                  \
        case CET_OP_ADD:                                                                                               \
            return left + right;                                                                                       \
        case CET_OP_SUB:                                                                                               \
            return left - right;                                                                                       \
        case CET_OP_MUL:                                                                                               \
            return left * right;                                                                                       \
        case CET_OP_DIV:                                                                                               \
            return left / right;                                                                                       \
        case CET_OP_LT:                                                                                                \
            return left < right;                                                                                       \
        case CET_OP_LE:                                                                                                \
            return left <= right;                                                                                      \
        case CET_OP_GT:                                                                                                \
            return left > right;                                                                                       \
        case CET_OP_GE:                                                                                                \
            return left >= right;                                                                                      \
        case CET_OP_EQ:                                                                                                \
            return left == right;                                                                                      \
        default:                                                                                                       \
            return left != right;                                                                                      \
        }                                                                                                              \
    }

/* Computed as the change says, as the source says where it does not apply. */
#define OPERATED(suffix, type)                                                                                         \
    static type applied_##suffix(const struct cet_mutants_active *active, type left, type right)                       \
    {                                                                                                                  \
        switch (active->change->how) {                                                                                 \
        case CET_CHANGE_OPERATOR:                                                                                      \
            return computed_##suffix(active->change->op, active->site->is_signed, left, right);                        \
        case CET_CHANGE_LEFT:                                                                                          \
            return left;                                                                                               \
        case CET_CHANGE_RIGHT:                                                                                         \
            return right;                                                                                              \
        default:                                                                                                       \
            return changed_##suffix(active,                                                                            \
                                    computed_##suffix(active->site->op, active->site->is_signed, left, right));        \
        }                                                                                                              \
    }                                                                                                                  \
    APART type operated_##suffix(int64_t *hits, type original, type left, type right)                                  \
    {                                                                                                                  \
        AWAKE(hits, right, type, original, applied_##suffix(active, left, right), DIFFERS);                            \
    }

COMPUTED_INTEGER(32, uint32_t, int32_t)
COMPUTED_INTEGER(64, uint64_t, int64_t)
COMPUTED_INTEGER(128, uint128, int128)
COMPUTED_FLOAT(f32, float)
COMPUTED_FLOAT(f64, double)
COMPUTED_FLOAT(f80, long double)
OPERATED(32, uint32_t)
OPERATED(64, uint64_t)
OPERATED(128, uint128)
OPERATED(f32, float)
OPERATED(f64, double)
OPERATED(f80, long double)

#define BINARY(name, suffix, result, type, expression)                                                                 \
    result cet_mutants_##name##_##suffix(int64_t *hits, type left, type right)                                         \
    {                                                                                                                  \
        return is_asleep(hits) ? (result)(expression)                                                                  \
                               : (result)operated_##suffix(hits, (type)(expression), left, right);                     \
    }

#define BINARY_INTEGER(suffix, u, s)                                                                                   \
    BINARY(add, suffix, u, u, left + right)                                                                            \
    BINARY(sub, suffix, u, u, left - right)                                                                            \
    BINARY(mul, suffix, u, u, left *right)                                                                             \
    BINARY(sdiv, suffix, u, u, (s)left / (s)right)                                                                     \
    BINARY(udiv, suffix, u, u, left / right)                                                                           \
    BINARY(srem, suffix, u, u, (s)left % (s)right)                                                                     \
    BINARY(urem, suffix, u, u, left % right)                                                                           \
    BINARY(and, suffix, u, u, left &right)                                                                             \
    BINARY(or, suffix, u, u, left | right)                                                                             \
    BINARY(xor, suffix, u, u, left ^ right)                                                                            \
    BINARY(shl, suffix, u, u, left << (right & (sizeof(u) * 8 - 1)))                                                   \
    BINARY(ashr, suffix, u, u, (s)left >> (right & (sizeof(u) * 8 - 1)))                                               \
    BINARY(lshr, suffix, u, u, left >> (right & (sizeof(u) * 8 - 1)))                                                  \
    BINARY(slt, suffix, uint32_t, u, (s)left < (s)right)                                                               \
    BINARY(sle, suffix, uint32_t, u, (s)left <= (s)right)                                                              \
    BINARY(sgt, suffix, uint32_t, u, (s)left > (s)right)                                                               \
    BINARY(sge, suffix, uint32_t, u, (s)left >= (s)right)                                                              \
    BINARY(ult, suffix, uint32_t, u, left < right)                                                                     \
    BINARY(ule, suffix, uint32_t, u, left <= right)                                                                    \
    BINARY(ugt, suffix, uint32_t, u, left > right)                                                                     \
    BINARY(uge, suffix, uint32_t, u, left >= right)                                                                    \
    BINARY(eq, suffix, uint32_t, u, left == right)                                                                     \
    BINARY(ne, suffix, uint32_t, u, left != right)

#define BINARY_FLOAT(suffix, type)                                                                                     \
    BINARY(add, suffix, type, type, left + right)                                                                      \
    BINARY(sub, suffix, type, type, left - right)                                                                      \
    BINARY(mul, suffix, type, type, left *right)                                                                       \
    BINARY(div, suffix, type, type, left / right)                                                                      \
    BINARY(lt, suffix, uint32_t, type, left < right)                                                                   \
    BINARY(le, suffix, uint32_t, type, left <= right)                                                                  \
    BINARY(gt, suffix, uint32_t, type, left > right)                                                                   \
    BINARY(ge, suffix, uint32_t, type, left >= right)                                                                  \
    BINARY(eq, suffix, uint32_t, type, left == right)                                                                  \
    BINARY(ne, suffix, uint32_t, type, left != right)

BINARY_INTEGER(32, uint32_t, int32_t)
BINARY_INTEGER(64, uint64_t, int64_t)
BINARY_INTEGER(128, uint128, int128)
BINARY_FLOAT(f32, float)
BINARY_FLOAT(f64, double)
BINARY_FLOAT(f80, long double)

/* ---- pointers -----------------------------------------------------------------------------------------------------
 */

#define COMPARE_POINTERS(name, operator)                                                                               \
    uint32_t cet_mutants_##name##_ptr(int64_t *hits, uintptr_t left, uintptr_t right)                                  \
    {                                                                                                                  \
        return is_asleep(hits) ? left operator right : (uint32_t) operated_64(hits, left operator right, left, right); \
    }

COMPARE_POINTERS(ult, <)
COMPARE_POINTERS(ule, <=)
COMPARE_POINTERS(ugt, >)
COMPARE_POINTERS(uge, >=)
COMPARE_POINTERS(eq, ==)
COMPARE_POINTERS(ne, !=)

static uintptr_t moved(uint32_t op, uintptr_t pointer, uint64_t bytes)
{
    return op == CET_OP_SUB ? pointer - bytes : pointer + bytes;
}

static uintptr_t moved_otherwise(const struct cet_mutants_active *active, uint32_t op, uintptr_t pointer,
                                 uint64_t bytes)
{
    switch (active->change->how) {
    case CET_CHANGE_OPERATOR:
        return moved(active->change->op, pointer, bytes);
    case CET_CHANGE_LEFT:
        return pointer;
    default:
        return changed_address(active, moved(op, pointer, bytes));
    }
}

APART uintptr_t awake_move(int64_t *hits, uint32_t op, uintptr_t pointer, uint64_t bytes)
{
    AWAKE(hits, 1, uintptr_t, moved(op, pointer, bytes), moved_otherwise(active, op, pointer, bytes), DIFFERS);
}

/* index counts elements and is as wide as a pointer. */
static uintptr_t moved_pointer(int64_t *hits, uint32_t op, uintptr_t pointer, uint64_t bytes)
{
    return is_asleep(hits) ? moved(op, pointer, bytes) : awake_move(hits, op, pointer, bytes);
}

uintptr_t cet_mutants_add_ptr(int64_t *hits, uintptr_t pointer, uint64_t index, uint64_t element_bytes)
{
    return moved_pointer(hits, CET_OP_ADD, pointer, index * element_bytes);
}

uintptr_t cet_mutants_sub_ptr(int64_t *hits, uintptr_t pointer, uint64_t index, uint64_t element_bytes)
{
    return moved_pointer(hits, CET_OP_SUB, pointer, index * element_bytes);
}

/* ---- where sanitizers keep the source's own operation alive -------------------------------------------------------
 */

#define NEUTRAL(suffix, type)                                                                                          \
    type cet_mutants_neutral_##suffix(int64_t *hits, type value, type harmless)                                        \
    {                                                                                                                  \
        return *hits < 0 ? value : harmless;                                                                           \
    }

NEUTRAL(32, uint32_t)
NEUTRAL(64, uint64_t)
NEUTRAL(128, uint128)
