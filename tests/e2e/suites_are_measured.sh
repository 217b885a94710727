#!/usr/bin/env bash
# cet testqual says of suites written by hand what stands behind their tests in comments, and measures one that
# cet testgen wrote.
. "$(dirname "$0")/promise.sh"

suites=$CET_SOURCE_DIR/tests/testgen/quality
cd "$work" || exit 2

# expected SUITE, found: "FILE:LINE: fault", sorted.
expected() {
    (cd "$suites/$1" && grep -Hno '/\* expect: [a-z-]* \*/' ./*.c) | sed -E 's|^\./([^:]*:[0-9]+):/\* expect: ([a-z-]*) \*/|\1 \2|' | sort
}
found() {
    sed -n -E 's/^([^ ]*\.c:[0-9]+): .* \[([a-z-]+)\]$/\1 \2/p' "$work/out" | sort
}
# measured SUITE WHAT SWITCH...: the faults that stand in its comments, all of them and no other.
measured() {
    local suite=$1 what=$2
    shift 2
    run "$CET" testqual -q "$suites/$suite" --src-dir "$suites/source" "$@"
    expected "$suite" >"$work/expected"
    found >"$work/found"
    promise "$suite: $what" '[ $status -eq 1 ] && [ -s "$work/expected" ] && diff "$work/expected" "$work/found"'
    [ $status -eq 1 ] || show
}

measured faulty "each planted fault is found, and nothing else" --runs 2 --orders 3
promise "an order-dependent test is named with the order and the test before it" \
    'grep -q "needs_that_value ends otherwise .* passed at first, failed in the order of seed [0-9]* \(after \|as the first\)" "$work/out"'
promise "a flaky test is named with the run" 'grep -q "passes_every_second_time .* passed at first, failed in run 2" "$work/out"'
promise "a copy is named with its original" 'grep -q "states/is empty again is the same as another test: states/is empty at first" "$work/out"'
promise "tests that differ in literals are counted" 'grep -q "^duplicates *1; 2 differ" "$work/out"'
promise "assertions are told apart, with those of helpers" \
    'grep -q "^assertions *13: 4 value, 5 string, 1 null, 2 truth, 1 pass; 2 fatal" "$work/out"'
promise "without sources it is said that mutants were not run" 'grep -q "^mutants *not run: no source" "$work/out"'

measured ends "a test that ends its process is one fault, not several" --runs 1 --orders 2
promise "two programs' tests of one name are two" '[ "$(grep -c " first/counts$" "$work/out")" -eq 2 ]'

measured tables "tests that find nothing are named" --runs 1 --orders 1 --out "$work/report" "$suites/source/stack.c"
promise "mutants and branches are counted" \
    'grep -q "^mutants .* killed; 5 tests kill some" "$work/out" && grep -q "^branches *6 of 6 taken" "$work/out"'

promise "a mutant stands with each test that fails on it" \
    '[ -n "$(grep -o "^ *\"[0-9a-f]\{16\}\"" "$work/report/suite-quality.json" | sort | uniq -d)" ]'

run "$CET" testqual -q "$suites/tables" --src-dir "$suites/source" --runs 2 --orders 2 --json --out "$work/report"
promise "a suite that is sound without sources: exit 0" '[ $status -eq 0 ]'
promise "JSON is printed and written" 'grep -q "\"format\": \"cet-suite-quality\"" "$work/out" && cmp "$work/out" "$work/report/suite-quality.json"'
promise "the suite itself stays as it was" '[ -z "$(cd "$suites" && find . -newer "$work/expected" -type f)" ]'
run "$CET" testqual -q "$suites/faulty" --src-dir "$suites/source" --runs 2 --orders 1 "$suites/source/stack.c"
promise "a suite that does not pass is measured without mutants" \
    '[ $status -eq 1 ] && grep -q "^mutants *not run: not all tests always pass" "$work/out"'

mkdir hangs
sed "s/test_tables: .*/test_tables: main.c/; s/ cases.c .*stack.c / /" "$suites/tables/Makefile" >hangs/Makefile
cat >hangs/main.c <<'C'
#include <CUnit/Basic.h>
static void never_ends(void) { for (volatile int i = 0;; i = !i) continue; }
int main(void)
{
    CU_initialize_registry();
    CU_add_test(CU_add_suite("s", NULL, NULL), "never ends", never_ends);
    return CU_basic_run_tests() != CUE_SUCCESS;
}
C
run "$CET" testqual -q hangs --src-dir "$suites/source" --timeout 5
promise "a suite that hangs is one line and exit 2" '[ $status -eq 2 ] && grep -q "did not end within 5 s.*--timeout" "$work/err"'

printf 'int twice(int n)\n{\n    return n > 1000 ? 0 : 2 * n;\n}\n' >twice.c
run "$CET" testgen -q twice.c --executions 4000 --out suite
run "$CET" testqual -q suite twice.c --runs 2 --orders 3
promise "a suite of cet testgen is independent, not flaky, and each test finds something" \
    '[ $status -eq 0 ] && grep -q "^order-dependent *0 in 3 orders and alone" "$work/out" && grep -q "^tests that add nothing *0" "$work/out"'
[ $status -eq 0 ] || show
kept
