/* Plans and facts written by hand, for tests of the emitter and the stability gate.
 *
 *     struct plan_builder b = {0};
 *     begin_test(&b, "add", PLAN_HAPPY);
 *     uint32_t sum = call(&b, "add", "int", 2, an_int(&b, "int", 1), an_int(&b, "int", 2));
 *     expect_result_int(&b, sum, "", 3);
 */
#ifndef CET_TESTS_TESTGEN_PLAN_BUILDER_H
#define CET_TESTS_TESTGEN_PLAN_BUILDER_H

#include "cet/model/test_plan.h"

#define BUILDER_ITEMS 256

struct plan_builder {
    struct test_plan plan;
    struct plan_test *test; /* being built */
};

void begin_plan(struct plan_builder *b, const char *unit, uint64_t seed);
struct plan_test *begin_test(struct plan_builder *b, const char *function, enum plan_kind kind);
void release_plan(struct plan_builder *b);

uint32_t add_value(struct plan_builder *b, struct plan_value value, unsigned item_count, const uint32_t *items);
uint32_t an_int(struct plan_builder *b, const char *type, int64_t number);
uint32_t a_float(struct plan_builder *b, const char *type, double real);
uint32_t a_string(struct plan_builder *b, const char *type, const char *text);
uint32_t some_bytes(struct plan_builder *b, const char *type, const char *bytes, size_t length);
uint32_t a_buffer(struct plan_builder *b, const char *type, const char *name, size_t length, uint8_t fill);
uint32_t a_null(struct plan_builder *b, const char *type);
uint32_t an_object(struct plan_builder *b, const char *type, const char *name);
uint32_t address_of(struct plan_builder *b, uint32_t value);
uint32_t result_of(struct plan_builder *b, uint32_t step, const char *type, const char *name);
uint32_t a_callback(struct plan_builder *b, const char *type, const char *name);
uint32_t a_file(struct plan_builder *b, const char *content);

/* Arguments are ids of values. */
uint32_t call(struct plan_builder *b, const char *function, const char *result_type, unsigned arg_count, ...);
uint32_t set_up(struct plan_builder *b, const char *function, const char *result_type, unsigned arg_count, ...);
uint32_t clean_up(struct plan_builder *b, const char *function, unsigned arg_count, ...);

struct plan_expect *add_expect(struct plan_builder *b, struct plan_expect expect);
void expect_result_int(struct plan_builder *b, uint32_t step, const char *path, int64_t number);
void expect_result_text(struct plan_builder *b, uint32_t step, const char *text);
void expect_value_int(struct plan_builder *b, uint32_t value, const char *path, int64_t number);
void expect_log(struct plan_builder *b, const char *text);

struct plan_property *add_property(struct plan_builder *b, enum plan_property_kind kind, const char *function,
                                   const char *result_type, unsigned param_count, ...); /* type, domain, ... */

struct facts;
struct type_field;
/* All find or add by spelling. */
uint32_t fact_scalar(struct facts *facts, const char *spelling, int kind, uint64_t size, bool is_signed);
uint32_t fact_pointer(struct facts *facts, const char *spelling, uint32_t target);
uint32_t fact_const(struct facts *facts, const char *spelling, uint32_t of);
uint32_t fact_struct(struct facts *facts, const char *spelling, unsigned field_count, ...); /* name, type, ... */
uint32_t fact_signature(struct facts *facts, const char *spelling, uint32_t result, unsigned param_count, ...);
uint32_t fact_enum(struct facts *facts, const char *spelling, unsigned count, ...); /* name, value (int), ... */
void fact_add_function(struct facts *facts, const char *name, unsigned line, uint32_t result, unsigned param_count,
                       ...); /* name, type, ... */
void fact_add_global(struct facts *facts, const char *name, uint32_t type);

#endif
