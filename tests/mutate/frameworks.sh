# Test programs of cmocka and Check: their tests are told apart, the first that fails is named and ends the run, a flaky one
# is refused by its name, and the verdicts are those of a program that has one test only.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
cd "$work" || exit 2

fail() {
    echo "$*"
    failed=1
}

cat >lib.c <<'C'
int larger(int a, int b) { return a > b ? a : b; }
int sum(int a, int b) { return a + b; }
int first(const int *numbers) { return numbers ? *numbers : 0; }
C
cat >lib.h <<'C'
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
int larger(int a, int b);
int sum(int a, int b);
int first(const int *numbers);
/* The last test: who got there. */
static inline void note_end(void)
{
    if (!getenv("ENDS")) return;
    int file = open(getenv("ENDS"), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (write(file, "end\n", 4) != 4) abort();
    close(file);
}
/* Only the first run of it passes. */
static inline int is_first_run(void)
{
    const char *path = getenv("FLAKY");
    return !path || (access(path, F_OK) != 0 && close(open(path, O_WRONLY | O_CREAT, 0600)) == 0);
}
C
cat >plain.c <<'C'
#include "lib.h"
int main(void) {
    return larger(1, 2) != 2 || larger(5, 2) != 5 || first(NULL) != 0 || sum(2, 3) != 5 || sum(1, 1) != 2;
}
C
# Tests of cmocka get their states: the group's, their own, or what their fixture makes of it.
cat >cmocka.c <<'C'
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include "lib.h"
static int group_state = 7, set_up_state = 9, own_state = 11;
static int begin(void **state) { *state = &group_state; return 0; }
static int end(void **state) { return *state != &group_state; }
static int set_up(void **state) { *state = &set_up_state; return sum(2, 3) != 5; }
static int tear_down(void **state) { return *state != &set_up_state; }
static void skips(void **state) { (void)state; larger(1, 2); skip(); }
static void takes_the_larger(void **state) { assert_ptr_equal(*state, &group_state); assert_int_equal(larger(1, 2), 2); }
static void takes_the_left(void **state) { (void)state; assert_int_equal(larger(5, 2), 5); }
static void takes_null(void **state) { assert_ptr_equal(*state, &own_state); assert_int_equal(first(NULL), 0); }
static void adds(void **state) { assert_ptr_equal(*state, &set_up_state); assert_int_equal(sum(1, 1), 2); }
static void ends(void **state) { assert_null(*state); sum(1, 1); assert_true(is_first_run()); note_end(); }
int main(void) {
    const struct CMUnitTest of_group[] = {cmocka_unit_test(skips), cmocka_unit_test(takes_the_larger)};
    const struct CMUnitTest alone[] = {
        cmocka_unit_test(takes_the_left),
        cmocka_unit_test_prestate(takes_null, &own_state),
        cmocka_unit_test_setup_teardown(adds, set_up, tear_down),
        cmocka_unit_test(ends),
    };
    int failed = cmocka_run_group_tests_name("group", of_group, begin, end);
    return failed + cmocka_run_group_tests_name("alone", alone, NULL, NULL);
}
C
cat >check.c <<'C'
#include <check.h>
#include <sys/wait.h>
#include "lib.h"
/* Nobody minds how the process of this test's own ends. */
START_TEST(forks) { pid_t child = fork(); if (child == 0) _exit(first(NULL)); waitpid(child, NULL, 0); } END_TEST
START_TEST(takes_the_larger) { ck_assert_int_eq(larger(1, 2), 2); } END_TEST
START_TEST(takes_the_left) { ck_assert_int_eq(larger(5, 2), 5); } END_TEST
START_TEST(takes_null) { ck_assert_int_eq(first(NULL), 0); } END_TEST
START_TEST(exits) { _exit(sum(2, 3)); } END_TEST
START_TEST(adds) { ck_assert_int_eq(sum(2, 3), 5); ck_assert_int_eq(sum(1, 1), 2); } END_TEST
START_TEST(ends) { sum(1, 1); ck_assert(is_first_run()); note_end(); } END_TEST
START_TEST(rests) { } END_TEST
static void set_up(void) { larger(9, 1); }
int main(void) {
    Suite *suite = suite_create("numbers");
    TCase *tests = tcase_create("core");
    SRunner *runner = srunner_create(suite);
    sum(0, 0);
    TCase *fixture = tcase_create("fixture");
    suite_add_tcase(suite, tests);
    suite_add_tcase(suite, fixture);
    tcase_add_checked_fixture(fixture, set_up, NULL);
    tcase_add_test(fixture, rests);
    tcase_add_test(tests, forks);
    tcase_add_test(tests, takes_the_larger);
    tcase_add_test(tests, takes_the_left);
    tcase_add_test(tests, takes_null);
    if (srunner_fork_status(runner) == CK_FORK) tcase_add_exit_test(tests, exits, 5);
    tcase_add_test(tests, adds);
    tcase_add_test(tests, ends);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}
C
# shellcheck disable=SC2046
build() { clang-19 -O0 -w $("$CET" flags --mutate lib.c) -o "$1" "$1.c" lib.c $("$CET" flags --mutate --link) "${@:2}" || exit 2; }
# What is linked before cet's words is called before them.
# shellcheck disable=SC2046
build_behind() { clang-19 -O0 -w $("$CET" flags --mutate lib.c) -o "$1" "$2.c" lib.c "${@:3}" $("$CET" flags --mutate --link) || exit 2; }
# Sanitizers look for functions before and while we do, and jump too.
# shellcheck disable=SC2046
build_guarded() { clang-19 -O0 -w -fsanitize=address $("$CET" flags --mutate lib.c) -o guarded "$1.c" lib.c $("$CET" flags --mutate --link) "${@:2}" || exit 2; }
judge() { # COMMAND...: into seen.jsonl
    "$CET" mutate run -q --json --no-cache --no-equivalents -j 1 -- "$@" >seen.jsonl || fail "$*: cannot be judged"
}
statuses() { grep -o '"id":"[0-9a-f]*"\|"status":"[a-z-]*"' "$1" | paste -d' ' - - | sort; }
same_verdicts() {
    [ "$(statuses seen.jsonl)" = "$(statuses plain.jsonl)" ] ||
        fail "$1: judged otherwise than a plain program: $(diff <(statuses seen.jsonl) <(statuses plain.jsonl))"
}
says() { # COMMAND FUNCTION OPERATOR KEY VALUE
    grep -qF "\"$4\":$5" <(grep "\"operator\":\"$3\".*\"function\":\"$2\"" seen.jsonl) ||
        fail "$1: $4 of $3 in $2 is not $5: $(grep "\"operator\":\"$3\".*\"function\":\"$2\"" seen.jsonl)"
}
# Whoever fails before the last test does not reach it, but for the first: it shows that a failure ends in a failed program.
stops() {
    rm -f "$work/reached"
    ENDS=$work/reached judge "$@"
    [ "$(grep -c end "$work/reached")" -lt "$(grep -c '"status":"killed"' seen.jsonl)" ] ||
        fail "$*: goes on behind a failure: $(grep -c end "$work/reached") runs reach the last test"
}
is_refused() { # COMMAND NAME
    rm -f "$work/flaky"
    FLAKY=$work/flaky "$CET" mutate run -q --no-cache -- "$1" 2>&1 | grep -qF "passes once and fails once: $2" ||
        fail "$1: a flaky test is not refused by its name, $2"
}
has() { # LIBRARY PACKAGE
    pkg-config --exists "$1" && return
    echo "skipped: tests of $1 ($2 is not installed)"
    return 1
}

