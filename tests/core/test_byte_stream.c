#include "cet/core/byte_stream.h"

#include <string.h>
#include <zlib.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "scratch.h"
#include "unit_test.h"

static enum status read_all(const char *path, size_t piece, struct strbuf *out, struct error *err)
{
    SCOPED(byte_stream_close) struct byte_stream stream = {0};
    char buffer[64];
    size_t got = 1;
    enum status status = byte_stream_open(path, &stream, err);
    while (status == STATUS_OK && got) {
        status = byte_stream_read(&stream, buffer, piece, &got, err);
        if (status == STATUS_OK)
            strbuf_add(out, buffer, got);
    }
    return status;
}

static void add_member(const char *path, const char *text)
{
    gzFile file = gzopen(path, "ab");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    gzwrite(file, text, (unsigned)strlen(text));
    gzclose(file);
}

TEST(a_plain_file_comes_as_it_is)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf out = {0};
    const char *path = scratch_path(&scratch, "plain");
    CU_ASSERT_EQUAL(file_write(path, "a\0bc", 4, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(read_all(path, 3, &out, NULL), STATUS_OK);
    CU_ASSERT_EQUAL_FATAL(out.length, 4);
    CU_ASSERT_EQUAL(memcmp(out.bytes, "a\0bc", 4), 0);
}

TEST(members_of_a_packed_file_come_one_behind_the_other)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf out = {0};
    const char *path = scratch_path(&scratch, "packed");
    add_member(path, "first,");
    add_member(path, "second");
    CU_ASSERT_EQUAL(read_all(path, 4, &out, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&out), "first,second");
}

TEST(a_cut_or_damaged_one_is_refused_by_name)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(strbuf_release) struct strbuf packed = {0}, out = {0};
    const char *path = scratch_path(&scratch, "packed");
    struct error err = {0};
    add_member(path, "what is in it");
    CU_ASSERT_EQUAL_FATAL(file_read(path, 1000, &packed, NULL), STATUS_OK);
    for (size_t length = 2; length < packed.length; length++) {
        strbuf_clear(&out);
        CU_ASSERT_EQUAL(file_write(path, packed.bytes, length, NULL), STATUS_OK);
        CU_ASSERT_EQUAL(read_all(path, sizeof(char[64]), &out, &err), STATUS_INVALID);
        CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "packed' is a damaged or cut gzip file"));
    }
    packed.bytes[packed.length - 5] ^= 1; /* of the checksum */
    CU_ASSERT_EQUAL(file_write(path, packed.bytes, packed.length, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(read_all(path, 64, &out, &err), STATUS_INVALID);
}

TEST(what_is_not_there_is_said)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    struct error err = {0};
    CU_ASSERT_NOT_EQUAL(read_all("/nowhere/at/all", 1, &out, &err), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "/nowhere/at/all"));
}

UNIT_TESTS("core/byte_stream", CASE(a_plain_file_comes_as_it_is),
           CASE(members_of_a_packed_file_come_one_behind_the_other), CASE(a_cut_or_damaged_one_is_refused_by_name),
           CASE(what_is_not_there_is_said))
