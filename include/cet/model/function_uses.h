/* What a function does besides computing: whom it calls and what becomes of the results, which globals and fields it
 * touches and under which locks, what it casts and what it returns.
 *
 *     struct function_uses uses = function_uses_find(facts, function, &arena);
 *     for (uint32_t i = 0; i < uses.call_count; i++)
 *         if (uses.calls[i].result == RESULT_UNUSED)
 *             ...
 *
 * Lists are in source order and live in the arena. */
#ifndef CET_MODEL_FUNCTION_USES_H
#define CET_MODEL_FUNCTION_USES_H

#include "cet/model/facts.h"

#define MAX_LOCKS 64 /* told apart in one function */

enum result_use {
    RESULT_UNUSED,
    RESULT_CAST_TO_VOID,
    RESULT_TESTED,   /* compared, or the condition of something */
    RESULT_ASSIGNED, /* also as initialiser */
    RESULT_RETURNED,
    RESULT_PASSED,   /* an argument */
    RESULT_COMPUTED, /* operand of anything else */
};

struct call_use {
    uint32_t node;
    uint32_t function;       /* NO_ID: through a pointer */
    uint32_t callee;         /* node of the expression called */
    uint32_t argument_count; /* argument i is graph_child(graph, node, i + 1) */
    uint8_t result;          /* enum result_use */
    uint32_t user;           /* node that uses the result, NO_ID: none */
    uint64_t locks_held;     /* bits into function_uses.locks */
};

enum storage_flag {
    STORAGE_READ = 1u << 0,
    STORAGE_WRITTEN = 1u << 1,
    STORAGE_ADDRESS = 1u << 2, /* its address goes elsewhere */
};

struct storage_use {
    uint32_t node;   /* the GLOBAL or MEMBER node */
    uint32_t global; /* id, NO_ID: a field */
    uint32_t record; /* type id of a field's struct or union */
    uint32_t field;
    uint32_t flags; /* enum storage_flag */
    uint64_t locks_held;
};

struct cast_use {
    uint32_t node;
    uint32_t from; /* type ids */
    uint32_t to;
};

struct return_use {
    uint32_t node;
    uint32_t value; /* node, NO_ID: none */
    bool has_constant;
    int64_t constant;
};

struct lock_use {
    const char *name; /* the argument of the lock function as text: "&queue->mutex" */
    uint32_t node;    /* the first call that takes it */
};

struct function_uses {
    struct call_use *calls;
    uint32_t call_count;
    struct storage_use *storage;
    uint32_t storage_count;
    struct cast_use *casts; /* written ones only */
    uint32_t cast_count;
    struct return_use *returns;
    uint32_t return_count;
    struct lock_use *locks;
    uint32_t lock_count;
};

struct function_uses function_uses_find(const struct facts *facts, const struct fact_function *function,
                                        struct arena *arena);
/* What is done with the storage that the node designates, or with a part of it: enum storage_flag. */
uint32_t storage_flags_find(const struct function_graph *graph, uint32_t node);

#endif
