#!/usr/bin/env bash
# The whole way on real libraries: a verdict from measured figures in time, a suite that stands alone, and coverage that
# plain gcc and lcov confirm to the unit.
. "$(dirname "$0")/promise.sh"
subjects=$CET_SOURCE_DIR/bench/subjects
clang=$(command -v clang-19 || echo /usr/lib/llvm-19/bin/clang)

# figure VERDICT NAME: the measured ratio in per mille, rounded down.
figure() {
    awk -v wanted="\"$2\"," '$1 == "\"name\":" { name = $2 } $1 == "\"measured\":" && name == wanted && !done {
        printf "%d", $2 * 1000; done = 1 }' "$1"
}

# totals TRACEFILE FILE: lines hit, lines, branches taken, branches.
totals() {
    awk -F: -v file="$2" '$1 == "SF" { inside = ($2 ~ "/" file "$") }
        inside && /^DA:/ { split($2, a, ","); lines++; hit += a[2] > 0 }
        inside && /^BRDA:/ { split($2, a, ","); branches++; taken += a[4] != "-" && a[4] > 0 }
        END { print hit + 0, lines + 0, taken + 0, branches + 0 }' "$1"
}

# by_lcov SUITE SOURCES FILE: the same figures without any help of cet.
by_lcov() {
    rm -rf "$work/plain" && cp -r "$1" "$work/plain"
    make -s -C "$work/plain" check CC=gcc CFLAGS='-g -O0 --coverage' LDFLAGS=--coverage SRC_DIR="$2" >"$work/make.log" 2>&1 || return 1
    lcov -q -c -d "$work/plain" --rc lcov_branch_coverage=1 --rc branch_coverage=1 -o "$work/lcov.info" 2>"$work/lcov.log" || return 1
    totals "$work/lcov.info" "$3"
}

# judged PACKAGE FILE LINE BRANCH MUTATION SECONDS [ARGUMENT...]: thresholds in per mille, 0: only a verdict is asked for.
judged() {
    local package=$1 file=$2 line=$3 branch=$4 mutation=$5 seconds=$6 started=$SECONDS
    shift 6
    "$subjects" fetch "$package" || { echo "$package cannot be had here: nothing to show"; return; }
    local sources result=$work/$file.result
    sources=$("$subjects" path "$package")
    cd "$sources" || return
    run "$CET" accept "$file" --out "$result" "$@"
    promise "$file: a verdict"                     '[ $status -le 1 ] && [ -s "$result/verdict.json" ] && [ -s "$result/report.html" ]'
    [ -s "$result/verdict.json" ] || { show; return; }
    echo "     $((SECONDS - started)) s, line $(figure "$result/verdict.json" line), branch $(figure "$result/verdict.json" branch), mutation $(figure "$result/verdict.json" mutation) per mille"
    promise "$file: in time"                       '[ $((SECONDS - started)) -le $seconds ]'
    promise "$file: lines, branches, mutants"      '[ "$(figure "$result/verdict.json" line)" -ge $line ] && [ "$(figure "$result/verdict.json" branch)" -ge $branch ] && [ "$(figure "$result/verdict.json" mutation)" -ge $mutation ]'
    promise "$file: the suite passes with gcc"     'make -s -C "$result/suite" clean check CC=gcc SRC_DIR="$sources" >"$work/make.log" 2>&1'
    promise "$file: the suite passes with clang"   'make -s -C "$result/suite" clean check CC="$clang" SRC_DIR="$sources" >"$work/make.log" 2>&1'
    make -s -C "$result/suite" clean
    promise "$file: lcov agrees to the unit"       '[ "$(by_lcov "$result/suite" "$sources" "$file")" = "$(totals "$result/coverage.info" "$file")" ]'
}

judged cjson cJSON.c 800 700 500 360 -- -I.
for kind in 'happy path' 'boundary' 'error path' 'property'; do
    promise "cJSON.c: a $kind test" 'grep -qi "$kind" "$work"/cJSON.c.result/suite/test_cJSON.c'
done
judged libcsv libcsv.c 1 1 1 600 -- -I.
judged utf8proc utf8proc.c 1 1 1 600 -- -I.
judged zlib adler32.c 1 1 1 600 -- -I.
judged zlib compress.c 1 1 1 600 --with adler32.c --with deflate.c --with trees.c --with crc32.c --with zutil.c -- -I.
kept
