#!/usr/bin/env bash
# A unit that calls what nobody defines: its recorded stubs go with the suite into coverage, mutants and the verdict.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
mkdir "$work/project"
cp "$CET_SOURCE_DIR"/tests/testgen/units/monitor.c "$CET_SOURCE_DIR"/tests/testgen/units/sensor.h "$work/project/"
cd "$work/project" || exit 2

run "$CET" accept monitor.c --executions 20000 --out report
promise "accept comes to a verdict" '[ $status -le 1 ] && grep -q "\"verdict\"\|verdict:" report/verdict.json "$work/out"'
promise "mutants of it were killed" '[ "$(grep -c "\"killed\"" report/mutants.jsonl)" -ge 5 ]'
promise "the suite defines the stand-in" 'grep -q "sensor_read_returns" report/suite/test_monitor.c'
[ $failed = 0 ] || show

run "$CET" mutate run --suite report/suite monitor.c --out mutants
promise "mutate run judges the same suite" '[ $status -le 1 ]'
[ $failed = 0 ] || show

run "$CET" coverage run report/suite
promise "coverage run without --source counts the unit" '[ $status = 0 ] && grep -q "^monitor.c .*lines 100" "$work/out"'
promise "and nothing of the suite's own" '! grep -q "suite_\|test_" "$work/out"'
[ $failed = 0 ] || show
kept
