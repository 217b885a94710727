#!/usr/bin/env bash
# cet scan --with: what other analysers find is told as cet's own findings are, once, with all who found it.
. "$(dirname "$0")/promise.sh"
for tool in clang-tidy-19 cppcheck flawfinder; do
    command -v $tool >/dev/null || { echo "$tool is not installed: nothing to show"; exit 0; }
done

export XDG_STATE_HOME=$work/state
all=clang-tidy,cppcheck,gcc,clang,flawfinder
mkdir "$work/p" && cd "$work/p" || exit 2
cat >twice.c <<'END'
#include <stdlib.h>
#include <string.h>
#include "twice.h"

void twice(void)
{
    char *p = malloc(3);
    free(p);
    free(p);
}

int parse(const char *text)
{
    char buffer[LENGTH];
    strcpy(buffer, text);
    return buffer[0];
}

char *copy(const char *text)
{
    char *made = malloc(10);
    if (!text)
        return NULL;
    return made;
}
END
mkdir include && echo '#define LENGTH 8' >include/twice.h
for tool in ${all//,/ }; do
    run "$CET" scan -q twice.c --with $tool -- -Iinclude
    promise "$tool is heard"                          '[ $status -eq 1 ] && grep -q ": \(warning\|error\): .*($tool)$\|: \(warning\|error\): .*, $tool)$" "$work/out" && [ ! -s "$work/err" ]'
    [ $status -eq 1 ] || show
done
run "$CET" scan -q twice.c --with $all --json -- -Iinclude
cp "$work/out" all.json
promise "the second free is one finding of four"      '[ "$(grep -c "\"line\": *9," all.json)" -eq 1 ] && grep -A6 "\"line\": *9," all.json | grep -q "clang-tidy, cppcheck, gcc, clang"'
promise "with its function and a fingerprint"         'grep -A6 "\"line\": *9," all.json | grep -q "\"function\": *\"twice\""'
run "$CET" scan -q twice.c --with cppcheck --sarif out.sarif -- -Iinclude
promise "SARIF names the source and the CWE"          'grep -q "\"source\": *\"[^\"]*cppcheck\"" out.sarif && grep -q "external/cwe/cwe-415" out.sarif'
sed 's|^    free(p);$|    free(p); // NOLINT(cet-double-free, cppcheck-doubleFree, clang-analyzer-unix.Malloc, gcc-analyzer-*): twice on purpose|' twice.c >marked.c
run "$CET" scan -q marked.c --with clang-tidy,cppcheck,gcc,clang -- -Iinclude
promise "marks silence their rules"                   '! grep -q "^marked.c:9:" "$work/out" && grep -q "silenced" "$work/out"'
run "$CET" scan -q twice.c --with $all --baseline known.jsonl --accept-new -- -Iinclude
run "$CET" scan -q twice.c --with $all --baseline known.jsonl -- -Iinclude
promise "a baseline knows theirs too"                 '[ $status -eq 0 ] && [ ! -s "$work/err" ]'
run "$CET" scan -q twice.c --baseline known.jsonl -- -Iinclude
promise "and they are not stale when nobody asked"    '[ ! -s "$work/err" ]'
run "$CET" scan -q twice.c --with cppcheck,gcc -- -Iinclude -fcolor-diagnostics
promise "flags of clang's own are dropped for gcc"    'grep -q "gcc" "$work/out" && [ ! -s "$work/err" ]'
echo '_Static_assert(__clang__, "clang only"); int f(void);' >only.c
run "$CET" scan -q only.c --with gcc
promise "what one cannot compile is said"             'grep -q "only.c. was not analysed: by gcc: .*error" "$work/err" && grep -q "1 files not analysed, or only in part" "$work/out"'
run "$CET" scan -q twice.c --with lint
promise "an unknown analyser is refused"              '[ $status -eq 2 ] && grep -q "known are clang-tidy" "$work/err"'
run env PATH="$work" "$CET" scan -q twice.c --with cppcheck
promise "so is one that is not installed"             '[ $status -eq 2 ] && grep -q "cppcheck. (--with) is not installed" "$work/err"'
kept
