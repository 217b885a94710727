#!/usr/bin/env bash
# docs/example-suite.md shows what cet emits, unedited.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
run "$CET_SOURCE_DIR/scripts/example_suite" "$work/page.md"
promise "the page is made" '[ $status = 0 ]'
promise "it is the one in docs" 'diff "$work/page.md" "$CET_SOURCE_DIR/docs/example-suite.md" >"$work/out"'
[ $failed = 0 ] || show
kept
