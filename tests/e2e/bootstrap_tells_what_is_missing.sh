#!/usr/bin/env bash
# ./bootstrap where it cannot work: each case one clear answer and exit 2, nothing built, nothing installed.
set -u
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
mkdir -p "$here/cet/scripts" "$here/bin"
cp "$CET_SOURCE_DIR/bootstrap" "$here/cet/"
cp "$CET_SOURCE_DIR/scripts/dependencies.txt" "$here/cet/scripts/"
failed=0

# A machine without apt: only what bootstrap itself runs on, and what is named.
machine_with() {
    rm -f "$here"/bin/*
    local program
    for program in bash env awk dirname head id "$@"; do
        ln -sf "$(command -v $program)" "$here/bin/$program"
    done
}
run() { PATH=$here/bin "$here/cet/bootstrap" "$@" >"$here/out" 2>&1; }
promise() {
    if eval "$2"; then echo "ok   $1"; else echo "FAIL $1"; cat "$here/out"; failed=1; fi
}

machine_with
run build
promise "elsewhere it stops with exit 2"            '[ $? -eq 2 ]'
promise "a missing program is named"                'grep -q "cmake (program cmake)" "$here/out"'
promise "a missing header is named"                 'grep -q "libsqlite3-dev (header sqlite3.h)" "$here/out"'
promise "tools for the tests alone are not asked for" '! grep -q clang-format "$here/out"'
promise "nothing is built"                          '[ ! -e "$here/cet/build" ]'

machine_with bwrap
run test
promise "what is there is not named"                '! grep -q bubblewrap "$here/out"'
promise "test asks for the tools of the tests"      'grep -q "clang-format-19 (program" "$here/out"'

run tset
promise "an unknown verb is one line and exit 2"    '[ $? -eq 2 ] && [ "$(wc -l <"$here/out")" -eq 1 ]'
run test --logn
promise "an unknown switch is one line and exit 2"  '[ $? -eq 2 ] && [ "$(wc -l <"$here/out")" -eq 1 ]'
run help
promise "help exits 0"                              '[ $? -eq 0 ] && grep -q "usage: ./bootstrap" "$here/out"'
exit $failed
