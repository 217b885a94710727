/* The whole of a fuzz target for a format that is read from a file:
 *
 *     FUZZ_ROUND_TRIP(struct verdict, verdict_load, verdict_format, verdict_release)
 *     FUZZ_READER(struct project, project_load, project_release, check)
 *
 * Whatever the bytes, they are refused in one line, or what was read reads back as it is written, or passes
 * check(const TYPE *read), which aborts at a fault. */
#ifndef TESTS_CORE_FUZZ_READER_H
#define TESTS_CORE_FUZZ_READER_H

#include "core/fuzz_file.h"

#define FUZZ_READER(type, load, release, check)                                                                        \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)                                                    \
    {                                                                                                                  \
        type read = {0};                                                                                               \
        struct error err = {0};                                                                                        \
        if (load(fuzz_file(bytes, length), &read, &err) == STATUS_OK)                                                  \
            check(&read);                                                                                              \
        else                                                                                                           \
            fuzz_check_refusal(&err);                                                                                  \
        release(&read);                                                                                                \
        return 0;                                                                                                      \
    }

#define FUZZ_ROUND_TRIP(type, load, format, release)                                                                   \
    static void check_round_trip(const type *read)                                                                     \
    {                                                                                                                  \
        type again = {0};                                                                                              \
        struct strbuf first = {0}, second = {0};                                                                       \
        format(read, &first);                                                                                          \
        if (load(fuzz_file(first.bytes, first.length), &again, NULL) != STATUS_OK)                                     \
            abort();                                                                                                   \
        format(&again, &second);                                                                                       \
        fuzz_check_same(&first, &second);                                                                              \
        release(&again);                                                                                               \
        strbuf_release(&first);                                                                                        \
        strbuf_release(&second);                                                                                       \
    }                                                                                                                  \
    FUZZ_READER(type, load, release, check_round_trip)

#endif
