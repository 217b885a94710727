#!/usr/bin/env bash
# A record with an array of characters: its texts are tried, and stand in the tests as a person writes them.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
cd "$work" || exit 2
cp "$CET_SOURCE_DIR/tests/testgen/units/page.c" .

run "$CET" testgen page.c --executions 40000 --out suite
promise "a suite is made"                            '[ $status = 0 ]'
promise "the word is found, and what begins as it"   'grep -q "struct page page = {.text = \"page\"};" suite/test_page.c && [ "$(grep -c "^static void test_page_kind" suite/test_page.c)" -ge 4 ]'
for told in 0 1 2 3; do
    promise "the answer $told is expected"           'grep -q "CU_ASSERT_EQUAL(result, $told);" suite/test_page.c'
done
[ $failed = 0 ] || cat suite/test_page.c
kept
