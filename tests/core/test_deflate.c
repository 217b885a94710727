#include "cet/core/deflate.h"

#include <zlib.h>

#include "cet/core/memory.h"
#include "cet/core/random.h"
#include "unit_test.h"

static void check_round_trip(const struct strbuf *plain)
{
    SCOPED(strbuf_release) struct strbuf packed = {0};
    char *back = memory_new(plain->length + 1, 1);
    strbuf_add_text(&packed, "head");
    deflate_add(&packed, strbuf_text(plain), plain->length);
    z_stream stream = {0};
    CU_ASSERT_EQUAL_FATAL(inflateInit2(&stream, -15), Z_OK);
    stream.next_in = (unsigned char *)packed.bytes + 4;
    stream.avail_in = (unsigned)packed.length - 4;
    stream.next_out = (unsigned char *)back;
    stream.avail_out = (unsigned)plain->length + 1;
    CU_ASSERT_EQUAL(inflate(&stream, Z_FINISH), Z_STREAM_END);
    CU_ASSERT_EQUAL(stream.total_out, plain->length);
    CU_ASSERT_EQUAL(memcmp(back, strbuf_text(plain), plain->length), 0);
    CU_ASSERT_EQUAL(packed.bytes[packed.length], '\0');
    inflateEnd(&stream);
    free(back);
}

TEST(what_was_deflated_inflates_to_itself)
{
    static const size_t sizes[] = {0, 1, 100, 4096, 300000};
    for (size_t i = 0; i < ARRAY_LENGTH(sizes); i++) {
        SCOPED(strbuf_release) struct strbuf plain = {0};
        struct random_state random = {i};
        for (size_t k = 0; k < sizes[i]; k++)
            strbuf_add_char(&plain, (char)random_below(&random, 256));
        check_round_trip(&plain);
    }
}

TEST(what_repeats_gets_small)
{
    SCOPED(strbuf_release) struct strbuf plain = {0}, packed = {0};
    for (int i = 0; i < 1000; i++)
        strbuf_add_text(&plain, "the same again ");
    deflate_add(&packed, plain.bytes, plain.length);
    CU_ASSERT(packed.length < plain.length / 50);
    check_round_trip(&plain);
}

UNIT_TESTS("core/deflate", CASE(what_was_deflated_inflates_to_itself), CASE(what_repeats_gets_small))