build plain
judge ./plain
mv seen.jsonl plain.jsonl
[ "$(grep -c '"status":"killed"' plain.jsonl)" -gt 10 ] || fail "the plain program kills too few: $(cat plain.jsonl)"

if has cmocka libcmocka-dev; then
    build cmocka -lcmocka
    judge ./cmocka
    same_verdicts ./cmocka
    ! grep '"note"' seen.jsonl || fail "tests of cmocka are not forked amid their work"
    says ./cmocka larger return-one covered_by '["group/skips","group/takes_the_larger","alone/takes_the_left"]'
    says ./cmocka larger return-one killed_by '"group/takes_the_larger"'
    says ./cmocka larger relational-constant killed_by '"alone/takes_the_left"'
    says ./cmocka first condition-true killed_by '"alone/takes_null"'
    says ./cmocka sum return-one covered_by '["alone/adds","alone/ends"]'
    says ./cmocka sum return-one killed_by '"alone/adds"'
    stops ./cmocka
    is_refused ./cmocka alone/ends
    build_guarded cmocka -lcmocka
    judge ./guarded
    same_verdicts "cmocka under ASan"
    says guarded sum return-one killed_by '"alone/adds"'
    build_behind hidden cmocka -lcmocka
    judge ./hidden
    same_verdicts ./hidden
    says ./hidden sum return-one covered_by '["hidden"]'
fi

if has check check; then
    # shellcheck disable=SC2046
    build check $(pkg-config --libs check)
    for mode in yes no; do
        export CK_FORK=$mode
        judge ./check
        same_verdicts "CK_FORK=$mode ./check"
        [ $mode = yes ] && fixture=rests || fixture=ends
        says "$mode" larger return-one covered_by "[\"takes_the_larger\",\"takes_the_left\",\"$fixture\"]"
        says "$mode" larger return-one killed_by '"takes_the_larger"'
        says "$mode" larger relational-constant killed_by '"takes_the_left"'
        says "$mode" first condition-true killed_by '"takes_null"'
        [ $mode = no ] || says "$mode" sum return-one covered_by '["check","exits","adds","ends"]'
        [ $mode = no ] || says "$mode" sum return-one killed_by '"exits"'
        [ $mode = yes ] || says "$mode" sum return-one killed_by '"adds"'
        stops ./check
        is_refused ./check ends
    done
    unset CK_FORK
    # shellcheck disable=SC2046
    build_guarded check $(pkg-config --libs check)
    judge ./guarded
    same_verdicts "Check under ASan"
    says guarded sum return-one killed_by '"exits"'
fi
exit $failed
