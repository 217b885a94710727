#include "result_folder.h"

#include "core/scratch.h"
#include "unit_test.h"

static void put(const char *folder, const char *name, const char *text)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    SCOPED(memory_free_pointer) char *parent = path_folder(path);
    CU_ASSERT_EQUAL(folder_make(parent, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(path, text, strlen(text), NULL), STATUS_OK);
}

/* text NULL: there must be no such file. */
static void expect(const char *folder, const char *name, const char *text)
{
    SCOPED(memory_free_pointer) char *path = path_join(folder, name);
    SCOPED(strbuf_release) struct strbuf found = {0};
    if (!text) {
        CU_ASSERT_FALSE(file_exists(path));
        return;
    }
    CU_ASSERT_EQUAL(file_read(path, 1000, &found, NULL), STATUS_OK);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&found), text);
}

static enum status count_entry(void *context, const char *name, bool is_folder, struct error *err)
{
    (void)name, (void)is_folder, (void)err;
    ++*(size_t *)context;
    return STATUS_OK;
}

static size_t count_entries(const char *folder)
{
    size_t count = 0;
    CU_ASSERT_EQUAL(folder_each(folder, count_entry, &count, NULL), STATUS_OK);
    return count;
}

TEST(a_new_folder_comes_as_a_whole)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(result_folder_close) struct result_folder results = {0};
    const char *out = scratch_path(&scratch, "deep/out");
    CU_ASSERT_EQUAL_FATAL(result_folder_open(out, &results, NULL), STATUS_OK);
    put(results.scratch, "verdict.json", "{}");
    put(results.scratch, "suite/Makefile", "check:\n");
    CU_ASSERT_FALSE(file_exists(out));
    CU_ASSERT_EQUAL(result_folder_commit(&results, "verdict.json", NULL), STATUS_OK);
    expect(out, "verdict.json", "{}");
    expect(out, "suite/Makefile", "check:\n");
    result_folder_close(&results);
    CU_ASSERT_EQUAL(count_entries(out), 2);
    CU_ASSERT_EQUAL(count_entries(scratch_path(&scratch, "deep")), 1);
}

TEST(entries_of_the_same_name_are_replaced_whole_and_others_stay)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(result_folder_close) struct result_folder results = {0};
    put(scratch.folder, "verdict.json", "old");
    put(scratch.folder, "suite/stale.c", "old");
    put(scratch.folder, "notes.txt", "mine");
    put(scratch.folder, "becomes_file/x", "old");
    put(scratch.folder, "becomes_folder", "old");
    CU_ASSERT_EQUAL_FATAL(result_folder_open(scratch.folder, &results, NULL), STATUS_OK);
    put(results.scratch, "verdict.json", "new");
    put(results.scratch, "suite/fresh.c", "new");
    put(results.scratch, "becomes_file", "new");
    put(results.scratch, "becomes_folder/x", "new");
    expect(scratch.folder, "verdict.json", "old");
    CU_ASSERT_EQUAL(result_folder_commit(&results, "verdict.json", NULL), STATUS_OK);
    result_folder_close(&results);
    expect(scratch.folder, "verdict.json", "new");
    expect(scratch.folder, "suite/stale.c", NULL);
    expect(scratch.folder, "suite/fresh.c", "new");
    expect(scratch.folder, "notes.txt", "mine");
    expect(scratch.folder, "becomes_file", "new");
    expect(scratch.folder, "becomes_folder/x", "new");
    CU_ASSERT_EQUAL(count_entries(scratch.folder), 5);
}

TEST(what_is_not_committed_leaves_nothing)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(result_folder_close) struct result_folder results = {0};
    put(scratch.folder, "verdict.json", "old");
    CU_ASSERT_EQUAL_FATAL(result_folder_open(scratch.folder, &results, NULL), STATUS_OK);
    put(results.scratch, "verdict.json", "new");
    result_folder_close(&results);
    expect(scratch.folder, "verdict.json", "old");
    CU_ASSERT_EQUAL(count_entries(scratch.folder), 1);
}

TEST(a_blocked_path_is_refused_at_once)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    struct result_folder results = {0};
    struct error err = {0};
    put(scratch.folder, "file", "mine");
    CU_ASSERT_EQUAL(result_folder_open(scratch_path(&scratch, "file"), &results, &err), STATUS_INVALID);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "is a file"));
    CU_ASSERT_NOT_EQUAL(result_folder_open(scratch_path(&scratch, "file/below"), &results, &err), STATUS_OK);
    CU_ASSERT_NOT_EQUAL(result_folder_open("/proc/nowhere/out", &results, &err), STATUS_OK);
    CU_ASSERT_PTR_NULL(results.scratch);
    expect(scratch.folder, "file", "mine");
    CU_ASSERT_EQUAL(count_entries(scratch.folder), 1);
}

TEST(a_path_that_is_blocked_meanwhile_keeps_what_blocks_it)
{
    SCOPED(scratch_release) struct scratch scratch = scratch_new();
    SCOPED(result_folder_close) struct result_folder results = {0};
    struct error err = {0};
    CU_ASSERT_EQUAL_FATAL(result_folder_open(scratch_path(&scratch, "out"), &results, NULL), STATUS_OK);
    put(results.scratch, "verdict.json", "new");
    put(scratch.folder, "out", "somebody's");
    CU_ASSERT_NOT_EQUAL(result_folder_commit(&results, NULL, &err), STATUS_OK);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, "out"));
    result_folder_close(&results);
    expect(scratch.folder, "out", "somebody's");
    CU_ASSERT_EQUAL(count_entries(scratch.folder), 1);
}

UNIT_TESTS("cli/result_folder", CASE(a_new_folder_comes_as_a_whole),
           CASE(entries_of_the_same_name_are_replaced_whole_and_others_stay),
           CASE(what_is_not_committed_leaves_nothing), CASE(a_blocked_path_is_refused_at_once),
           CASE(a_path_that_is_blocked_meanwhile_keeps_what_blocks_it))
