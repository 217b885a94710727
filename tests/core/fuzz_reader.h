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

/* JSON has no bytes that are no UTF-8: they become U+FFFD, and what is sorted by them may stand elsewhere the next
 * time. */
#define FUZZ_ROUND_TRIP(type, load, format, release)                                                                   \
    static void write_again(const struct strbuf *text, struct strbuf *out)                                             \
    {                                                                                                                  \
        type again = {0};                                                                                              \
        if (load(fuzz_file(text->bytes, text->length), &again, NULL) != STATUS_OK)                                     \
            abort();                                                                                                   \
        format(&again, out);                                                                                           \
        release(&again);                                                                                               \
    }                                                                                                                  \
    static void check_round_trip(const type *read)                                                                     \
    {                                                                                                                  \
        struct strbuf first = {0}, second = {0}, third = {0};                                                          \
        format(read, &first);                                                                                          \
        write_again(&first, &second);                                                                                  \
        if (strstr(strbuf_text(&first), "\xef\xbf\xbd")) {                                                             \
            write_again(&second, &third);                                                                              \
            fuzz_check_same(&second, &third);                                                                          \
        } else {                                                                                                       \
            fuzz_check_same(&first, &second);                                                                          \
        }                                                                                                              \
        strbuf_release(&first);                                                                                        \
        strbuf_release(&second);                                                                                       \
        strbuf_release(&third);                                                                                        \
    }                                                                                                                  \
    FUZZ_READER(type, load, release, check_round_trip)

#endif
