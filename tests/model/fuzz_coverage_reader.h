/* A fuzz target for a reader into a pile: whatever the bytes, they are refused in one line, or sorted lines under
 * absolute paths come out, which cet's own format gives back.
 *
 *     FUZZ_COVERAGE_PATH(coverage_read_cobertura)
 *     FUZZ_COVERAGE_TEXT(coverage_parse_llvm) */
#ifndef TESTS_MODEL_FUZZ_COVERAGE_READER_H
#define TESTS_MODEL_FUZZ_COVERAGE_READER_H

#include "cet/model/coverage_readers.h"
#include "cet/model/coverage_writers.h"
#include "core/fuzz_file.h"

static void check_coverage(const struct coverage *coverage)
{
    for (size_t f = 0; f < coverage->file_count; f++) {
        const struct coverage_file *file = &coverage->files[f];
        if (file->path[0] != '/')
            abort();
        for (size_t i = 0; i < file->line_count; i++)
            if (file->lines[i].line == 0 || file->lines[i].line > COVERAGE_MAX_LINE ||
                (i && file->lines[i - 1].line >= file->lines[i].line))
                abort();
        for (size_t i = 1; i < file->branch_count; i++)
            if (file->branches[i - 1].line > file->branches[i].line)
                abort();
        for (size_t i = 0; i < file->test_line_count; i++)
            if (file->test_lines[i].test >= coverage->test_count)
                abort();
    }
}

static void write_again(const struct strbuf *text, struct strbuf *out)
{
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){.unpacked_bytes = 1});
    struct coverage again = {0};
    if (coverage_parse_data("again", text->bytes, text->length, pile, NULL) != STATUS_OK)
        abort();
    coverage_pile_take(pile, &again);
    coverage_format_as(coverage_writer_find("json"), &again, out);
    coverage_pile_free(pile);
    coverage_release(&again);
}

/* JSON has no bytes that are no UTF-8: they all become U+FFFD, and two names may become one. */
static void check_comes_back(const struct coverage *coverage)
{
    struct strbuf first = {0}, second = {0}, third = {0};
    coverage_format_as(coverage_writer_find("json"), coverage, &first);
    write_again(&first, &second);
    if (strstr(first.bytes, "\xef\xbf\xbd")) {
        write_again(&second, &third);
        fuzz_check_same(&second, &third);
    } else {
        fuzz_check_same(&first, &second);
    }
    strbuf_release(&first);
    strbuf_release(&second);
    strbuf_release(&third);
}

static inline void fuzz_check_pile(enum status status, struct coverage_pile *pile, const struct error *err)
{
    struct coverage coverage = {0};
    if (status != STATUS_OK)
        fuzz_check_refusal(err);
    coverage_pile_take(pile, &coverage);
    check_coverage(&coverage);
    if (status == STATUS_OK)
        check_comes_back(&coverage);
    coverage_release(&coverage);
    coverage_pile_free(pile);
}

#define FUZZ_COVERAGE_PATH(read)                                                                                       \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)                                                    \
    {                                                                                                                  \
        struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});                            \
        struct error err = {0};                                                                                        \
        fuzz_check_pile(read(fuzz_file(bytes, length), pile, &err), pile, &err);                                       \
        return 0;                                                                                                      \
    }

#define FUZZ_COVERAGE_TEXT(parse)                                                                                      \
    int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)                                                    \
    {                                                                                                                  \
        struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});                            \
        struct error err = {0};                                                                                        \
        fuzz_check_pile(parse("fuzz", (const char *)bytes, length, pile, &err), pile, &err);                           \
        return 0;                                                                                                      \
    }

#endif
