#!/usr/bin/env bash
# The same sources and seed give the same suite, however many units are at work at a time.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
mkdir "$work/project"
for unit in stack.c reader.c; do
    cp "$CET_SOURCE_DIR/tests/testgen/units/$unit" "$work/project/"
done
cd "$work/project" || exit 2
for jobs in 1 2; do
    run "$CET" testgen stack.c reader.c --seed 3 --executions 4000 --jobs $jobs --out "../suite-$jobs"
    promise "a suite with $jobs at a time" '[ $status = 0 ] && [ -s "$work/suite-$jobs/test_stack.c" ]'
    [ $failed = 0 ] || show
done
promise "they are the same byte for byte" 'diff -r "$work/suite-1" "$work/suite-2"'
promise "tests say what they alone reach" 'grep -q "Alone reaches \`" "$work/suite-1"/test_*.c'
kept
