/* One test program while it is written. The parts: values (variables and expressions), asserts, names, callbacks,
 * symbols, laws; each has its own file. */
#ifndef CET_TESTGEN_EMIT_PROGRAM_H
#define CET_TESTGEN_EMIT_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/map.h"
#include "cet/core/strbuf.h"
#include "cet/testgen/emit.h"
#include "cet/testgen/framework.h"

struct symbols;

/* What a test does at its end beside asserting, so that others see what it did. */
enum test_ending {
    ENDING_PLAIN,
    ENDING_READS_RESULT, /* a byte of what the last step returned */
    ENDING_ASKS_LEAKS,   /* LeakSanitizer, while all results are still at hand */
};

struct program {
    struct arena arena;
    enum test_ending ending;
    bool is_exact; /* bytes have no NUL behind them, as a literal has: what reads there is to be seen */
    const struct test_plan *plan;
    const struct facts *facts;
    const struct framework *framework;
    struct map functions;     /* name as C calls it -> index in the facts */
    struct map test_names;    /* taken */
    struct map phrase_counts; /* "function phrase" -> tests that have it, "function" -> its tests */
    struct map callbacks;     /* text of a helper -> its name's position in callback_names */
    struct map helper_names;  /* taken by callbacks, laws and what makes lists, and by the unit itself */
    const char **callback_names;
    size_t callback_count, callback_capacity;
    struct strbuf helpers;     /* callbacks, before the tests */
    const char **list_callers; /* by function of the facts: what makes its va_list, NULL: it takes none */
    struct symbols *symbols;
};

void program_open(struct program *program, const struct emit_unit *unit);
void program_release(struct program *program);

/* ---- types by their spelling */
#define TYPE_WORDS 160

const struct fact_function *program_function(const struct program *program, const char *name);
/* Resolved below typedefs; NULL when the facts do not know the spelling. */
const struct fact_type *program_type(const struct program *program, const char *spelling);
/* As C writes what `type` points to or is made of, "" when unknown; without qualifiers. Lives in the program. */
const char *program_pointee(struct program *program, const char *type);
bool type_is_pointer(const struct program *program, const char *type);
bool type_is_const_pointer(const struct program *program, const char *type);
bool type_is_bool(const struct program *program, const char *type);
bool type_is_byte(const struct program *program, const char *element); /* char and its kin, void, 8-bit integers */
/* "const char" -> "char"; also volatile and blanks around. Lives in the program. */
const char *type_unqualified(struct program *program, const char *type);
/* The named parameter that takes an argument of the call; NULL: the function is not known, or a variable argument. */
const struct fact_param *program_param(const struct program *program, const char *function, uint32_t index);
/* Whether the function takes variable arguments, and the argument is one. */
bool program_is_variable(const struct program *program, const char *function, uint32_t index);
const char *type_spelling(const struct facts *facts, uint32_t type);

/* ---- symbols: names for numbers. A key says what the number is of: "param csv_init 1", "result csv_error",
 * "field struct csv_parser options"; NULL: nothing is known but the type. */
struct symbols *symbols_new(struct program *program);
void symbols_free(struct symbols *symbols);
bool symbols_add_name(const struct program *program, const char *key, const char *type, int64_t number,
                      struct strbuf *out);
/* The key as words for "is it a character": the name of the parameter or field. */
const char *symbols_param_key(struct program *program, const char *function, uint32_t index);
const char *symbols_result_key(struct program *program, const char *function);
const char *symbols_field_key(struct program *program, const char *record, const char *field);

/* ---- numbers and literals */
void literal_add_int(struct program *program, const char *key, const char *type, int64_t number, bool is_unsigned,
                     struct strbuf *out);
void literal_add_float(const char *type, double real, struct strbuf *out);
void literal_add_text(struct strbuf *out, const void *bytes, size_t length);
bool bytes_are_readable(const char *bytes, size_t length);
const char *errno_name(int64_t number); /* NULL: no name */

/* ---- callbacks: the name of the function, written into program->helpers when it is new; NULL when the facts do not
 * know its signature */
const char *program_callback(struct program *program, const struct plan_value *value, const struct plan_value *result);

