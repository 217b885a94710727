/* Stand-ins for what a unit uses and nobody defines, as the linker tells. Glue and emitter write the same ones: weak,
 * so that a real definition takes their place as soon as it is linked; they log their calls and return zero or what the
 * test told them to. What stands for an allocator hands the call on to libc's, and logs nothing, as libc's does not. */
#ifndef CET_TESTGEN_STUB_H
#define CET_TESTGEN_STUB_H

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"
#include "cet/model/facts.h"
#include "cet/model/test_plan.h"
#include "linked_facts.h"

struct stub_set { /* by index in the facts, in their order */
    uint32_t *functions;
    uint32_t function_count;
    uint32_t *globals;
    uint32_t global_count;
    const struct plan_stub *bare; /* what the unit does not declare: bare_stub.h */
    uint32_t bare_count;
};

/* From the linker's messages; what the unit does not declare is looked for in what it is linked with. STATUS_NOT_FOUND
 * without a message: they name nothing that is undefined; STATUS_INVALID: something for which C cannot write a
 * stand-in. */
enum status stubs_from_linker(const struct facts *facts, struct linked_facts *linked, const char *unit,
                              const char *messages, struct arena *arena, struct stub_set *ret_stubs, struct error *err);
/* Those of a plan that the facts know. */
void stubs_from_plan(const struct facts *facts, const struct test_plan *plan, struct arena *arena,
                     struct stub_set *ret_stubs);

/* The call of libc that a stand-in for an allocator makes, "malloc(a)"; NULL: it is none. An allocator takes sizes and
 * returns void *; the unit measures with sizeof what it asks for, or else what gives back is missing as well. */
const char *stub_libc_call(const struct facts *facts, const struct stub_set *stubs,
                           const struct fact_function *function);
/* How each parameter is logged: docs/formats/test-plan.md. Pointers to what is not const may lead to bytes that were
 * never set, so that only const text and bytes are read. */
void stub_letters(const struct facts *facts, const struct fact_function *function, struct strbuf *out);
/* Whether tests may say what it returns: numbers and const text. */
bool stub_is_scriptable(const struct facts *facts, const struct fact_function *function);
/* Declares `inner` with the function's parameters, called a, b, c...: "(sensor_read)(int a, char *b)". */
void stub_declare(const struct facts *facts, const struct fact_function *function, const char *inner,
                  struct strbuf *out);
/* The same for a variable, "" where it needs no word before it. */
void stub_declare_variable(const struct facts *facts, const struct fact_global *global, struct strbuf *out);
bool stub_variable_is_constant(const struct facts *facts, const struct fact_global *global);

#endif
