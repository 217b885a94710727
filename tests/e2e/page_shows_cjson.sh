#!/usr/bin/env bash
# What cet finds of cjson, scanned, tested, covered and mutated by cet accept, on one page: docs/report-cjson.png is the screenshot
# that this leaves in page-screenshots of the build folder. Without chromium, npm or the sources this says so and passes.
. "$(dirname "$0")/promise.sh"
here=$(cd "$(dirname "$0")" && pwd)
shots=$CET_BUILD_DIR/page-screenshots
export XDG_STATE_HOME=$work/state CHROMIUM PLAYWRIGHT=$work/npm/node_modules/playwright-core
CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
[ -n "$CHROMIUM" ] || { echo "skipped: there is no chromium here"; exit 0; }
mkdir "$work/npm" && cd "$work/npm" || exit 2
if ! timeout 240 npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1 >"$work/out" 2>&1; then
    echo "skipped: npm cannot fetch playwright-core here"
    exit 0
fi
if ! "$CET_SOURCE_DIR/bench/subjects" fetch cjson >"$work/out" 2>&1; then
    echo "skipped: the sources of cjson cannot be fetched here"
    exit 0
fi
cp -r "$("$CET_SOURCE_DIR/bench/subjects" path cjson)" "$work/cjson" && cd "$work/cjson" || exit 2
run "$CET" accept -q cJSON.c --out "$work/result" -- -I.
promise "cjson is judged" '[ $status -le 1 ] && [ -s "$work/result/report.html" ]'
run "$CET" report -q --out "$work/page.html" "$work/result"
promise "the page can be made again from the results" '[ $status -eq 0 ]'
promise "and is under 700 kB" '[ "$(stat -c %s "$work/page.html")" -lt 700000 ]'
run node "$here/page/cjson.js" "$work/result/report.html" "$shots"
cat "$work/out" "$work/err"
promise "it shows the library" '[ $status -eq 0 ]'
kept
