#!/usr/bin/env bash
# A project with src/ and include/: what is above the suite's SRC_DIR is in reach of every stage.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
mkdir -p "$work/project/src" "$work/project/include"
cd "$work/project" || exit 2
touch Makefile
echo '#define LIMIT 40' >include/limit.h
printf '#include <limit.h>\nint below_limit(int n)\n{\n    if (n < LIMIT)\n        return 1;\n    return 0;\n}\n' >src/limit.c

run "$CET" testgen src/limit.c --executions 2000 --out suite -- -Iinclude
promise "a suite for a unit with its header elsewhere" '[ $status = 0 ] && [ -s suite/test_limit.c ]'
[ $failed = 0 ] || show
run "$CET" coverage run --src-dir src --source src/limit.c suite
promise "its coverage is measured"                     '[ $status = 0 ] && grep -q "lines 100.0 %" "$work/out"'
[ $failed = 0 ] || show
run "$CET" coverage run --clang --src-dir src --source src/limit.c suite
promise "by clang too"                                 '[ $status = 0 ] && grep -q "lines 100.0 %" "$work/out"'
[ $failed = 0 ] || show
kept
