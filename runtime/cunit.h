/* What a program's CUnit says of the test that runs and of those that failed, by weak references: a program without
 * CUnit links all the same, and then there is nothing. */
#ifndef CET_RUNTIME_CUNIT_H
#define CET_RUNTIME_CUNIT_H

#include <stdbool.h>
#include <stddef.h>

bool cet_cunit_is_there(void);
/* Changes with the test; NULL when none runs. */
const void *cet_cunit_current_test(void);
/* "suite/test", "" when none runs. */
void cet_cunit_current_name(char *out, size_t size);
unsigned cet_cunit_failures(void);
/* Of the failure behind that many others; "" when there is none. */
void cet_cunit_failed_test(unsigned after, char *out, size_t size);
/* "suite/test" of two of CUnit's own records. */
void cet_cunit_name(const void *suite, const void *test, char *out, size_t size);

#endif
