#!/bin/bash
# The plugin is built for the other versions of LLVM that are installed here (16, 22), and its cases and those of the
# checks hold there too.
set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
tried=0 failed=0
for version in 16 22; do
  llvm=/usr/lib/llvm-$version
  if [ ! -x "$llvm/bin/clang" ] || [ ! -r "$llvm/include/clang/AST/Expr.h" ] || [ ! -r "$llvm/include/llvm-c/Core.h" ]; then
    echo "LLVM $version is not installed here"
    continue
  fi
  tried=$((tried + 1))
  build=$work/$version
  if ! cmake -S "$top" -B "$build" -G Ninja -DCMAKE_C_COMPILER=clang-19 -DCMAKE_CXX_COMPILER=clang++-19 \
    -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCET_TESTS=OFF -DCET_LLVM_DIR="$llvm" >"$work/log" 2>&1 ||
    ! cmake --build "$build" --target cet-plugin >>"$work/log" 2>&1; then
    echo "FAILED: LLVM $version: the plugin does not build"
    grep -E "error:" "$work/log" | head -5
    failed=$((failed + 1))
    continue
  fi
  export CET_PLUGIN=$build/lib/cet/cet-plugin.so CET_CLANG=$llvm/bin/clang
  for cases in "$here/run_cases.sh" "$top/tests/check/run_cases.sh"; do
    bash "$cases" || { echo "FAILED: LLVM $version: ${cases#"$top"/}"; failed=$((failed + 1)); }
  done
  echo 'int less(int a, int b) { return a < b; }' >"$work/less.c"
  if ! "$CET_CLANG" -O0 -c "$work/less.c" -o "$work/less.o" -fplugin="$CET_PLUGIN" -fplugin-arg-cet-mutate ||
    ! nm "$work/less.o" | grep -q "cet\.mutants"; then
    echo "FAILED: LLVM $version: no mutants in the object"
    failed=$((failed + 1))
  fi
done
echo "$tried versions, $failed failed"
[ "$failed" -eq 0 ]
