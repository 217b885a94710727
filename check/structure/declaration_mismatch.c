/* A function or variable declared in one file with another type than it is defined with in another: the compiler, which
 * sees one unit at a time, and the linker, which sees no types, both keep silent.
 *
 * Types are compared by what they are made of, below typedefs and qualifiers: an enum may stand for an integer of its
 * size, `void *` for any pointer, a declaration without prototype for any list of parameters. */
#include <stdlib.h>
#include <string.h>

#include "call_circles.h"
#include "declarations.h"
#include "pass.h"

#define MAX_TYPE_DEPTH 12

static bool agree(const struct facts *facts, uint32_t a, uint32_t b, unsigned depth);

static bool is_integer(const struct fact_type *type)
{
    return type->kind == TYPE_INT || type->kind == TYPE_ENUM || type->kind == TYPE_BOOL;
}

static bool integers_agree(const struct fact_type *a, const struct fact_type *b)
{
    if (a->kind == TYPE_ENUM || b->kind == TYPE_ENUM)
        return a->size_bytes == b->size_bytes || a->flags & TYPE_FLAG_INCOMPLETE || b->flags & TYPE_FLAG_INCOMPLETE;
    return a->kind == b->kind && a->size_bytes == b->size_bytes &&
           (a->flags & TYPE_FLAG_SIGNED) == (b->flags & TYPE_FLAG_SIGNED);
}

static bool records_agree(const struct fact_type *a, const struct fact_type *b)
{
    if (strcmp(a->name, b->name) != 0)
        return false;
    bool is_one_incomplete = (a->flags | b->flags) & TYPE_FLAG_INCOMPLETE;
    return is_one_incomplete || (a->size_bytes == b->size_bytes && a->field_count == b->field_count);
}

static bool functions_agree(const struct facts *facts, const struct fact_type *a, const struct fact_type *b,
                            unsigned depth)
{
    if (!agree(facts, a->target, b->target, depth))
        return false;
    if ((a->flags | b->flags) & TYPE_FLAG_NO_PROTOTYPE)
        return true;
    if (a->param_count != b->param_count || (a->flags ^ b->flags) & TYPE_FLAG_VARIADIC)
        return false;
    for (uint32_t i = 0; i < a->param_count; i++)
        if (!agree(facts, a->params[i], b->params[i], depth))
            return false;
    return true;
}

static bool is_void(const struct facts *facts, uint32_t type)
{
    type = facts_resolve_type(facts, type);
    return type >= facts->type_count || facts->types[type].kind == TYPE_VOID;
}

static bool agree(const struct facts *facts, uint32_t left, uint32_t right, unsigned depth)
{
    left = facts_resolve_type(facts, left);
    right = facts_resolve_type(facts, right);
    if (left == right || left >= facts->type_count || right >= facts->type_count || depth == MAX_TYPE_DEPTH)
        return true;
    const struct fact_type *a = &facts->types[left], *b = &facts->types[right];
    if (is_integer(a) && is_integer(b))
        return integers_agree(a, b);
    if (a->kind != b->kind)
        return false;
    switch ((enum type_kind)a->kind) {
    case TYPE_POINTER:
        return is_void(facts, a->target) || is_void(facts, b->target) || agree(facts, a->target, b->target, depth + 1);
    case TYPE_ARRAY:
        return (a->count == b->count || (a->flags | b->flags) & TYPE_FLAG_INCOMPLETE) &&
               agree(facts, a->target, b->target, depth + 1);
    case TYPE_STRUCT:
    case TYPE_UNION:
        return records_agree(a, b);
    case TYPE_FUNCTION:
        return functions_agree(facts, a, b, depth + 1);
    default:
        return a->size_bytes == b->size_bytes;
    }
}

static const char *spelling(const struct facts *facts, uint32_t type)
{
    return type < facts->type_count ? facts->types[type].spelling : "?";
}

static void report(struct check_pass *pass, const char *name, const struct fact_declaration *declaration,
                   const struct fact_declaration *other)
{
    check_report(pass,
                 &(struct check_place){.range = declaration->range,
                                       .note = {other->range, other->is_definition ? "defined here" : "declared here"}},
                 "'%s' is declared as '%s' here and %s as '%s' elsewhere; declare it once, in a header that both files "
                 "include",
                 name, spelling(pass->facts, declaration->type), other->is_definition ? "defined" : "declared",
                 spelling(pass->facts, other->type));
}

/* Several programs were scanned together: units that give a struct of one name other fields, by other macros, are then
 * of programs of their own, and nothing says that they are ever linked. */
static bool are_several_programs(const struct facts *facts)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < facts->function_count && count < 2; i++)
        count += facts->functions[i].is_defined && !strcmp(facts->functions[i].name, "main");
    return count > 1;
}

static bool is_of_other_program(const struct facts *facts, const struct fact_declaration *declaration,
                                const struct fact_declaration *other)
{
    return !strcmp(spelling(facts, declaration->type), spelling(facts, other->type)) && are_several_programs(facts);
}

/* Of the declarations that speak of one symbol, those that agree with no definition; without one, with the first. */
static void compare(struct check_pass *pass, const char *name, const struct fact_declaration *const *items,
                    uint32_t count)
{
    const struct fact_declaration *other = NULL;
    for (uint32_t i = 0; i < count && !(other && other->is_definition); i++)
        if (!other || items[i]->is_definition)
            other = items[i];
    for (uint32_t i = 0; i < count; i++) {
        const struct fact_declaration *declaration = items[i];
        bool is_settled =
            declaration == other || declaration->is_definition || declaration->range.file == other->range.file;
        for (uint32_t k = 0; !is_settled && k < count; k++)
            is_settled = (items[k] == other || items[k]->is_definition) &&
                         agree(pass->facts, declaration->type, items[k]->type, 0);
        if (!is_settled && !is_of_other_program(pass->facts, declaration, other))
            report(pass, name, declaration, other);
    }
}

/* Two definitions of one name are two functions in the facts; declarations lead to the first. */
static bool stands_for_its_name(const struct facts *facts, const struct call_circles *calls, uint32_t function)
{
    return calls->same_as[function] == function && facts->functions[function].linkage == LINKAGE_EXTERNAL;
}

void check_declaration_mismatch(struct check_pass *pass)
{
    const struct facts *facts = pass->facts;
    struct declarations all;
    struct call_circles calls;
    declarations_init(&all, facts);
    call_circles_init(&calls, facts);
    for (uint32_t i = 0; i < facts->function_count; i++) {
        uint32_t count = all.of_function[i + 1] - all.of_function[i];
        if (count > 1 && stands_for_its_name(facts, &calls, i))
            compare(pass, facts->functions[i].name, all.items + all.of_function[i], count);
    }
    for (uint32_t i = 0; i < facts->global_count; i++) {
        uint32_t count = all.of_global[i + 1] - all.of_global[i];
        if (count > 1 && facts->globals[i].linkage == LINKAGE_EXTERNAL)
            compare(pass, facts->globals[i].name, all.items + all.of_global[i], count);
    }
    call_circles_release(&calls);
    declarations_release(&all);
}
