#!/bin/bash
# Every file in cases/ is compiled with the plugin, and brings the findings that its own comments expect.
# A word as argument: only the files whose path holds it.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
clang=${CET_CLANG:-clang-19}
compare=${CET_COMPARE_FINDINGS:-$CET_BUILD_DIR/bin/compare_findings}
failed=0 count=0
for case in "$here"/cases/*/*.c; do
  [[ $case == *"${1:-}"* ]] || continue
  count=$((count + 1))
  facts=$work/$count.facts
  if ! "$clang" -std=gnu17 -fsyntax-only -w -fplugin="$CET_PLUGIN" -fplugin-arg-cet-facts-file="$facts" "$case" ||
    ! "$compare" "$facts" "$case"; then
    failed=$((failed + 1))
    echo "FAILED: ${case#"$here"/}"
  fi
done
echo "$count cases, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
