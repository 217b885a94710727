/* Tests of cmocka, which keeps to itself which one runs. We stand in for what runs a group, hand cmocka functions of
 * ours, and let it give each test's first one our own entry as the test's initial state. Since a group's state would
 * take its place, we keep that back. From the first function on a test has the states that it would have without us. A
 * test fails when a function of it fails or does not come back, unless it skips itself: failed assertions and caught
 * signals jump. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "next.h"
#include "state.h"

typedef void (*test_fn)(void **state);
typedef int (*fixture_fn)(void **state);

/* cmocka's struct CMUnitTest. */
struct unit_test {
    const char *name;
    test_fn run;
    fixture_fn set_up, tear_down;
    void *initial_state;
};

static struct {
    const char *name;
    const struct unit_test *tests;
    struct unit_test *ours; /* what cmocka gets in their place */
    size_t count;
    fixture_fn set_up, tear_down;
    void *state; /* that set_up left */
} group;

static const struct unit_test *current;
static bool is_under_way; /* a function of it was called and has not come back */

const void *cet_mutants_cmocka_mark(void)
{
    return current;
}

void cet_mutants_cmocka_name(char *out, size_t size)
{
    snprintf(out, size, "%s/%s", group.name ? group.name : "", current->name);
}

static void note_failure(void)
{
    char name[TEST_NAME_SIZE];
    cet_mutants_cmocka_name(name, sizeof name);
    cet_mutants_note_failure(name);
}

static void settle(void)
{
    if (is_under_way)
        note_failure();
    is_under_way = false;
}

/* is_first: no other function of the test can have been called before. */
static const struct unit_test *enter(void **state, bool is_first)
{
    uintptr_t at = (uintptr_t)*state - (uintptr_t)group.ours;
    bool is_ours = at < group.count * sizeof *group.ours;
    settle();
    if (is_ours) {
        current = &group.tests[at / sizeof *group.ours];
        *state = group.state ? group.state : current->initial_state;
    } else if (is_first || !current) {
        fputs("libcet-mutants: this cmocka does not hand a test its initial state\n", stderr);
        abort();
    }
    is_under_way = true;
    return current;
}

static int leave(int result)
{
    is_under_way = false;
    if (result != 0)
        note_failure();
    return result;
}

static int set_up(void **state)
{
    return leave(enter(state, true)->set_up(state));
}

/* Of a test with a fixture, the first function is the fixture's. */
static void run_alone(void **state)
{
    enter(state, true)->run(state);
    is_under_way = false;
}

static void run(void **state)
{
    enter(state, false)->run(state);
    is_under_way = false;
}

static int tear_down(void **state)
{
    return leave(enter(state, false)->tear_down(state));
}

static int set_up_group(void **state)
{
    int result = group.set_up(state);
    group.state = *state;
    *state = NULL;
    return result;
}

static int tear_down_group(void **state)
{
    settle();
    current = NULL;
    *state = group.state;
    return group.tear_down(state);
}

static void stand_in(struct unit_test *ours, const struct unit_test *theirs)
{
    *ours = *theirs;
    ours->run = !theirs->run ? NULL : theirs->set_up ? run : run_alone;
    ours->set_up = theirs->set_up ? set_up : NULL;
    ours->tear_down = theirs->tear_down ? tear_down : NULL;
    ours->initial_state = ours;
}

int _cmocka_run_group_tests(const char *name, const struct unit_test *tests, size_t count, fixture_fn group_set_up,
                            fixture_fn group_tear_down);
int _cmocka_run_group_tests(const char *name, const struct unit_test *tests, size_t count, fixture_fn group_set_up,
                            fixture_fn group_tear_down)
{
    NEXT(_cmocka_run_group_tests);
    if (cet_mutants_state.mode == MODE_OFF)
        return next(name, tests, count, group_set_up, group_tear_down);
    group.name = name;
    group.tests = tests;
    group.ours = cet_mutants_pages((count + 1) * sizeof *group.ours);
    group.count = count;
    group.set_up = group_set_up;
    group.tear_down = group_tear_down;
    group.state = NULL;
    for (size_t i = 0; i < count; i++)
        stand_in(&group.ours[i], &tests[i]);
    int failed =
        next(name, group.ours, count, group_set_up ? set_up_group : NULL, group_tear_down ? tear_down_group : NULL);
    settle();
    current = NULL;
    return failed;
}

void _skip(const char *file, int line);
void _skip(const char *file, int line)
{
    NEXT(_skip);
    is_under_way = false;
    next(file, line);
}
