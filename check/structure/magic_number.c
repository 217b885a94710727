/* A number with a meaning and no name: compared with, used as an index, a size or a bound.
 *
 * Other places are not looked at: case labels, tables, enumerators and macros are where numbers get their names, and in
 * arithmetic a number is often only a number. Left alone are those that speak for themselves; see is_plain. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "expressions.h"
#include "pass.h"

#define SMALL_NUMBER 4               /* up to here a number must stand twice to be found */
#define LAST_MACHINE_SIZE 256        /* powers of two up to this are sizes of the machine's things */
#define LEAST_MASK 127               /* all ones in binary, from here on: a bound of a type */
#define LIMIT_OF_A_TYPE 2147483648.0 /* and whatever is beyond */
#define MANY_INDICES 3               /* different ones in a function: a record whose parts have numbers */
#define MANY_NUMBERS 3               /* more different ones in a function are told of at once */

/* Functions that take a size or a time, and which argument that is. */
static const struct {
    const char *name;
    uint32_t argument; /* 0-based */
} size_functions[] = {
    {"malloc", 0},        {"calloc", 0},  {"calloc", 1}, {"realloc", 1}, {"alloca", 0},  {"memset", 2},
    {"memcpy", 2},        {"memmove", 2}, {"memcmp", 2}, {"strncpy", 2}, {"strncmp", 2}, {"snprintf", 1},
    {"vsnprintf", 1},     {"read", 2},    {"write", 2},  {"fgets", 1},   {"recv", 2},    {"send", 2},
    {"aligned_alloc", 1}, {"usleep", 0},  {"sleep", 0},  {"listen", 1},
};

enum role { ROLE_NONE, ROLE_COMPARED, ROLE_BOUND, ROLE_INDEX, ROLE_SIZE };

static const char *const role_texts[] = {[ROLE_NONE] = "",
                                         [ROLE_COMPARED] = "compared with",
                                         [ROLE_BOUND] = "the bound of a loop",
                                         [ROLE_INDEX] = "an index",
                                         [ROLE_SIZE] = "a size or a time"};

struct use {
    double number;
    uint32_t node;
    enum role role;
    size_t times; /* it stands in the function */
};

struct number_check {
    struct check_pass *pass;
    const struct fact_function *function;
    const struct function_graph *graph;
    struct use *uses;
    size_t count, capacity;
    double *factors; /* numbers that the function multiplies by or divides by, and lengths of its texts */
    size_t factor_count, factor_capacity;
};

static bool is_written_number(const struct graph_node *node)
{
    return (node->kind == NODE_INT_LITERAL || node->kind == NODE_FLOAT_LITERAL) && node->macro == NO_ID &&
           !(node->flags & (NODE_FLAG_IMPLICIT | NODE_FLAG_CHARACTER | NODE_FLAG_CONSTANT | NODE_FLAG_UNEVALUATED |
                            NODE_FLAG_MACRO_BODY | NODE_FLAG_MACRO_ARG | NODE_FLAG_SYSTEM));
}

static double number_of(const struct graph_node *node)
{
    return node->kind == NODE_INT_LITERAL ? (double)node->value : node->text ? strtod(node->text, NULL) : 0;
}

/* Numbers that everybody knows wherever they stand. */
static bool is_plain(double number)
{
    if (number < 0)
        number = -number;
    if (number == 0 || number == 0.5 || number == 1 || number == 2 || number == 10 || number >= LIMIT_OF_A_TYPE)
        return true;
    uint64_t whole = (uint64_t)number;
    if (number != (double)whole)
        return false;
    bool is_power = (whole & (whole - 1)) == 0, is_mask = (whole & (whole + 1)) == 0;
    return (is_power && whole > SMALL_NUMBER && whole <= LAST_MACHINE_SIZE) || (is_mask && whole >= LEAST_MASK);
}

static bool is_comparison(const struct graph_node *node)
{
    return node->kind == NODE_BINARY && node->op >= OP_LT && node->op <= OP_NE;
}

/* What one compares with a number that is no magic: a part of a word, a remainder, how many arguments main was given.
 */
