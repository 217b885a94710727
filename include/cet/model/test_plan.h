/* A test plan: what the explorer found worth keeping, as calls with typed values and what was observed, before any C is
 * written. The explorer's engine writes it, selection thins it, the emitter turns it into a CUnit suite.
 *
 * A test is a list of steps over numbered values. Example, in words: value 0 is an object `struct csv_parser`, value 1
 * is the integer 0, value 2 the address of value 0; step 0 calls csv_init(value 2, value 1); an expectation says that
 * step 0's result equals 0, another that value 0's ".options" equals 0. docs/formats/test-plan.md is the file's form.
 */
#ifndef CET_MODEL_TEST_PLAN_H
#define CET_MODEL_TEST_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cet/core/arena.h"
#include "cet/core/error.h"
#include "cet/core/strbuf.h"

#define TEST_PLAN_FORMAT "cet-test-plan"
#define TEST_PLAN_VERSION 1

enum plan_value_kind {
    PLAN_INT,    /* number */
    PLAN_FLOAT,  /* real */
    PLAN_STRING, /* bytes, NUL-terminated when it is written; a literal where it is only read */
    PLAN_BYTES,  /* bytes, not terminated, exactly length of them */
    PLAN_BUFFER, /* room for `length` bytes, each `fill` before the first step, or filled by `rule` and `number` */
    PLAN_NULL,
    PLAN_OBJECT,   /* a variable of `type`; items: its fields by name where has_fields, else all zero bytes */
    PLAN_ARRAY,    /* items: elements of `type` */
    PLAN_ADDRESS,  /* of value items[0] */
    PLAN_RESULT,   /* what step `number` returned */
    PLAN_CALLBACK, /* a function that logs its arguments and returns items[0] (absent: zero); `type` is its pointer type
                    */
    PLAN_FUNCTION, /* the function named in bytes, of the unit or of libc */
    PLAN_FILE,     /* FILE * on a temporary file with bytes as content, opened "w+" and rewound; number > 0: on one
                      that takes number - 1 bytes and then no more */
    PLAN_SAME,     /* the variable that value items[0] is: a pointer variable used again */
    PLAN_PATH,     /* the name of a file with bytes as content */
    PLAN_MEMBER, /* of the object that pointer items[0] leads to: bytes is the access as C writes it behind that, number
                    1 when the address of what is there is meant */
};

/* As runtime/explore/suite_content.h, which suites carry, fills long buffers. */
enum plan_rule { PLAN_NO_RULE, PLAN_RAMP, PLAN_NOISE, PLAN_SKEWED, PLAN_PHRASES };

struct plan_value {
    enum plan_value_kind kind;
    const char *type;  /* as C writes it */
    const char *field; /* when it is an item of a PLAN_OBJECT: the field's name */
    const char *name;  /* suggestion for a variable: the parameter's name, "" */
    int64_t number;
    bool is_unsigned; /* number is to be read as uint64_t */
    double real;
    const char *bytes;
    size_t length;
    uint8_t fill;
    enum plan_rule rule;
    uint32_t *items; /* ids of values */
    uint32_t item_count;
};

enum plan_expect_kind {
    PLAN_EXPECT_INT,   /* number */
    PLAN_EXPECT_FLOAT, /* real, within tolerance (0: exactly) */
    PLAN_EXPECT_NAN,
    PLAN_EXPECT_STRING, /* bytes, as NUL-terminated text */
    PLAN_EXPECT_BYTES,  /* bytes, compared by memcmp */
    PLAN_EXPECT_SUM,    /* number: suite_sum of the first `length` bytes, which are not kept */
    PLAN_EXPECT_NULL,
    PLAN_EXPECT_NOT_NULL,
    PLAN_EXPECT_POINTS,    /* to value `target` plus number bytes */
    PLAN_EXPECT_LOG,       /* the callback log, bytes */
    PLAN_EXPECT_ERRNO,     /* number */
    PLAN_EXPECT_OUTPUT,    /* bytes that stand in the FILE or PATH value `root` */
    PLAN_EXPECT_EXIT,      /* the step ended the process with exit(number) */
    PLAN_EXPECT_ABORT,     /* the step called abort or failed an assertion */
    PLAN_EXPECT_NO_BLOCKS, /* every block that the test allocated was freed by then */
};

struct plan_expect {
    enum plan_expect_kind kind;
    uint32_t after_step; /* checked right after this step */
    bool root_is_result; /* of step `root`, else value `root` */
    bool root_is_global; /* path starts with the name of a file-scope variable */
    uint32_t root;
    const char *path; /* C access behind the root: "->child->type", ".options", "[3]", "" */
    const char *type; /* of what is compared, as C writes it */
    int64_t number;
    bool is_unsigned;
    double real;
    double tolerance;
    const char *bytes;
    size_t length;
    uint32_t target;
    uint32_t kills; /* how many mutants only this expectation tells from the original, when known */
};

