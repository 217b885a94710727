/* From test plans to a suite that people read: C files, a Makefile and a README in one folder. The suite needs nothing
 * of cet, only a C compiler, make and CUnit.
 *
 *     const struct emit_unit unit = {.plan = &plan, .facts = &facts};
 *     status = testgen_emit(&unit, 1, &(struct emit_options){.folder = "tests", .source_root = "."}, &err);
 *
 * A unit becomes test_STEM.c beside unit.h (STEM_unit.h when there are several), which includes the source, so that its
 * static functions and private types can be tested. The same plan gives the same bytes. Plans and facts stay the
 * caller's. */
#ifndef CET_TESTGEN_EMIT_H
#define CET_TESTGEN_EMIT_H

#include <stddef.h>

#include "cet/core/error.h"
#include "cet/core/strbuf.h"
#include "cet/model/corrections.h"
#include "cet/model/facts.h"
#include "cet/model/suite_stamp.h"
#include "cet/model/test_plan.h"
#include "cet/testgen/framework.h"

struct emit_unit {
    const struct test_plan *plan;
    const struct facts *facts;
    const char *const *arguments;      /* the unit's own compiler flags, NULL-terminated; NULL: those in the facts */
    const struct framework *framework; /* NULL: the default */
    const struct corrections *corrections; /* what is to be done before and after each test; NULL: nothing */
};

struct emit_options {
    const char *folder;                /* where the suite is written; made if it does not exist */
    const char *final_folder;          /* where it will stand, for relative paths; NULL: folder */
    const char *source_root;           /* what SRC_DIR stands for; NULL: the folder of the first unit */
    const char *const *with_sources;   /* further C files to link, NULL-terminated; NULL: none */
    const char *const *with_libraries; /* linker arguments or library files, NULL-terminated; NULL: none */
    const char *earlier;               /* folder of the suite that this one replaces; NULL: there is none */
    struct suite_stamp *stamp;         /* what the suite is made from, written beside it; its parts are filled in */
};

/* STATUS_INVALID when the unit's test program stands in folder and is not of cet's making. */
enum status testgen_may_replace(const char *folder, const char *unit, struct error *err);

/* Writes the whole suite, without stamp no suite.json. What a person has edited in the earlier suite is kept. ret_kept
 * (may be NULL): how many functions are a person's. */
enum status testgen_emit(const struct emit_unit *units, size_t unit_count, const struct emit_options *options,
                         size_t *ret_kept, struct error *err);

/* Which test stands where in the text of a program: for messages of compilers and runs. */
struct emit_mark {
    const char *name; /* of the C function */
    size_t test;      /* index in the plan, or of a property */
    bool is_property;
    unsigned first_line; /* of its function, helpers just before it included */
    unsigned last_line;
    unsigned *expect_lines; /* per expectation the line of its last assertion, 0: none was written */
    size_t expect_count;
    const char *problem; /* why it could not be written, NULL: it was */
};

struct emit_map {
    struct arena arena;
    struct emit_mark *marks;
    size_t count;
    size_t capacity;
};
void emit_map_release(struct emit_map *map);

/* The text of one unit's test program. ret_map may be NULL. */
enum status testgen_emit_program(const struct emit_unit *unit, const char *unit_header, struct strbuf *out,
                                 struct emit_map *ret_map, struct error *err);

#endif
