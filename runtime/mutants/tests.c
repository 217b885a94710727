/* CUnit's state, read through weak references: a program without CUnit links all the same. In CUnit 2.1 tests and
 * suites start with their name, and a failure record holds its test behind type, line, file and condition. */
#include <stdio.h>

#include "state.h"

struct named {
    const char *name;
};

struct failure_record {
    int type;
    unsigned line;
    char *file;
    char *condition;
    const struct named *test;
    const struct named *suite;
    struct failure_record *next;
};

extern const struct named *CU_get_current_test(void) __attribute__((weak));
extern const struct named *CU_get_current_suite(void) __attribute__((weak));
extern unsigned CU_get_number_of_failure_records(void) __attribute__((weak));
extern const struct failure_record *CU_get_failure_list(void) __attribute__((weak));

static void write_name(const struct named *suite, const struct named *test, char *out, size_t size)
{
    out[0] = '\0';
    if (test && test->name)
        snprintf(out, size, "%s%s%s", suite && suite->name ? suite->name : "", suite && suite->name ? "/" : "",
                 test->name);
    for (char *c = out; *c; c++)
        if (*c == '\n' || *c == '\r')
            *c = ' ';
}

void cet_mutants_test_name(char *out, size_t size)
{
    out[0] = '\0';
    if (CU_get_current_test && CU_get_current_suite)
        write_name(CU_get_current_suite(), CU_get_current_test(), out, size);
}

unsigned cet_mutants_failures(void)
{
    return CU_get_number_of_failure_records ? CU_get_number_of_failure_records() : 0;
}

void cet_mutants_failed_test(unsigned after, char *out, size_t size)
{
    out[0] = '\0';
    if (!CU_get_failure_list)
        return;
    const struct failure_record *record = CU_get_failure_list();
    for (; record && after > 0; after--)
        record = record->next;
    if (record)
        write_name(record->suite, record->test, out, size);
}
