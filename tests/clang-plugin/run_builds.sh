#!/bin/bash
# The plugin in builds as they are: facts are in whatever the compiler writes, and nothing else changes.
set -u
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
cd "$work" || exit 1
clang=${CET_CLANG:-clang-19}
compare=${CET_COMPARE_FACTS:-$CET_BUILD_DIR/bin/compare_facts}
failed=0 count=0

# check SENTENCE COMMAND...: the command's output is shown only when it fails.
check() {
  local sentence=$1
  shift
  count=$((count + 1))
  if ! "$@" >out.txt 2>&1; then
    failed=$((failed + 1))
    echo "FAILED: $sentence"
    sed 's/^/    /' out.txt
  fi
}
with_plugin() { "$clang" -fplugin="$CET_PLUGIN" "$@"; }
has_function() { "$compare" "$1" | grep "^function \`$2\`.* defined"; }
compiles_with_facts() { with_plugin "${@:2}" -c one.c -o mode.o && has_function mode.o "$1"; }
fails_with_line() { # PATTERN COMMAND...: one line of output that matches, and a failure
  local pattern=$1 output
  shift
  output=$("$@" 2>&1) && echo "succeeded" && return 1
  echo "$output"
  [ "$(grep -c "$pattern" <<<"$output")" = 1 ]
}

cat >one.c <<'C'
#include <stdio.h>
int two(int a);
int one(int a) { return two(a) + 1; }
int main(void) { return printf("%d\n", one(1)) < 0; }
C
echo 'int two(int a) { return a * 2; }' >two.c

for flags in -O0 -O1 -O2 -O3 -Os -g -fPIC "-O2 -fsanitize=address,undefined" --coverage -fno-integrated-as \
  -fno-integrated-cc1 -no-integrated-cpp -std=c89 -fprofile-instr-generate; do
  # shellcheck disable=SC2086
  check "an object compiled with $flags carries the facts" compiles_with_facts one $flags
done
check "save-temps keeps the facts" bash -c "'$clang' -fplugin='$CET_PLUGIN' -save-temps -c one.c -o saved.o && '$compare' saved.o | grep 'file one.c user main'"
check "assembly carries the facts" bash -c "'$clang' -fplugin='$CET_PLUGIN' -S one.c -o one.s && '$clang' -c one.s -o fromasm.o && '$compare' fromasm.o | grep '^function .one. external defined'"
check "assembly is plain text" bash -c "! LC_ALL=C grep -q '[^ -~	]' one.s"
check "several files on one command line" bash -c "'$clang' -fplugin='$CET_PLUGIN' -c one.c two.c && '$compare' one.o | grep 'file one.c user main' && '$compare' two.o | grep 'file two.c user main'"
check "a linked program carries the facts of all its objects" bash -c "'$clang' one.o two.o -o program && '$compare' program | grep -c '^unit' | grep -qx 2 && ./program"
check "an archive carries the facts of all its members" bash -c "ar rc both.a one.o two.o && '$compare' both.a | grep -c '^unit' | grep -qx 2"
check "facts are not loaded at run time" bash -c "! readelf -SW one.o | grep '\.cet\.facts.* A '"
check "stripping debug information keeps the facts" bash -c "strip -g -o stripped program && '$compare' stripped | grep '^unit'"
check "link-time optimisation keeps the facts" bash -c "'$clang' -fplugin='$CET_PLUGIN' -O2 -flto -fuse-ld=bfd one.c two.c -o lto && '$compare' lto | grep -c '^unit' | grep -qx 2"
check "bitcode kept in an object carries the facts" bash -c "'$clang' -fplugin='$CET_PLUGIN' -fembed-bitcode -c one.c -o fat.o && objcopy -O binary --only-section=.llvmbc --set-section-flags .llvmbc=alloc fat.o kept.bc && '$clang' -c kept.bc -o fromkept.o && '$compare' fromkept.o | grep '^unit'"
check "the generated code is the same" bash -c "'$clang' -O1 -c one.c -o plain.o && '$clang' -fplugin='$CET_PLUGIN' -O1 -c one.c -o facts.o && cmp <(objdump -d plain.o | tail -n +4) <(objdump -d facts.o | tail -n +4)"
check "the same input gives the same bytes" bash -c "'$clang' -fplugin='$CET_PLUGIN' -c one.c -o a.o && cp a.o b.o && '$clang' -fplugin='$CET_PLUGIN' -c one.c -o a.o && cmp a.o b.o"
check "no-facts leaves them out" bash -c "'$clang' -fplugin='$CET_PLUGIN' -fplugin-arg-cet-no-facts -c one.c -o none.o && ! readelf -SW none.o | grep cet"
check "a syntax check without a side file writes nothing" bash -c "mkdir e && cd e && '$clang' -fplugin='$CET_PLUGIN' -fsyntax-only ../one.c && [ -z \"\$(ls)\" ]"
check "a syntax check writes the side file that is named" bash -c "'$clang' -fplugin='$CET_PLUGIN' -fplugin-arg-cet-facts-file=side.facts -fsyntax-only one.c && '$compare' side.facts | grep '^function .one.'"
check "an unwritable side file is an error" fails_with_line "error: cet:.*no/such/side.facts" with_plugin -fplugin-arg-cet-facts-file=no/such/side.facts -fsyntax-only one.c
check "an unknown argument is an error" fails_with_line "unknown plugin argument 'bogus=1'" with_plugin -fplugin-arg-cet-bogus=1 -fsyntax-only one.c
check "preprocessing alone is left alone" bash -c "cmp <('$clang' -E one.c) <('$clang' -fplugin='$CET_PLUGIN' -E one.c)"
check "C++ is left alone" bash -c "echo 'int f() { return 0; }' >three.cc && '$clang' -fplugin='$CET_PLUGIN' -c three.cc && ! readelf -SW three.o | grep cet"

