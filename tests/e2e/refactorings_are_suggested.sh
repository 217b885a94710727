#!/bin/bash
# Each folder of tests/check/refactoring_cases/ is a kind of move: wanted*.c are a program in which it is suggested at the
# lines that say so, `/* refactor: KIND */`; alike.c looks like it and brings none. Then: what a suggestion's worth rests on.
. "$(dirname "$0")/promise.sh"

cases=$CET_SOURCE_DIR/tests/check/refactoring_cases
export XDG_STATE_HOME=$work/state GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
git() { command git -c user.name=t -c user.email=t@t "$@"; }

# read_places KIND: file:line of each suggestion of the kind in $work/out.
read_places() {
    python3 -c '
import json, os, sys
for r in json.load(open(sys.argv[1]))["refactorings"]:
    if r["kind"] == sys.argv[2]:
        print("%s:%u" % (os.path.basename(r["path"]), r["line"]))' "$work/out" "$1" | sort
}

cd "$cases" || exit 2
for kind in $(sed -n 's/^REFACTORING([a-z_]*, "\([a-z-]*\)".*/\1/p' "$CET_SOURCE_DIR/include/cet/model/refactoring_kinds.def"); do
    (cd "$kind" && grep -n "/\* refactor: $kind \*/" -- * | sed 's/^\([^:]*:[0-9]*\):.*/\1/' | sort) >"$work/expected"
    run "$CET" scan --refactorings --json -q --limit 1000 "$kind"/wanted*.c
    read_places "$kind" >"$work/found"
    promise "$kind is suggested where it is wanted" '[ -s "$work/expected" ] && diff "$work/expected" "$work/found"'
    run "$CET" scan --refactorings --json -q --limit 1000 "$kind"/alike.c
    read_places "$kind" >"$work/found"
    promise "$kind is not suggested for what looks like it" '[ ! -s "$work/found" ] || { cat "$work/found"; false; }'
done

# worth FUNCTION FIGURE: of the suggestion for it.
worth() {
    python3 -c '
import json, sys
for r in json.load(open(sys.argv[1]))["refactorings"]:
    if r["name"] == sys.argv[2] and r["kind"] == "extract-function":
        print("%g" % r[sys.argv[3]])' "$work/out" "$1" "$2"
}

mkdir "$work/p" && cd "$work/p" || exit 2
cp "$cases/cet.json" "$cases/extract-function/wanted.c" .
run "$CET" scan --refactorings --json -q wanted.c
promise "without git each change counts as one" '[ $status -eq 0 ] && grep -q "\"hasHistory\": false" "$work/out" && [ "$(worth first changes)" = 1 ]'
git init -q . && git add . && git commit -q -m start
for step in 1 2 3; do
    sed -i "s/sum += items\[i\].*/sum += items[i] + $step;/" wanted.c && git commit -q -a -m "step $step"
done
sed -i '1i /* A line above moves them all. */' wanted.c && git commit -q -a -m "a line above"
sed -i '1i /* And one that is not committed. */' wanted.c
run "$CET" scan --refactorings --json -q wanted.c
promise "changes are the commits that touched the function's lines" '[ "$(worth first changes)" = 4 ] && [ "$(worth second changes)" = 1 ]'
promise "worth is complexity by changes by callers" '[ "$(worth first worth)" = "$(( $(worth first complexity) * 4 ))" ]'
run "$CET" scan --refactorings -q --limit 1 wanted.c
promise "--limit shows so many, the best one first" '[ "$(grep -c "^[0-9]*\. " "$work/out")" -eq 1 ] && grep -q "^1\. wanted.c:[0-9]*: extract-function: .*first" "$work/out" && grep -q "suggestions, the first 1 shown" "$work/out"'
promise "the working tree is as it was" '[ "$(git status --porcelain | wc -l)" -eq 1 ]'
kept
