#include "unit_test.h"

#include <zstd.h>

#include "cet/core/compress.h"
#include "cet/core/memory.h"
#include "cet/core/random.h"

#define MAX_BYTES ((size_t)1 << 20)

TEST(what_was_compressed_expands_to_itself)
{
    static const size_t sizes[] = {0, 1, 100, 65536, 300000};
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        SCOPED(strbuf_release) struct strbuf plain = {0}, packed = {0}, expanded = {0};
        struct random_state random = {i};
        for (size_t k = 0; k < sizes[i]; k++)
            strbuf_add_char(&plain, (char)random_below(&random, 16));
        strbuf_add_text(&packed, "head");
        strbuf_add_text(&expanded, "head");
        compress_add(&packed, plain.bytes, plain.length);
        size_t taken = 0;
        struct error err = {0};
        CU_ASSERT_EQUAL(compress_expand(packed.bytes + 4, packed.length - 4, MAX_BYTES, &expanded, &taken, &err),
                        STATUS_OK);
        CU_ASSERT_EQUAL(taken, packed.length - 4);
        CU_ASSERT_EQUAL(expanded.length, sizes[i] + 4);
        CU_ASSERT(sizes[i] == 0 || memcmp(expanded.bytes + 4, plain.bytes, sizes[i]) == 0);
    }
}

TEST(frames_in_a_row_come_one_by_one)
{
    SCOPED(strbuf_release) struct strbuf packed = {0}, expanded = {0};
    compress_add(&packed, "one ", 4);
    compress_add(&packed, "two", 3);
    for (size_t place = 0, taken = 0; place < packed.length; place += taken) {
        CU_ASSERT_EQUAL_FATAL(compress_expand(packed.bytes + place, packed.length - place, 4, &expanded, &taken, NULL),
                              STATUS_OK);
        CU_ASSERT_EQUAL(compress_frame_length(packed.bytes + place, packed.length - place), taken);
    }
    CU_ASSERT_STRING_EQUAL(strbuf_text(&expanded), "one two");
}

static void check_refused(const void *bytes, size_t length, size_t max_bytes, enum status status)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    size_t taken = 77;
    struct error err = {0};
    strbuf_add_text(&out, "kept");
    CU_ASSERT_EQUAL(compress_expand(bytes, length, max_bytes, &out, &taken, &err), status);
    CU_ASSERT_EQUAL(taken, 77);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "kept");
    CU_ASSERT(err.message[0] != '\0');
}

TEST(content_beyond_the_limit_is_not_expanded)
{
    SCOPED(strbuf_release) struct strbuf packed = {0};
    static char zeros[100000];
    compress_add(&packed, zeros, sizeof zeros);
    check_refused(packed.bytes, packed.length, sizeof zeros - 1, STATUS_LIMIT);
}

TEST(a_frame_cut_short_is_refused_at_every_length)
{
    SCOPED(strbuf_release) struct strbuf packed = {0};
    compress_add(&packed, "a text that is long enough to be worth a frame", 46);
    for (size_t length = 0; length < packed.length; length++) {
        check_refused(packed.bytes, length, MAX_BYTES, STATUS_INVALID);
        CU_ASSERT_EQUAL(compress_frame_length(packed.bytes, length), 0);
    }
}

TEST(a_damaged_byte_never_leaves_the_bounds)
{
    SCOPED(strbuf_release) struct strbuf packed = {0};
    struct random_state random = {3};
    char plain[2000];
    for (size_t i = 0; i < sizeof plain; i++)
        plain[i] = (char)("abcdefgh"[random_below(&random, 8)]);
    compress_add(&packed, plain, sizeof plain);
    for (size_t i = 0; i < packed.length * 8; i++) {
        SCOPED(strbuf_release) struct strbuf out = {0};
        size_t taken = 0;
        packed.bytes[i / 8] ^= (char)(1 << i % 8);
        const enum status status = compress_expand(packed.bytes, packed.length, 4000, &out, &taken, NULL);
        CU_ASSERT(status == STATUS_OK || status == STATUS_INVALID || status == STATUS_LIMIT);
        CU_ASSERT(out.length <= 4000 && taken <= packed.length);
        CU_ASSERT(status == STATUS_OK || out.length == 0);
        packed.bytes[i / 8] ^= (char)(1 << i % 8);
    }
}

TEST(a_frame_without_its_size_and_no_frame_at_all_are_refused)
{
    char frame[128];
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    const size_t length = ZSTD_compress2(context, frame, sizeof frame, "unsized", 7);
    ZSTD_freeCCtx(context);
    check_refused(frame, length, MAX_BYTES, STATUS_INVALID);
    check_refused("{\"json\": 1}", 11, MAX_BYTES, STATUS_INVALID);
}

UNIT_TESTS("core/compress", CASE(what_was_compressed_expands_to_itself), CASE(frames_in_a_row_come_one_by_one),
           CASE(content_beyond_the_limit_is_not_expanded), CASE(a_frame_cut_short_is_refused_at_every_length),
           CASE(a_damaged_byte_never_leaves_the_bounds), CASE(a_frame_without_its_size_and_no_frame_at_all_are_refused))
