/* What the tests of this suite share: the log of callback calls, allocations that fail on request, temporary files,
 * calls that end the process, laws tried on drawn inputs, and the runner. Needs a C compiler, a POSIX system and CUnit.
 */
#ifndef SUITE_SUPPORT_H
#define SUITE_SUPPORT_H

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "suite_content.h"
#include "suite_log.h"

/* ---- callbacks ------------------------------------------------------------------------------------------------- */

/* Empty at the start of each test. */
extern struct suite_call_log suite_log;

/* ---- allocations ----------------------------------------------------------------------------------------------- */

#define SUITE_EVERY_ALLOCATION (-1)
#define SUITE_NO_ALLOCATION 0
/* The which-th call of malloc, calloc, realloc, strdup, ... from now on returns NULL, and only that one. */
void suite_fail_allocation(int which);
/* Blocks that the running test has allocated and not yet freed. */
size_t suite_blocks_in_use(void);

/* ---- files ----------------------------------------------------------------------------------------------------- */

/* A file open for reading and writing ("w+") with this content, at its start. Closed after the test. */
FILE *suite_temporary_file(const void *content, size_t size);
/* A file that takes room bytes and refuses every further one, unbuffered; nothing can be read from it at first. */
FILE *suite_full_file(size_t room);
/* What stands in it now, NUL-terminated; valid until the next call. */
const char *suite_file_text(FILE *file);
size_t suite_file_size(FILE *file);

/* The name of a file with this content, in a folder that is removed with all that lies there after the test. */
char *suite_file_path(const void *content, size_t size);
/* What stands in the file of this name now, NUL-terminated; valid until the next call. "" when it is not there. */
const char *suite_path_text(const char *path);
size_t suite_path_size(const char *path);

/* ---- calls that end the process -------------------------------------------------------------------------------- */

#define SUITE_RETURNED (-1)
#define SUITE_ABORTED (256 + 6) /* SIGABRT */
/* Calls child in a process of its own: its exit code, 256 + the signal that ended it, or SUITE_RETURNED. */
int suite_outcome_of(void (*child)(void));

/* ---- laws ------------------------------------------------------------------------------------------------------ */

enum suite_domain_kind {
    SUITE_ANY_INT,   /* low .. high */
    SUITE_ANY_REAL,  /* real_low .. real_high */
    SUITE_ANY_TEXT,  /* low .. high characters of alphabet, NUL-terminated */
    SUITE_ANY_BYTES, /* low .. high bytes of any value */
    SUITE_LENGTH_OF, /* how long the input number `low` is */
    SUITE_BUFFER,    /* room for `low` bytes, all '#' */
};

struct suite_domain {
    enum suite_domain_kind kind;
    int64_t low, high;
    const char *alphabet;
    double real_low, real_high;
};

struct suite_input {
    int64_t number;
    double real;
    char *bytes; /* a block of exactly this length, plus the NUL of a text */
    size_t length;
};

/* Whether the law holds for one set of drawn inputs. */
typedef bool (*suite_law_fn)(const struct suite_input *in);

/* Tries the law on inputs drawn from domains. The first set that breaks it is made small and printed. */
bool suite_holds_for_all(suite_law_fn law, const struct suite_domain *domains, size_t domain_count, uint64_t seed,
                         unsigned tries);

/* ---- runner ---------------------------------------------------------------------------------------------------- */

struct suite_test {
    const char *group; /* function under test */
    const char *name;
    void (*run)(void);
};

#define SUITE_TEST(group, test) {group, #test, test}

/* A variable of the unit that is put back to its first value before each test. */
struct suite_variable {
    void *address;
    size_t size;
};

#define SUITE_VARIABLE(variable) {(void *)&(variable), sizeof(variable)}

struct suite {
    const char *name;
    const struct suite_test *tests;
    size_t test_count;
    const struct suite_variable *variables;
    size_t variable_count;
    void (*set_up)(void); /* before and after each test, NULL: nothing */
    void (*tear_down)(void);
};

/* Runs the tests through CUnit and returns the exit code: 0 all passed, 1 not, 2 wrong usage.
 *     --list            prints the names
 *     --only NAME       runs what matches NAME; * and ? are wildcards; may be repeated
 *     --shuffle N       in the random order of seed N (also SUITE_SHUFFLE=N)
 *     --reverse         from the last to the first
 *     --junit FILE      writes a report that CI systems read
 *     --stop            ends at the first failing test (also SUITE_STOP=1)
 * A test that crashes or takes longer than 10 s (SUITE_TIME_LIMIT) is an error of that test; the rest goes on. */
int suite_run(const struct suite *suite, int argc, char **argv);

#endif
