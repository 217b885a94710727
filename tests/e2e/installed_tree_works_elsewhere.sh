#!/usr/bin/env bash
# cmake --install puts everything in place, and the tree works after it was moved.
set -u
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
chmod 755 "$here"
failed=0
promise() {
    if eval "$2"; then echo "ok   $1"; else echo "FAIL $1"; cat "$here/out"; failed=1; fi
}

cmake --install "$CET_BUILD_DIR" --prefix "$here/first" >"$here/out" 2>&1
promise "it installs"                        '[ $? -eq 0 ]'
mv "$here/first" "$here/moved"
cet=$here/moved/bin/cet
promise "cet is there"                       '[ -x "$cet" ]'
promise "the plugin is there"                '[ -f "$here/moved/lib/cet/cet-plugin.so" ]'
promise "what is linked into programs is there" '[ -f "$here/moved/lib/cet/libcet-explore.a" ] && [ -f "$here/moved/lib/cet/libcet-mutants.so" ]'
promise "what is loaded into suites is there" '[ -f "$here/moved/lib/cet/libcet-order.so" ] && [ -x "$here/moved/lib/cet/cet-suite-reader" ]'
promise "the public headers are there"       '[ -f "$here/moved/include/cet/core/error.h" ]'

printf 'int twice(int n)\n{\n    return 2 * n;\n}\n' >"$here/twice.c"
"$cet" scan -q "$here/twice.c" >"$here/out" 2>&1
promise "cet scan works from there"          '[ $? -eq 0 ] && grep -q "1 functions" "$here/out"'
# The words of cet flags are meant to be split.
# shellcheck disable=SC2046
clang-19 $("$cet" flags) -c "$here/twice.c" -o "$here/twice.o" >"$here/out" 2>&1
promise "the plugin loads from there"        '[ $? -eq 0 ]'
"$cet" facts "$here/twice.o" >"$here/out" 2>&1
promise "facts come back from the object"    '[ $? -eq 0 ] && grep -q "twice" "$here/out"'
"$cet" accept -q "$CET_SOURCE_DIR/examples/accepted-tool" --executions 2000 --store "$here/store.db" --out "$here/report" >"$here/out" 2>&1
promise "cet accept comes to a verdict there" '[ $? -le 1 ] && grep -q "^verdict: " "$here/out" && [ -s "$here/report/report.html" ]'
promise "with coverage and mutants measured" 'grep -q "^  mutation .* of [0-9]" "$here/out" && grep -q "branch .* of [0-9]" "$here/out"'
"$cet" testqual -q "$CET_SOURCE_DIR/tests/testgen/quality/tables" --src-dir "$CET_SOURCE_DIR/tests/testgen/quality/source" --runs 2 --orders 2 >"$here/out" 2>&1
promise "cet testqual measures a suite there" '[ $? -eq 0 ] && grep -q "^assertions *14" "$here/out"'
promise "nothing names the first place"      '! grep -q "$here/first" "$here/out"'
exit $failed
