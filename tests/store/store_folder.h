/* A folder for the stores of one test program; removed at the end. */
#ifndef CET_TESTS_STORE_FOLDER_H
#define CET_TESTS_STORE_FOLDER_H

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/store/store.h"
#include "unit_test.h"

static struct strbuf store_folder;

/* A path that no other call gives, below folders that do not exist yet. */
static inline char *new_store_path(void)
{
    static unsigned number;
    SCOPED(strbuf_release) struct strbuf path = {0};
    strbuf_printf(&path, "%s/deep/%u/store.db", strbuf_text(&store_folder), number++);
    return strbuf_take(&path);
}

static inline struct store *must_open(const char *path)
{
    struct store *store = NULL;
    struct error err = {0};
    if (store_open(path, &store, &err) != STATUS_OK)
        printf("  %s\n", err.message);
    CU_ASSERT_PTR_NOT_NULL_FATAL(store);
    return store;
}

static inline enum status count_run(void *context, const struct store_run *run, struct error *err)
{
    (void)run;
    (void)err;
    ++*(unsigned *)context;
    return STATUS_OK;
}

static inline unsigned count_runs(struct store *store)
{
    unsigned count = 0;
    struct error err = {0};
    CU_ASSERT_EQUAL(store_each_run(store, &(struct store_query){.limit = 1000000}, count_run, &count, &err), STATUS_OK);
    return count;
}

#define STORE_TESTS(name, ...)                                                                                         \
    int main(void)                                                                                                     \
    {                                                                                                                  \
        static const struct unit_test tests[] = {__VA_ARGS__};                                                         \
        if (folder_make_temporary(NULL, "cet-test-", &store_folder, NULL) != STATUS_OK)                                \
            return EXIT_FAILURE;                                                                                       \
        int code = unit_tests_run(name, tests, sizeof tests / sizeof *tests);                                          \
        folder_remove(strbuf_text(&store_folder), NULL);                                                               \
        strbuf_release(&store_folder);                                                                                 \
        return code;                                                                                                   \
    }

#endif
