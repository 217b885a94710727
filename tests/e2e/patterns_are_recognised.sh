#!/bin/bash
# Each folder of tests/check/pattern_cases/ is a kind of pattern: shown*.c holds at least three of it, each told at the line that says
# so, `/* pattern: KIND */`; alike*.c holds as much that looks like it and is told of nowhere.
. "$(dirname "$0")/promise.sh"

cases=$CET_SOURCE_DIR/tests/check/pattern_cases
export XDG_STATE_HOME=$work/state

# found KIND: file:line of each pattern of the kind in its folder.
found() {
    "$CET" scan --patterns --json -q "$cases/$1/shown.c" "$cases/$1/alike.c" >"$work/out" 2>"$work/err" || cat "$work/err"
    python3 -c '
import json, os, sys
for p in json.load(open(sys.argv[1]))["patterns"]:
    if p["kind"] == sys.argv[2]:
        print("%s:%u" % (os.path.basename(p["path"]), p["line"]))' "$work/out" "$1" | sort
}

# expected KIND: what the comments say.
expected() {
    (cd "$cases/$1" && grep -n "/\* pattern: $1 \*/" -- * | sed 's/^\([^:]*:[0-9]*\):.*/\1/' | sort)
}

for kind in $(sed -n 's/^PATTERN([a-z_]*, "\([a-z-]*\)".*/\1/p' "$CET_SOURCE_DIR/include/cet/model/pattern_kinds.def"); do
    expected "$kind" >"$work/expected"
    found "$kind" >"$work/found"
    promise "$kind is found where it stands, and nowhere else" \
        '[ "$(wc -l <"$work/expected")" -ge 3 ] && diff "$work/expected" "$work/found"'
done
kept
