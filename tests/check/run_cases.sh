#!/bin/bash
# Every file in cases/ is compiled with the plugin, and brings the findings that its own comments expect. Where a folder
# stands beside it with its name less `.c`, the sources in there are further units of the same program.
# A word as argument: only the files whose path holds it. Every check has its page, three bad functions and a good file.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
clang=${CET_CLANG:-clang-19}
compare=${CET_COMPARE_FINDINGS:-$CET_BUILD_DIR/bin/compare_findings}
failed=0 count=0
# The check that a folder of cases is named after; none for the others.
check_of() {
  local name=${1%/*}
  name=${name##*/}
  [[ $name != cet-* ]] || echo "$name"
}

# compile_all FACTS SOURCE...: a side file may hold the facts of many units.
compile_all() {
  local facts=$1 source
  shift
  for source in "$@"; do
    [ -e "$source" ] || continue
    "$clang" -std=gnu17 -fsyntax-only -w -fplugin="$CET_PLUGIN" -fplugin-arg-cet-facts-file="$work/unit" "$source" || return
    cat "$work/unit" >>"$facts"
  done
}

for case in "$here"/cases/*/*.c; do
  [[ $case == *"${1:-}"* ]] || continue
  count=$((count + 1))
  facts=$work/$count.facts
  if ! compile_all "$facts" "$case" "${case%.c}"/*.c || ! "$compare" "$facts" "$case" $(check_of "$case"); then
    failed=$((failed + 1))
    echo "FAILED: ${case#"$here"/}"
  fi
done
for check in $(sed -n 's/^CHECK([a-z_]*, [a-z_]*, "\([a-z-]*\)".*/\1/p' "$here/../../check/checks.def"); do
  bad=$(grep -rh "/\* expect: .*$check" "$here/cases/$check" 2>/dev/null | wc -l)
  if [ ! -s "$here/../../docs/checks/$check.md" ] || [ "$bad" -lt 3 ] || ! ls "$here/cases/$check/"good*.c >/dev/null 2>&1; then
    failed=$((failed + 1))
    echo "FAILED: $check needs docs/checks/$check.md, three bad cases and a good*.c"
  fi
done
echo "$count cases, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
