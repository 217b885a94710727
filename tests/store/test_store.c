#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_folder.h"

/* Runs SQL on the file behind the store's back. */
static void alter(const char *path, const char *sql)
{
    sqlite3 *database = NULL;
    CU_ASSERT_EQUAL(sqlite3_open(path, &database), SQLITE_OK);
    CU_ASSERT_EQUAL(sqlite3_exec(database, sql, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(database);
}

static void expect_refusal(const char *path, enum status expected, const char *part)
{
    struct store *store = NULL;
    struct error err = {0};
    enum status status = store_open(path, &store, &err);
    CU_ASSERT_EQUAL(status, expected);
    CU_ASSERT_PTR_NULL(store);
    CU_ASSERT_PTR_NOT_NULL(strstr(err.message, part));
    CU_ASSERT_PTR_NULL(strchr(err.message, '\n'));
    if (status != expected || !strstr(err.message, part))
        printf("  status %d: %s\n", (int)status, err.message);
}

TEST(new_store_is_made_with_its_folders)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(store_release) struct store *store = must_open(path);
    CU_ASSERT_STRING_EQUAL(store_path(store), path);
    CU_ASSERT_EQUAL(count_runs(store), 0);
}

TEST(what_was_kept_is_there_when_opened_again)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    struct store *store = must_open(path);
    struct store_run run = {.verb = "accept", .subject = "x"};
    CU_ASSERT_EQUAL(store_add_run(store, &run, NULL, NULL), STATUS_OK);
    store_close(store);
    store = must_open(path);
    CU_ASSERT_EQUAL(count_runs(store), 1);
    store_close(store);
}

TEST(damaged_file_is_one_line)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(memory_free_pointer) char *folder = path_folder(path);
    static const char garbage[] = "this is not a database, but it is long enough to be taken for one by its size......"
                                  "...........................................";
    CU_ASSERT_EQUAL(folder_make(folder, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(file_write(path, garbage, sizeof garbage, NULL), STATUS_OK);
    expect_refusal(path, STATUS_INVALID, "damaged or no store of cet: move it away");
}

TEST(truncated_file_is_one_line)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    store_close(must_open(path));
    CU_ASSERT_EQUAL(truncate(path, 5000), 0);
    expect_refusal(path, STATUS_INVALID, "damaged");
}

TEST(newer_schema_is_one_line)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    store_close(must_open(path));
    alter(path, "PRAGMA user_version = 99");
    expect_refusal(path, STATUS_INVALID, "has version 99, this cet knows up to 1");
}

TEST(database_of_another_program_is_left_alone)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    SCOPED(memory_free_pointer) char *folder = path_folder(path);
    CU_ASSERT_EQUAL(folder_make(folder, NULL), STATUS_OK);
    alter(path, "CREATE TABLE bookmark(url TEXT)");
    expect_refusal(path, STATUS_INVALID, "is a database of another program");
}

TEST(folder_that_cannot_be_made_is_one_line)
{
    expect_refusal("/proc/cet/store.db", STATUS_NOT_FOUND, "/proc/cet");
    expect_refusal("/dev/null/store.db", STATUS_IO, "/dev/null");
}

TEST(folder_in_place_of_the_file_is_one_line)
{
    expect_refusal(strbuf_text(&store_folder), STATUS_IO, "cannot be opened");
}

TEST(default_path_follows_the_xdg_specification)
{
    SCOPED(strbuf_release) struct strbuf path = {0};
    setenv("HOME", "/home/me", 1);
    setenv("XDG_STATE_HOME", "relative", 1);
    store_default_path(&path);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&path), "/home/me/.local/state/cet/store.db");
    strbuf_clear(&path);
    setenv("XDG_STATE_HOME", "/state", 1);
    store_default_path(&path);
    CU_ASSERT_STRING_EQUAL(strbuf_text(&path), "/state/cet/store.db");
    unsetenv("XDG_STATE_HOME");
    unsetenv("HOME");
    struct store *store = NULL;
    CU_ASSERT_EQUAL(store_open(NULL, &store, NULL), STATUS_NOT_FOUND);
}

TEST(no_store_keeps_nothing_and_finds_nothing)
{
    bool found = true;
    SCOPED(strbuf_release) struct strbuf out = {0};
    struct store_run run = {.verb = "accept", .subject = "x"};
    CU_ASSERT_EQUAL(store_add_run(NULL, &run, NULL, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(count_runs(NULL), 0);
    CU_ASSERT_EQUAL(store_cache_set(NULL, "k", "v", 1, NULL), STATUS_OK);
    CU_ASSERT_EQUAL(store_cache_find(NULL, "k", &out, &found, NULL), STATUS_OK);
    CU_ASSERT_FALSE(found);
    store_close(NULL);
}

static int write_many(const char *path, const char *name)
{
    struct store *store = NULL;
    if (store_open(path, &store, NULL) != STATUS_OK)
        return 1;
    for (int i = 0; i < 100; i++) {
        struct store_run run = {.verb = "accept", .subject = name};
        if (store_add_run(store, &run, NULL, NULL) != STATUS_OK ||
            store_cache_set(store, name, &i, sizeof i, NULL) != STATUS_OK)
            return 2;
    }
    store_close(store);
    return 0;
}

TEST(several_processes_write_at_once)
{
    SCOPED(memory_free_pointer) char *path = new_store_path();
    static const char *const names[] = {"a", "b", "c"};
    pid_t pids[3];
    /* The file does not exist yet: the making of its tables is part of the race. */
    for (size_t i = 0; i < 3; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            _exit(write_many(path, names[i]));
    }
    for (size_t i = 0; i < 3; i++) {
        int status = -1;
        waitpid(pids[i], &status, 0);
        CU_ASSERT_EQUAL(status, 0);
    }
    SCOPED(store_release) struct store *store = must_open(path);
    CU_ASSERT_EQUAL(count_runs(store), 300);
}

STORE_TESTS("store/store", CASE(new_store_is_made_with_its_folders), CASE(what_was_kept_is_there_when_opened_again),
            CASE(damaged_file_is_one_line), CASE(truncated_file_is_one_line), CASE(newer_schema_is_one_line),
            CASE(database_of_another_program_is_left_alone), CASE(folder_that_cannot_be_made_is_one_line),
            CASE(folder_in_place_of_the_file_is_one_line), CASE(default_path_follows_the_xdg_specification),
            CASE(no_store_keeps_nothing_and_finds_nothing), CASE(several_processes_write_at_once))