struct plan_step {
    const char *function;    /* as C calls it */
    const char *result_type; /* "void": none */
    uint32_t *args;          /* ids of values */
    uint32_t arg_count;
    int32_t fail_allocation; /* the n-th allocation of this step fails, 1-based; 0: none; -1: all */
    bool is_setup;           /* builds an object for the step under test */
    bool is_cleanup;         /* gives it back */
    bool clears_errno;       /* errno = 0 before it, as an expectation looks at it */
};

enum plan_kind {
    PLAN_HAPPY,    /* "happy path" */
    PLAN_ERROR,    /* "error path": the error result, NULL, a failing allocation */
    PLAN_BOUNDARY, /* "boundary": extremes of a domain, empty, exactly full */
    PLAN_EDGE,     /* "edge case": NULL, odd input that succeeds */
    PLAN_SEQUENCE, /* "integration": several functions under test in a row */
};
const char *plan_kind_text(enum plan_kind kind);

/* As C calls it, of an id: "src/a.c#helper" is helper. Points into id. */
const char *plan_function_name(const char *id);

struct plan_test {
    const char *function; /* under test: id as in facts */
    enum plan_kind kind;
    struct plan_value *values;
    uint32_t value_count;
    struct plan_step *steps;
    uint32_t step_count;
    struct plan_expect *expects;
    uint32_t expect_count;
    uint32_t branches;       /* that it alone reaches */
    uint32_t mutants;        /* that it alone kills */
    const char **own_places; /* where the first of those branches begin: "PATH:LINE"; of the engine: "0xADDRESS" */
    uint32_t own_place_count;
    const char **own_mutants; /* ids of the first of those mutants */
    uint32_t own_mutant_count;
    const char *contributes; /* the same as a sentence, "": not known */
};

enum plan_property_kind {
#define PLAN_PROPERTY(id, text) PLAN_PROPERTY_##id,
#include "cet/model/plan_properties.def"
#undef PLAN_PROPERTY
    PLAN_PROPERTY_COUNT
};
const char *plan_property_text(enum plan_property_kind kind);

/* A law that held on every input tried. Arguments are drawn anew by the suite: `domains` names per parameter what. */
struct plan_property {
    enum plan_property_kind kind;
    const char *function;
    const char *partner; /* of round trips and variants, else "" */
    uint32_t held_on;    /* inputs tried */
    const char *
        *domains; /* per parameter: "int -128 127", "string 0 24 \"abc,\"", "bytes 0 32", "length-of 0", "buffer 64" */
    const char **param_types; /* as C writes them */
    uint32_t domain_count;
    const char *result_type;
    int64_t low, high; /* bounds of the result for BOUNDS */
};

struct plan_skipped {
    const char *function;
    const char *reason; /* one line: what is missing and what would help */
};

/* What the unit uses and nobody defines: in its place stands a function that logs its calls and returns zero, or what a
 * step `NAME_returns(value)` said last, or a variable that starts as zero. */
struct plan_stub {
    const char *name; /* id as in facts */
    bool is_variable;
    const char *definition; /* as C, of what only files use that the unit is linked with; NULL: the unit declares it */
};

struct plan_crash {
    const char *function;
    const char *outcome;   /* "SIGSEGV", "hang", "heap overflow" */
    const char *inputs;    /* one line for people */
    bool is_contract;      /* likely misuse (NULL, unset object) instead of a fault */
    const char *evidence;  /* why it is taken for the one or the other, "": by the rules of the search alone */
    const char *program;   /* C that shows it and needs nothing of the suite, "": none */
    struct plan_test test; /* how to get there, no expectations */
};

struct test_plan {
    struct arena arena;
    const char *unit; /* source file under test, absolute */
    uint64_t seed;
    uint64_t executions;
    bool was_capped; /* by time: another machine may find something else */
    struct plan_test *tests;
    size_t test_count, test_capacity;
    struct plan_property *properties;
    size_t property_count, property_capacity;
    struct plan_skipped *skipped;
    size_t skipped_count, skipped_capacity;
    struct plan_stub *stubs;
    size_t stub_count, stub_capacity;
    struct plan_crash *crashes;
    size_t crash_count, crash_capacity;
    struct plan_test
        *probes; /* calls that broke no rule and returned, without expectations: to be seen by sanitizers */
    size_t probe_count, probe_capacity;
};

void test_plan_release(struct test_plan *plan);
enum status test_plan_load(const char *path, struct test_plan *plan, struct error *err);
void test_plan_format(const struct test_plan *plan, struct strbuf *out);

#endif
