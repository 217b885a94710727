/* In CUnit 2.1 tests and suites start with their name, and a failure record holds its test behind type, line, file and
 * condition. */
#include "cunit.h"

#include <stdio.h>

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

bool cet_cunit_is_there(void)
{
    return CU_get_current_test && CU_get_current_suite && CU_get_number_of_failure_records && CU_get_failure_list;
}

const void *cet_cunit_current_test(void)
{
    return cet_cunit_is_there() ? CU_get_current_test() : NULL;
}

void cet_cunit_name(const void *suite, const void *test, char *out, size_t size)
{
    const char *first = suite ? ((const struct named *)suite)->name : NULL;
    const char *second = test ? ((const struct named *)test)->name : NULL;
    if (second)
        snprintf(out, size, "%s%s%s", first ? first : "", first ? "/" : "", second);
}

void cet_cunit_current_name(char *out, size_t size)
{
    out[0] = '\0';
    if (cet_cunit_is_there())
        cet_cunit_name(CU_get_current_suite(), CU_get_current_test(), out, size);
}

unsigned cet_cunit_failures(void)
{
    return cet_cunit_is_there() ? CU_get_number_of_failure_records() : 0;
}

void cet_cunit_failed_test(unsigned after, char *out, size_t size)
{
    out[0] = '\0';
    const struct failure_record *record = cet_cunit_is_there() ? CU_get_failure_list() : NULL;
    for (; record && after > 0; after--)
        record = record->next;
    if (record)
        cet_cunit_name(record->suite, record->test, out, size);
}
