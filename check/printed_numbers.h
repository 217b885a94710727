/* How many bytes a printf format of numbers may print.
 *
 *     uint64_t bytes;
 *     if (printed_numbers(pass, function, format, call, 3, &bytes) && bytes + 1 > size) ... */
#ifndef CET_CHECK_PRINTED_NUMBERS_H
#define CET_CHECK_PRINTED_NUMBERS_H

#include "pass.h"

/* Without the NUL. `first` is the call's child that the first conversion prints. A number of 16 bits or less may have
 * each value that no test excludes; of wider ones only what the source shows counts. False when something else is
 * printed. */
bool printed_numbers(struct check_pass *pass, const struct fact_function *function, const char *format, uint32_t call,
                     uint32_t first, uint64_t *ret_bytes);

#endif
