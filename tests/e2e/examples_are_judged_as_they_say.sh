#!/usr/bin/env bash
# The example that is to be accepted is, and the other is rejected for the reason that its README gives.
. "$(dirname "$0")/promise.sh"
run "$CET" accept "$CET_SOURCE_DIR/examples/accepted-tool" --executions 20000 --out "$work/accepted"
promise "accepted-tool is accepted"       '[ $status -eq 0 ] && grep -q "\"outcome\": \"accepted\"" "$work/accepted/verdict.json"'
[ $status -eq 0 ] || show
promise "its suite stands alone"          'make -s -C "$work/accepted/suite" check SRC_DIR="$CET_SOURCE_DIR/examples/accepted-tool" >"$work/out" 2>&1'
promise "its page is one file"            '! grep -Eq "(src|href)=\"(https?:)?//" "$work/accepted/report.html"'
run "$CET" accept "$CET_SOURCE_DIR/examples/rejected-tool" --executions 20000 --out "$work/rejected"
promise "rejected-tool is rejected"       '[ $status -eq 1 ] && grep -q "\"outcome\": \"rejected\"" "$work/rejected/verdict.json"'
[ $status -eq 1 ] || show
promise "the verdict says why"            'grep -q "quote.c" "$work/rejected/verdict.json"'
kept
