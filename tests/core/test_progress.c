#include "unit_test.h"

#include <stdio.h>

#include "cet/core/clock.h"
#include "cet/core/progress.h"

struct screen {
    FILE *out;
    char *text;
    size_t length;
};

static struct screen *screen_open(struct screen *screen)
{
    *screen = (struct screen){0};
    screen->out = open_memstream(&screen->text, &screen->length);
    if (!screen->out)
        abort();
    return screen;
}

static void screen_close(struct screen *screen)
{
    fclose(screen->out);
    free(screen->text);
}

static uint64_t now_ms = 1000000;

/* In place of core's: time goes by when a test says so. */
uint64_t clock_now_ms(void)
{
    return now_ms;
}

static void let_pass(uint64_t ms)
{
    now_ms += ms;
}

TEST(elsewhere_lines_are_plain_and_five_seconds_apart)
{
    struct screen screen;
    struct progress progress;
    progress_begin(&progress, screen_open(&screen)->out, "mutants", 200);
    CU_ASSERT_FALSE(progress.is_terminal);
    for (uint64_t i = 0; i < 100; i++)
        progress_update(&progress, i);
    CU_ASSERT_EQUAL(ftell(screen.out), 0);
    let_pass(10000);
    progress_update(&progress, 100);
    progress_update(&progress, 101);
    fflush(screen.out);
    const char *end = strchr(screen.text, '\n');
    CU_ASSERT_PTR_NOT_NULL_FATAL(end);
    CU_ASSERT_EQUAL(strncmp(screen.text, "mutants: 100/200 (50%), 10/s, 0:1", 33), 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(screen.text, " left\n"));
    CU_ASSERT_EQUAL(end[1], '\0');
    screen_close(&screen);
}

TEST(a_terminal_line_is_redrawn_in_place)
{
    struct screen screen;
    struct progress progress;
    progress_begin(&progress, screen_open(&screen)->out, "files", 0);
    progress.is_terminal = true;
    progress_update(&progress, 1);
    CU_ASSERT_EQUAL(ftell(screen.out), 0);
    let_pass(100);
    progress_update(&progress, 2);
    progress_update(&progress, 3);
    CU_ASSERT_STRING_EQUAL(screen.text, "\r\033[Kfiles: 2");
    progress_clear(&progress);
    CU_ASSERT_STRING_EQUAL(screen.text, "\r\033[Kfiles: 2\r\033[K");
    screen_close(&screen);
}

TEST(a_step_without_a_count_is_named_and_timed)
{
    struct screen screen;
    struct progress progress;
    progress_begin(&progress, screen_open(&screen)->out, "suite built", 0);
    progress.is_terminal = true;
    let_pass(100);
    progress_update(&progress, 0);
    CU_ASSERT_STRING_EQUAL(screen.text, "\r\033[Ksuite built ...");
    progress.is_terminal = false;
    progress_end(&progress);
    CU_ASSERT_PTR_NOT_NULL(strstr(screen.text, "suite built in 0.1 s\n"));
    screen_close(&screen);
}

TEST(the_end_says_how_many_and_how_long)
{
    struct screen screen;
    struct progress progress;
    progress_begin(&progress, screen_open(&screen)->out, "files", 3);
    let_pass(3600000);
    progress_update(&progress, 2);
    progress_end(&progress);
    CU_ASSERT_PTR_NOT_NULL(strstr(screen.text, "files: 2/3 (66%), 0.0/s, 30:01 left\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(screen.text, "\nfiles: 2 of 3 in 3600.0 s\n"));
    progress_update(&progress, 3);
    progress_end(&progress);
    CU_ASSERT_PTR_NULL(strstr(screen.text, "files: 3"));
    screen_close(&screen);
}

TEST(without_a_stream_nothing_is_said)
{
    struct progress progress, zeroed = {0};
    progress_begin(&progress, NULL, "files", 3);
    let_pass(10000);
    progress_update(&progress, 1);
    progress_clear(&progress);
    progress_end(&progress);
    progress_update(&zeroed, 1);
    progress_end(&zeroed);
    CU_ASSERT_EQUAL(progress.done, 1);
}

UNIT_TESTS("core/progress", CASE(elsewhere_lines_are_plain_and_five_seconds_apart),
           CASE(a_terminal_line_is_redrawn_in_place), CASE(a_step_without_a_count_is_named_and_timed),
           CASE(the_end_says_how_many_and_how_long), CASE(without_a_stream_nothing_is_said))