printf 'int f(int a) { return a + nothing; }\nstruct s { struct t x; int y; };\nint g(struct s *p) { return p->y + sizeof *p; }\nvoid h(void) { switch (nope) { case 1: return } }\nint k(int) { return 0; }\n' >broken.c
check "broken code is diagnosed and leaves nothing" bash -c "! '$clang' -fplugin='$CET_PLUGIN' -fplugin-arg-cet-facts-file=broken.facts -c broken.c 2>broken.txt && grep -q 'errors generated' broken.txt && ! grep -q 'Stack dump' broken.txt && [ ! -e broken.o ] && [ ! -e broken.facts ]"

for folder in here there/deeper; do
  mkdir -p "ids/$folder/src" "ids/$folder/build"
  echo 'static inline int inner(int v) { return v; }' >"ids/$folder/src/both.h"
  for name in first second; do
    echo "#include \"both.h\"
static int hidden(int v) { static int calls; return calls += v; }
int $name(int v) { return hidden(v) + inner(v); }" >"ids/$folder/src/$name.c"
  done
done
ids_of() { # FOLDER SOURCES: what the records of all units call themselves
  (cd "$1" && with_plugin -c "$2/first.c" "$2/second.c" && ar rc l.a first.o second.o && "$compare" l.a | grep -o ' id=.*' | sort)
}
expected_ids() { printf ' id=%s\n' first second src/both.h#inner src/{first,second}.c#hidden{,.calls} | sort; }
check "ids do not tell where a project lies" diff <(ids_of ids/here/build ../src) <(ids_of ids/there/deeper/build ../src)
check "static functions of one name in two files stay apart" diff <(ids_of ids/here/build ../src) <(expected_ids)
mkdir ids/here/.git
check "ids do not tell where a repository was built" diff <(ids_of ids/here/src .) <(expected_ids)

chain() { printf "$1%.0s" $(seq "$2"); }
{
  echo "int sum(int a) { return $(chain 'a + ' 10000) a; }"
  echo "int constant(int a) { return $(chain '1 + ' 10000) a; }"
  echo "int all(int a) { return $(chain 'a \&\& ' 1500 | tr -d '\\') a; }"
  echo "int ladder(int a) { $(chain 'if (a) a++; else ' 2000) a--; return a; }"
} >deep.c
check "trees of 10,000 levels are lowered" bash -c "'$clang' -w -fplugin='$CET_PLUGIN' -c deep.c && '$compare' deep.o | grep '^function .sum. .* blocks=3'"

if command -v ccache >/dev/null; then
  cached() { CCACHE_DIR=$work/cache ccache "$clang" -fplugin="$CET_PLUGIN" -c one.c -o cached.o; }
  hits() { CCACHE_DIR=$work/cache ccache --print-stats | awk '/_hit/ {n += $2} END {print n + 0}'; }
  cached_twice() { cached && rm cached.o && cached && [ "$(hits)" -ge 1 ] && has_function cached.o one; }
  check "a ccache hit brings the facts" cached_twice
fi
for other in clang-{14,15,16,17,18,20,21}; do
  if command -v "$other" >/dev/null; then
    check "$other is told in one line" fails_with_line "error: cet-plugin.so is built for clang" "$other" \
      -fplugin="$CET_PLUGIN" -c one.c -o other.o
    check "$other leaves no object" test ! -e other.o
  fi
done
echo "$count checks, $failed failed"
[ "$failed" -eq 0 ]
