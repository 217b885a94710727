#include "unit_test.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cet/core/memory.h"

TEST(new_storage_is_zeroed)
{
    int *numbers = memory_new(100, sizeof *numbers);
    for (int i = 0; i < 100; i++)
        CU_ASSERT_EQUAL(numbers[i], 0);
    free(numbers);
}

TEST(nothing_is_a_valid_size)
{
    void *none = memory_new(0, 8);
    CU_ASSERT_PTR_NOT_NULL(none);
    none = memory_resize(none, 0, 8);
    CU_ASSERT_PTR_NOT_NULL(none);
    free(none);
}

TEST(strndup_stops_at_the_end_of_the_text)
{
    char *short_text = memory_strndup("abc", 100), *cut = memory_strndup("abc", 2), *whole = memory_strdup("abc");
    CU_ASSERT_STRING_EQUAL(short_text, "abc");
    CU_ASSERT_STRING_EQUAL(cut, "ab");
    CU_ASSERT_STRING_EQUAL(whole, "abc");
    free(short_text);
    free(cut);
    free(whole);
}

TEST(a_pushed_array_keeps_all_items)
{
    size_t *items = NULL, count = 0, capacity = 0;
    for (size_t i = 0; i < 1000; i++)
        ARRAY_PUSH(items, count, capacity, i * i);
    CU_ASSERT_EQUAL(count, 1000);
    CU_ASSERT(capacity >= count);
    for (size_t i = 0; i < count; i++)
        CU_ASSERT_EQUAL(items[i], i * i);
    free(items);
}

TEST(a_scoped_pointer_is_freed)
{
    SCOPED(memory_free_pointer) char *text = memory_strdup("freed, or LeakSanitizer tells");
    SCOPED(memory_free_pointer) char *none = NULL;
    CU_ASSERT_PTR_NOT_NULL(text);
    CU_ASSERT_PTR_NULL(none);
}

static void resize_to_overflow(void)
{
    (void)memory_resize(NULL, SIZE_MAX / 2, 4);
}

static void grow_to_overflow(void)
{
    size_t capacity = SIZE_MAX / 2 + 1;
    memory_grow(NULL, SIZE_MAX / 2 + 1, &capacity, 1);
}

/* Whether run ends its process by SIGABRT. */
static bool aborts(void (*run)(void))
{
    fflush(NULL);
    const pid_t child = fork();
    if (child == 0) {
        const struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
        run();
        _exit(0);
    }
    int result = 0;
    return child > 0 && waitpid(child, &result, 0) == child && WIFSIGNALED(result) && WTERMSIG(result) == SIGABRT;
}

TEST(a_size_that_overflows_ends_the_process)
{
    CU_ASSERT(aborts(resize_to_overflow));
    CU_ASSERT(aborts(grow_to_overflow));
}

UNIT_TESTS("core/memory", CASE(new_storage_is_zeroed), CASE(nothing_is_a_valid_size),
           CASE(strndup_stops_at_the_end_of_the_text), CASE(a_pushed_array_keeps_all_items),
           CASE(a_scoped_pointer_is_freed), CASE(a_size_that_overflows_ends_the_process))
