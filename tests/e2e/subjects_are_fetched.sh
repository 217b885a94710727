#!/usr/bin/env bash
# bench/subjects: names are checked, a missing package is named and the others still come, a second run does nothing.
set -u
subjects=$CET_SOURCE_DIR/bench/subjects
export CET_SUBJECTS_DIR
CET_SUBJECTS_DIR=$(mktemp -d)
trap 'rm -rf "$CET_SUBJECTS_DIR"' EXIT
failed=0
promise() {
    if eval "$2"; then echo "ok   $1"; else echo "FAIL $1"; failed=1; fi
}

promise "the names for daily work are listed" '"$subjects" list | grep -qx cjson'
"$subjects" path cjson >"$CET_SUBJECTS_DIR/out" 2>&1
promise "the path of what is not fetched is an error" '[ $? -eq 2 ] && grep -q "not fetched" "$CET_SUBJECTS_DIR/out"'
command -v apt-get >/dev/null && command -v dpkg-source >/dev/null || { echo "no apt-get and dpkg-source here: nothing more to show"; exit $failed; }

"$subjects" fetch no-such-package ../x libcsv >"$CET_SUBJECTS_DIR/out" 2>&1
status=$?
cat "$CET_SUBJECTS_DIR/out"
promise "a missing package is named"          '[ $status -eq 1 ] && grep -q "no-such-package: not downloaded" "$CET_SUBJECTS_DIR/out"'
promise "a name that is none is refused"      'grep -q "cannot be the name" "$CET_SUBJECTS_DIR/out"'
promise "the others still come"               'ls "$("$subjects" path libcsv)"/*.c >/dev/null'
promise "a second run has nothing to do"      '[ -z "$("$subjects" fetch libcsv 2>&1)" ]'
exit $failed
