#include "unit_test.h"

#include "cet/core/digest.h"
#include "scratch.h"

#define DIGEST_OF_ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

/* FIPS 180-4 example values. */
TEST(digests_are_sha256)
{
    char text[DIGEST_TEXT_SIZE];
    digest_bytes("abc", 3, text);
    CU_ASSERT_STRING_EQUAL(text, DIGEST_OF_ABC);
    digest_bytes(NULL, 0, text);
    CU_ASSERT_STRING_EQUAL(text, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(a_file_has_the_digest_of_its_bytes)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    const char *path = scratch_path(&scratch, "abc");
    static char large[300000];
    char of_file[DIGEST_TEXT_SIZE], of_bytes[DIGEST_TEXT_SIZE];
    CU_ASSERT_EQUAL(file_write(path, "abc", 3, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(digest_file(path, of_file, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(of_file, DIGEST_OF_ABC);
    memset(large, 'x', sizeof large);
    CU_ASSERT_EQUAL(file_write(path, large, sizeof large, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(digest_file(path, of_file, NULL), STATUS_OK);
    digest_bytes(large, sizeof large, of_bytes);
    CU_ASSERT_STRING_EQUAL(of_file, of_bytes);
}

TEST(a_file_that_cannot_be_read_has_no_digest)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    struct error err = {0};
    char text[DIGEST_TEXT_SIZE] = "untouched";
    CU_ASSERT_EQUAL(digest_file(scratch_path(&scratch, "missing"), text, &err), STATUS_NOT_FOUND);
    CU_ASSERT_EQUAL(digest_file(scratch.folder, text, &err), STATUS_IO);
    CU_ASSERT_STRING_EQUAL(text, "untouched");
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "Is a directory"));
}

/* Noll's test vectors. */
TEST(the_fast_hash_is_fnv_1a)
{
    CU_ASSERT_EQUAL(hash_bytes(HASH_START, "", 0), 0xcbf29ce484222325u);
    CU_ASSERT_EQUAL(hash_bytes(HASH_START, "a", 1), 0xaf63dc4c8601ec8cu);
    CU_ASSERT_EQUAL(hash_bytes(HASH_START, "foobar", 6), 0x85944171f73967e8u);
}

TEST(chained_texts_do_not_run_together)
{
    CU_ASSERT_NOT_EQUAL(hash_text(hash_text(HASH_START, "a"), "b"), hash_text(hash_text(HASH_START, "ab"), ""));
}

UNIT_TESTS("core/digest", CASE(digests_are_sha256), CASE(a_file_has_the_digest_of_its_bytes),
           CASE(a_file_that_cannot_be_read_has_no_digest), CASE(the_fast_hash_is_fnv_1a),
           CASE(chained_texts_do_not_run_together))
