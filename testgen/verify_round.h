/* The parts of the stability gate: building and running (verify_run.c), not building again what stays
 * (verify_objects.c), reading what runs say (verify_blame.c), thinning the plan (verify_plan.c). */
#ifndef CET_TESTGEN_VERIFY_ROUND_H
#define CET_TESTGEN_VERIFY_ROUND_H

#include "cet/core/map.h"
#include "cet/testgen/emit.h"
#include "cet/testgen/verify.h"

/* What the round found out about one test or property of the map. */
struct verdict_of_test {
    const char *drop;     /* reason to drop it whole, NULL: none */
    const char *crash;    /* outcome when it is a crash: "SIGSEGV", "hang", "heap-buffer-overflow", NULL: none */
    bool is_test_memory;  /* that crash is about a variable of the test */
    const char **expects; /* per expectation: reason to drop it, NULL: none */
    size_t blocks_taken, blocks_left;
    bool was_measured;
};

enum pass {
    PASS_TESTS = 1u << 0,
    PASS_PROBES = 1u << 1,
    PASS_MEMORY = 1u << 2, /* as probes, of units that need nothing but libc */
};

struct variant {
    const char *name; /* its folder, and the word in reasons */
    bool uses_gcc, has_sanitizers;
    unsigned passes; /* enum pass: those that build it */
    const char *flags;
};

struct verify_round {
    struct test_plan *plan;
    const struct facts *facts;
    const struct verify_options *options;
    const struct toolchain *tools;
    struct verify_report *report;
    const char *folder; /* absolute */
    const char *stem;
    struct strbuf program; /* text of the test program */
    struct emit_map map;
    struct map by_name;               /* test's name -> index of its mark */
    struct verdict_of_test *verdicts; /* per mark */
    const struct built_objects *objects;
    unsigned runs;   /* over all rounds */
    bool is_probing; /* the plan's tests are probes: calls without expectations that broke no rule */
};

/* What the round writes tests of. */
struct emit_unit round_unit(const struct verify_round *round);
/* Gives back what an earlier round left, and counts this one. */
void round_start(struct verify_round *round);
void round_release(struct verify_round *round);
/* Runs the plan's probes under sanitizers once; what they report joins the crashes of the plan. */
enum status round_probe(const struct verify_round *round, struct error *err);
/* Builds and runs a program of its own for each crash that is not the caller's fault. What it shows is the outcome from
 * then on; what it does not show is no finding. */
enum status round_confirm(const struct verify_round *round, struct error *err);

/* Writes the suite, builds its variants and runs them; fills verdicts. */
enum status round_measure(struct verify_round *round, struct error *err);

/* Puts into folder what an earlier build of this variant has compiled; keeps what a build has left there. */
void objects_fetch(const struct verify_round *round, const struct variant *variant, const char *folder);
void objects_keep(const struct verify_round *round, const struct variant *variant, const char *folder);

/* Reads one run's output; how says which one it was: "in order with gcc". */
void blame_run(struct verify_round *round, const char *output, const char *how, bool was_complete);
/* Reads a compiler's messages; false when none of them points into a test. */
bool blame_compiler(struct verify_round *round, const char *output);
/* The first message of a compiler, for people; lives in the report. */
const char *first_compiler_message(struct verify_round *round, const char *output);

/* Takes out of the plan what the verdicts say; returns how many changes it made. */
size_t round_thin_plan(struct verify_round *round);
/* Adds "frees all it took" where that was seen, takes it away where nothing was taken; returns how many changes. */
size_t round_add_block_expectations(struct verify_round *round);

#endif
