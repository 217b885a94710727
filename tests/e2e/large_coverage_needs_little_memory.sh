#!/usr/bin/env bash
# A tracefile of 120 MB, whose lines would take 300 MB unpacked, is read and written with 250 MB of address space:
# bench/coverage --big 1000 does the same at full size.
. "$(dirname "$0")/promise.sh"
sed -e 's/^main "\$@"$//' "$CET_SOURCE_DIR/bench/coverage" >"$work/bench.sh"
(. "$work/bench.sh" && make_tracefile 120) >"$work/big.info"
promise "the tracefile is as large as it should be" '[ "$(stat -c %s "$work/big.info")" -gt 120000000 ]'
cd "$work" || exit 2
run bash -c 'ulimit -v 256000 && exec "$0" coverage read big.info --format lcov --out small' "$CET"
promise "it is read and written within 250 MB"      '[ $status = 0 ] && [ -s small/coverage.info ]'
[ $failed = 0 ] || show
run "$CET" coverage read small/coverage.info --format lcov
promise "and what was written is whole"             'cmp -s "$work/out" small/coverage.info'
kept
