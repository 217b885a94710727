#!/bin/bash
# Every file in cases/ is compiled with the plugin, and its facts are what its own comments expect. `flags:` in a comment
# adds compiler flags, paths relative to cases/. A word as argument: only the files whose path holds it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
clang=${CET_CLANG:-clang-19}
compare=${CET_COMPARE_FACTS:-$CET_BUILD_DIR/bin/compare_facts}
failed=0 count=0
cd "$here/cases" || exit 1
for case in *.c; do
  [[ $case == *"${1:-}"* ]] || continue
  count=$((count + 1))
  facts=$work/$count.facts
  read -r -a flags < <(sed -n 's|.*/\* flags: \(.*\) \*/|\1|p' "$case")
  if ! "$clang" -fsyntax-only "${flags[@]}" -x c /dev/null 2>/dev/null; then
    echo "left out, $clang does not know its flags: $case"
    continue
  fi
  if ! "$clang" -fsyntax-only -w -std=gnu17 -fplugin="$CET_PLUGIN" -fplugin-arg-cet-facts-file="$facts" \
    "${flags[@]}" "$case" || ! "$compare" "$case" "$facts"; then
    failed=$((failed + 1))
    echo "FAILED: $case"
  fi
done
echo "$count cases, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
