#!/usr/bin/env bash
# cet scan --fix on every case of the checks that brings a repair: the file still compiles, what was repaired is gone, a
# second run changes nothing. Files without a repair stay as they are.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
cp -r "$CET_SOURCE_DIR/tests/check/cases" "$work/cases" && cd "$work/cases" || exit 2

# repairs FILE: rule and function of each finding of it that brings edits.
repairs() {
    "$CET" scan -q --json --level refactoring "$1" -- -std=gnu17 | python3 -c '
import json, sys
for finding in json.load(sys.stdin)["findings"]:
    if "fixes" in finding:
        print(finding["rule"], finding["function"])'
}

"$CET" scan -q --json --level refactoring ./*/*.c -- -std=gnu17 >"$work/all.json"
with_repairs=$(python3 -c '
import json, os, sys
findings = json.load(open(sys.argv[1]))["findings"]
print("\n".join(sorted({os.path.relpath(finding["path"]) for finding in findings if "fixes" in finding})))' "$work/all.json")
promise "there are cases with repairs" '[ -n "$with_repairs" ]'
for file in $with_repairs; do
    repairs "$file" >"$work/before"
    run "$CET" scan -q --fix --level refactoring "$file" -- -std=gnu17
    promise "$file: repaired, and it compiles"    '[ $status -le 1 ] && grep -q "^cet scan: [1-9][0-9]* findings were repaired" "$work/err"'
    [ $status -le 1 ] || show
    repairs "$file" >"$work/after"
    promise "$file: nothing is left to repair"    '[ -s "$work/before" ] && [ ! -s "$work/after" ]'
    [ ! -s "$work/after" ] || cat "$work/after"
    cp "$file" "$work/once.c"
    run "$CET" scan -q --fix --level refactoring "$file" -- -std=gnu17
    promise "$file: a second run changes nothing" '[ $status -le 1 ] && cmp -s "$file" "$work/once.c" && grep -q "^cet scan: 0 findings were repaired" "$work/err"'
done

# Nothing but what is shown is repaired.
printf 'int f(int n)\n{\n    return n; // NOLINT(cet-realloc-self)\n}\n' >"$work/mark.c"
cp "$work/mark.c" "$work/kept.c"
run "$CET" scan -q --fix --level error "$work/mark.c"
promise "what --level leaves out is not repaired"    '[ $status -eq 0 ] && cmp -s "$work/mark.c" "$work/kept.c"'
run "$CET" scan -q --fix --baseline "$work/known.jsonl" --accept-new --checks 'cet-errno-stale' "$work/mark.c"
run "$CET" scan -q --baseline "$work/known.jsonl" --accept-new "$work/mark.c"
run "$CET" scan -q --fix --baseline "$work/known.jsonl" "$work/mark.c"
promise "what is in the baseline is not repaired"    '[ $status -eq 0 ] && cmp -s "$work/mark.c" "$work/kept.c"'
run "$CET" scan -q --fix "$work/mark.c"
promise "and then it is, with the blanks before it"  '[ $status -eq 0 ] && grep -q "return n;$" "$work/mark.c"'
kept