static bool explains_number(const struct number_check *check, uint32_t node)
{
    int64_t value;
    if (constant_value(check->graph, node, &value))
        return true;
    node = graph_skip_casts(check->graph, node);
    if (node == NO_ID)
        return true;
    const struct graph_node *n = &check->graph->nodes[node];
    bool is_part = n->kind == NODE_BINARY && (n->op == OP_BIT_AND || n->op == OP_REM || n->op == OP_SHR);
    bool is_argument_count = n->kind == NODE_PARAM && n->symbol == 0 && !strcmp(check->function->name, "main");
    return is_part || is_argument_count;
}

static bool is_loop_condition(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    while (parent != NO_ID && (graph->nodes[parent].kind == NODE_CAST || graph->nodes[parent].kind == NODE_BINARY)) {
        node = parent;
        parent = graph->nodes[node].parent;
    }
    if (parent == NO_ID)
        return false;
    enum node_kind kind = graph->nodes[parent].kind;
    return (kind == NODE_FOR && graph_child(graph, parent, 1) == node) ||
           (kind == NODE_WHILE && graph_child(graph, parent, 0) == node) ||
           (kind == NODE_DO && graph_child(graph, parent, 1) == node);
}

static bool is_size_argument(const struct number_check *check, uint32_t call, uint32_t argument)
{
    const struct fact_function *callee = called_function(check->pass->facts, check->graph, call);
    for (size_t i = 0; callee && i < ARRAY_LENGTH(size_functions); i++)
        if (!strcmp(callee->name, size_functions[i].name) &&
            graph_child(check->graph, call, size_functions[i].argument + 1) == argument)
            return true;
    return false;
}

/* What the number is for; *is_negative when a minus stands before it. */
static enum role role_of(const struct number_check *check, uint32_t node, bool *is_negative)
{
    const struct function_graph *graph = check->graph;
    uint32_t parent = graph->nodes[node].parent;
    for (; parent != NO_ID; node = parent, parent = graph->nodes[node].parent) {
        bool is_minus = graph->nodes[parent].kind == NODE_UNARY && graph->nodes[parent].op == OP_MINUS;
        if (graph->nodes[parent].kind != NODE_CAST && !is_minus)
            break;
        *is_negative ^= is_minus;
    }
    if (parent == NO_ID)
        return ROLE_NONE;
    const struct graph_node *user = &graph->nodes[parent];
    if (is_comparison(user)) {
        uint32_t left = graph_child(graph, parent, 0);
        if (explains_number(check, left == node ? graph_child(graph, parent, 1) : left))
            return ROLE_NONE;
        return is_loop_condition(graph, parent) ? ROLE_BOUND : ROLE_COMPARED;
    }
    if (user->kind == NODE_SUBSCRIPT && graph_child(graph, parent, 1) == node)
        return ROLE_INDEX;
    return user->kind == NODE_CALL && is_size_argument(check, parent, node) ? ROLE_SIZE : ROLE_NONE;
}

static void note_factor(struct number_check *check, double factor)
{
    ARRAY_PUSH(check->factors, check->factor_count, check->factor_capacity, factor);
}

static bool is_factor(const struct function_graph *graph, uint32_t node)
{
    uint32_t parent = graph->nodes[node].parent;
    while (parent != NO_ID && graph->nodes[parent].kind == NODE_CAST)
        parent = graph->nodes[parent].parent;
    if (parent == NO_ID || (graph->nodes[parent].kind != NODE_BINARY && graph->nodes[parent].kind != NODE_ASSIGN))
        return false;
    uint16_t op = graph->nodes[parent].op;
    return op == OP_MUL || op == OP_DIV || op == OP_REM;
}

static void gather(struct number_check *check)
{
    const struct function_graph *graph = check->graph;
    const struct facts *facts = check->pass->facts;
    uint32_t table_end = 0;
    for (uint32_t i = 0; i < graph->node_count; i++) {
        const struct graph_node *node = &graph->nodes[i];
        if (node->kind == NODE_STRING_LITERAL && node->symbol < facts->constant_count) {
            note_factor(check, facts->constants[node->symbol].length);
            note_factor(check, facts->constants[node->symbol].length + 1.0);
        }
        if (node->kind == NODE_INIT_LIST && node->subtree_end > table_end)
            table_end = node->subtree_end;
        if (i < table_end || !is_written_number(node))
            continue;
        double number = number_of(node);
        bool is_negative = false;
        enum role role = role_of(check, i, &is_negative);
        if (is_factor(graph, i))
            note_factor(check, number);
        else if (role == ROLE_INDEX || (role != ROLE_NONE && !is_plain(number)))
            ARRAY_PUSH(check->uses, check->count, check->capacity,
                       ((struct use){is_negative ? -number : number, i, role, 1}));
    }
}