/* Takes back the helpers that a test brought which could not be written in the end. */
struct callback_mark {
    size_t length, count;
};
struct callback_mark callbacks_mark(const struct program *program);
void callbacks_drop_after(struct program *program, struct callback_mark mark);

/* ---- helpers: a name that neither the unit nor another helper has */
const char *program_take_helper_name(struct program *program, const char *wish);

/* ---- what makes the va_list that a function takes. Once it has names, tests call it instead of the function; without
 * them they name the function itself, for a reader. Only what tests, the text of the tests, call is written. */
void program_name_list_callers(struct program *program);
const char *program_called_name(const struct program *program, const char *function);
void program_add_list_callers(const struct program *program, const char *tests, struct strbuf *out);

/* ---- stand-ins for what the unit uses and nobody defines, nothing when the plan has none; tests is the text of the
 * tests, as only the words that they use are written */
void program_add_stubs(const struct program *program, const char *tests, struct strbuf *out);
/* Rows for the variables that are put back. */
void program_add_stub_variables(const struct program *program, const char *tests, struct strbuf *out);

/* ---- one test */
struct test_frame {
    struct program *program;
    const struct plan_test *test;
    const char *c_name;     /* of the test's function */
    const char **variables; /* per value: its variable, NULL: it is written in place */
    bool *is_declared;      /* per value */
    bool *is_declaring;     /* per value, against cycles */
    const char **results;   /* per step: its variable, NULL: none is needed */
    struct map names;       /* of variables, taken */
    struct map guarded;     /* pointers known to be not NULL since the last call */
    struct strbuf *out;
    struct strbuf deferred; /* assignments that close cycles */
    unsigned *expect_lines; /* per expectation: line in `out`, 1-based, of its last assertion */
    bool has_assertion;
    const char *problem; /* why the test cannot be written, NULL: it can */
};

bool frame_prepare(struct test_frame *frame);
void frame_release(struct test_frame *frame);
/* Declares a value and what it needs, each once. */
void frame_declare(struct test_frame *frame, uint32_t value);
/* The value as an expression of the type that stands there ("" unknown). */
void frame_add_expression(struct test_frame *frame, uint32_t value, const char *wanted_type, const char *key,
                          struct strbuf *out);
void frame_add_step(struct test_frame *frame, uint32_t step);
void frame_add_expect(struct test_frame *frame, uint32_t expect);
/* A new variable's name that is close to the wish. */
const char *frame_name(struct test_frame *frame, const char *wish, const char *type);
/* NULL when there is no such value. */
const struct plan_value *frame_value(const struct test_frame *frame, uint32_t value);
/* As the facts know it, "" when they do not. */
const char *frame_param_type(const struct test_frame *frame, const struct plan_step *step, uint32_t arg);
/* What a buffer, text or array is made of. */
const char *frame_element_type(struct test_frame *frame, const struct plan_value *value);
/* The type of the place in an object or array that the item fills. */
const char *frame_field_type(struct test_frame *frame, const struct plan_value *object, const struct plan_value *item);
/* A text that stands inside of the object, in an array of it. */
bool frame_is_text_in_place(struct test_frame *frame, const struct plan_value *object, const struct plan_value *item);
/* A pointer variable whose address is taken: the bytes need one of their own. */
bool frame_is_pointer_addressed(struct test_frame *frame, uint32_t value);
void frame_add_initialiser(struct test_frame *frame, uint32_t value, struct strbuf *out);
/* Why this test cannot be written, once. */
void frame_give_up(struct test_frame *frame, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* ---- names of tests, taken once */
/* Before the first name: what tests of a function have in common does not belong into their names. */
void program_count_phrases(struct program *program);
const char *program_test_name(struct program *program, const struct plan_test *test);
const char *program_take_test_name(struct program *program, const char *wish);

/* ---- a whole test; false with *ret_problem when it cannot be written (out is untouched then) */
bool program_add_test(struct program *program, const struct plan_test *test, const char *name, struct strbuf *out,
                      unsigned *expect_lines, const char **ret_problem);
/* A property as law and test; name is taken by the caller. */
bool program_add_law(struct program *program, const struct plan_property *property, const char *name,
                     struct strbuf *out, const char **ret_problem);
const char *program_law_name(struct program *program, const struct plan_property *property);

#endif
