#!/usr/bin/env bash
# Data of gcc, clang and other tools go in, lcov, genhtml and a validating parser take what comes out.
. "$(dirname "$0")/promise.sh"
schemas=$(cd "$(dirname "$0")/schemas" && pwd)
mkdir -p "$work/my tool" && cd "$work/my tool" || exit 2

cat >pick.h <<'X'
#define GETTER(n) static int get_##n(int a) { if (a > n) return a; return n; }
static inline int pick(int a, int b) { return a && b ? a : b; }
X
printf '#include "pick.h"\nGETTER(1) GETTER(2)\nint one(int a)\n{\n    return pick(a, 1) + get_1(a) + get_2(a);\n}\n' >one.c
printf '#include "pick.h"\nint one(int a);\nint main(void)\n{\n    if (pick(0, 1))\n        return one(5) == 0;\n    return 9;\n}\n' >main.c
totals() { sed -n 's/^.*\(lines\|branches\|functions\)[.:]*.*(\([0-9]*\) of \([0-9]*\) .*/\1 \2 \3/p' "$work/out" | tr '\n' ';'; }

gcc --coverage -O0 -c one.c main.c 2>"$work/err" && gcc --coverage -o tool one.o main.o && ./tool
run "$CET" coverage read . --out all --format lcov --format cobertura --format json --format summary
promise "the data of a build are read, in a folder with a blank"  '[ $status = 0 ] && grep -q "^one.c" "$work/out"'
[ $failed = 0 ] || show
promise "functions of one line keep their branches apart"        '[ "$(sed -n "/one.c/,/end_of_record/p" all/coverage.info | grep -c "^BRDA:2,[01],[01],")" = 4 ]'
promise "a header of two units is one file"                      '[ "$(grep -c "^SF:.*pick.h" all/coverage.info)" = 1 ]'

run lcov --rc lcov_branch_coverage=1 --summary all/coverage.info
ours=$(totals)
promise "lcov takes the tracefile"                               '[ $status = 0 ] && [ -n "$ours" ]'
run genhtml --branch-coverage -q -o html all/coverage.info
promise "genhtml takes it"                                       '[ $status = 0 ] && [ -s html/index.html ]'
if command -v xmllint >/dev/null; then
    run xmllint --noout --nonet --dtdvalid "$schemas/coverage-04.dtd" all/coverage.xml
    promise "Cobertura XML is valid by its DTD"                  '[ $status = 0 ]'
    [ $failed = 0 ] || show
fi

gcov -b -c -j one.gcda main.gcda >/dev/null 2>&1
run "$CET" coverage read ./*.gcov.json.gz --format json
cp "$work/out" saved.json
promise "gcov's saved answers give what reading the build gives" '[ $status = 0 ] && [ "$(tail -n +2 saved.json)" = "$(tail -n +2 all/coverage-data.json)" ]' # the first line names the compiler
[ $failed = 0 ] || { show; diff saved.json all/coverage-data.json | head -n 5; }
run "$CET" coverage read all/coverage-data.json --format json
promise "cet's own data come back byte for byte"                 '[ $status = 0 ] && cmp -s "$work/out" all/coverage-data.json'
run "$CET" coverage read all/coverage.info --format lcov
promise "and so does the tracefile"                              '[ $status = 0 ] && cmp -s "$work/out" all/coverage.info'
run "$CET" coverage read all/coverage.xml --format cobertura
promise "and so does Cobertura"                                  '[ $status = 0 ] && cmp -s "$work/out" all/coverage.xml'
run "$CET" coverage read all/coverage.info all/coverage.xml all/coverage-data.json ./*.gcov.json.gz --json
promise "all of them at once are the same source"                '[ $status = 0 ] && [ "$(grep -c "\"path\"" "$work/out")" = 3 ] && grep -q "\"branches\": 10," "$work/out"'
[ $failed = 0 ] || show

for name in coverage.info coverage.xml coverage-data.json; do
    gzip -c "all/$name" >"$name.gz"
    "$CET" coverage read "all/$name" --format lcov >plain.info
    run "$CET" coverage read "$name.gz" --format lcov
    promise "$name is read packed too"                           '[ $status = 0 ] && [ -s plain.info ] && cmp -s "$work/out" plain.info'
    [ $failed = 0 ] || show
done

rm -f ./*.gcno ./*.gcda
if clang-19 -fprofile-instr-generate -fcoverage-mapping -fcoverage-mcdc -O0 -o ctool one.c main.c 2>"$work/err"; then
    LLVM_PROFILE_FILE=c.profraw ./ctool
    llvm-profdata-19 merge -o c.profdata c.profraw && llvm-cov-19 export -instr-profile c.profdata ctool >llvm.json
    llvm-cov-19 export -format=lcov -instr-profile c.profdata ctool | grep -e ^SF -e ^DA | sort >theirs
    run "$CET" coverage read llvm.json --format lcov
    grep -e ^SF -e ^DA "$work/out" | sort >mine
    promise "lines of llvm-cov are those that it writes itself"  '[ $status = 0 ] && [ -s mine ] && cmp -s mine theirs'
    [ $failed = 0 ] || diff mine theirs
    promise "its conditions are there"                           'grep -q ^MCDC: "$work/out"'
    cp "$work/out" read.info && rm -f c.prof*
    run "$CET" coverage run --format lcov -q -- ./ctool
    promise "a run of such a build gives the same"               '[ $status = 0 ] && grep -q ^MCDC: "$work/out" && cmp -s "$work/out" read.info'
    [ $failed = 0 ] || { show; diff "$work/out" read.info; }
fi

# ---- what is wrong is one line, and nothing is written ---------------------------------------------------------------
refused() { # WHAT WORDS ARGUMENT...
    local what=$1 words=$2
    shift 2
    run "$CET" coverage read "$@" --out refused
    promise "$what" '[ $status = 2 ] && [ "$(wc -l <"$work/err")" = 1 ] && grep -q -e "$words" "$work/err" && [ ! -e refused ]'
    [ $failed = 0 ] || show
}
head -c 300 all/coverage.info >cut.info
head -c 300 all/coverage-data.json >cut.json
head -c 200 coverage.info.gz >cut.info.gz
head -c 300 all/coverage.xml >cut.xml
printf 'SF:a.c\nDA:3,1,abc\nend_of_record\n' >first.info
printf 'SF:a.c\nDA:3,1,xyz\nend_of_record\n' >second.info
printf 'SF:a.c\nDA:99999999999,1\nend_of_record\n' >far.info
printf 'SF:a.c\nDA:3,-1\nend_of_record\n' >negative.info
refused "a cut tracefile"              "ends before end_of_record\|needs" cut.info
refused "a cut gzip file"              "damaged or cut gzip"      cut.info.gz
refused "cut JSON"                     "cut.json"                 cut.json
refused "cut XML"                      "not valid XML"            cut.xml
refused "data of two builds"           "two builds"               first.info second.info
refused "a line number out of bounds"  "needs a line"             far.info
refused "a negative count"             "needs a line and a count" negative.info
refused "a format that is none"        "is not a format"          first.info --format html
run "$CET" coverage read first.info
promise "sources that are gone are said, and no reason to stop" '[ $status = 0 ] && grep -q "1 of 1 sources are not there" "$work/err"'
kept