static int compare_doubles(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static int compare_uses(const void *a, const void *b)
{
    const struct use *left = a, *right = b;
    int order = compare_doubles(&left->number, &right->number);
    return order ? order : left->node < right->node ? -1 : left->node > right->node;
}

/* An array of which many elements have a meaning each is a record: the numbers are its fields' names. */
static void drop_record_indices(struct number_check *check)
{
    uint32_t different = 0;
    double latest = 0;
    for (size_t i = 0; i < check->count; i++)
        if (check->uses[i].role == ROLE_INDEX && (!different || check->uses[i].number != latest)) {
            different++;
            latest = check->uses[i].number;
        }
    size_t kept = 0;
    for (size_t i = 0; i < check->count; i++)
        if (check->uses[i].role != ROLE_INDEX || (different < MANY_INDICES && !is_plain(check->uses[i].number)))
            check->uses[kept++] = check->uses[i];
    check->count = kept;
}

/* Leaves the first use of each number that is to be found, with how often it stands there. */
static void keep_findings(struct number_check *check)
{
    size_t kept = 0;
    for (size_t i = 0, next; i < check->count; i = next) {
        struct use use = check->uses[i];
        double magnitude = use.number < 0 ? -use.number : use.number;
        for (next = i + 1; next < check->count && check->uses[next].number == use.number;)
            next++;
        use.times = next - i;
        bool is_explained = check->factor_count && bsearch(&magnitude, check->factors, check->factor_count,
                                                           sizeof *check->factors, compare_doubles);
        if (!is_explained && (magnitude > SMALL_NUMBER || use.times > 1 || magnitude != (double)(int)magnitude))
            check->uses[kept++] = use;
    }
    check->count = kept;
}

static const char *text_of(const struct number_check *check, double number)
{
    return arena_printf(check->pass->arena, number == (double)(int64_t)number ? "%.0f" : "%g", number);
}

static void report_each(const struct number_check *check)
{
    for (size_t i = 0; i < check->count; i++) {
        const struct use *use = &check->uses[i];
        const char *often =
            use->times > 1 ? arena_printf(check->pass->arena, ", and stands here %zu times", use->times) : "";
        check_report(check->pass,
                     &(struct check_place){.function = check->function, .range = check->graph->nodes[use->node].range},
                     "%s has no name although it is %s%s; give it one: an enumerator or a macro",
                     text_of(check, use->number), role_texts[use->role], often);
    }
}

/* A function full of numbers knows a format or an encoding: one finding says so. */
static void report_together(const struct number_check *check)
{
    uint32_t first = check->uses[0].node;
    for (size_t i = 1; i < check->count; i++)
        first = check->uses[i].node < first ? check->uses[i].node : first;
    check_report(check->pass,
                 &(struct check_place){.function = check->function, .range = check->graph->nodes[first].range},
                 "%zu numbers of '%s' have no names, %s, %s and %s among them; give them some: an enum or macros",
                 check->count, check->function->name, text_of(check, check->uses[0].number),
                 text_of(check, check->uses[1].number), text_of(check, check->uses[2].number));
}

static void look_at_function(struct check_pass *pass, const struct fact_function *function)
{
    struct number_check check = {.pass = pass, .function = function, .graph = &function->graph};
    gather(&check);
    if (check.count)
        qsort(check.uses, check.count, sizeof *check.uses, compare_uses);
    if (check.factor_count)
        qsort(check.factors, check.factor_count, sizeof *check.factors, compare_doubles);
    drop_record_indices(&check);
    keep_findings(&check);
    if (check.count > MANY_NUMBERS)
        report_together(&check);
    else
        report_each(&check);
    free(check.uses);
    free(check.factors);
}

void check_magic_number(struct check_pass *pass)
{
    check_each_function(pass, look_at_function);
}
