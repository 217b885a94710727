#!/usr/bin/env bash
# The page in headless Chromium, as people use it: with and without JavaScript, by mouse and by keys, light and dark, with
# names that would be markup. Its HTML is valid. Screenshots stay in page-screenshots of the build folder. Without chromium
# or npm this says so and passes: tests/report/test_page.c holds what can be held by hand.
. "$(dirname "$0")/promise.sh"

here=$(cd "$(dirname "$0")" && pwd)
shots=$CET_BUILD_DIR/page-screenshots
export XDG_STATE_HOME=$work/state CHROMIUM PLAYWRIGHT=$work/npm/node_modules/playwright-core
CHROMIUM=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
[ -n "$CHROMIUM" ] || { echo "skipped: there is no chromium here"; exit 0; }
mkdir "$work/npm" && cd "$work/npm" || exit 2
if ! timeout 240 npm install --silent --no-audit --no-fund --ignore-scripts playwright-core@1 html-validate@9 >"$work/out" 2>&1; then
    echo "skipped: npm cannot fetch playwright-core and html-validate here"
    exit 0
fi
cd "$work" || exit 2

node "$CET_SOURCE_DIR/bench/page/make_project.js" project 40 3000
run "$CET" report -q --src-dir project --history project/history.jsonl --out page.html project
promise "a page is written" '[ $status -eq 0 ] && [ -s page.html ]'
run node "$here/page/works.js" "$work/page.html" "$work/project" "$shots"
cat "$work/out" "$work/err"
promise "it works as people use it" '[ $status -eq 0 ]'

mkdir -p 'odd/a"><script>alert(1)<'
odd=$work/'odd/a"><script>alert(1)</script>.c'
printf '/* </script><script>alert(1)</script> */ int f(int a) { return a < 3; } // <!-- &amp;\n' >"$odd"
node - "$odd" <<'END'
const fs = require('fs');
const path = process.argv[2], odd = '<img src=x onerror=alert(2)>';
fs.writeFileSync('odd/mutants.jsonl', [{format: 'cet-mutants', version: 2}, {id: '0123456789abcdef', operator: odd, group: '', path, function: odd, range: [1, 4, 1, 13],
  original: '</script>', replacement: odd, status: 'survived', covered_by: ['<i>test</i>', "'\"><script>alert(3)</script>"]}].map(line => JSON.stringify(line) + '\n').join(''));
fs.writeFileSync('odd/findings.json', JSON.stringify({format: 'cet-findings', version: 1, findings: [{rule: odd, level: 'error', path, line: 1, column: 4, endLine: 1, endColumn: 13,
  function: odd, message: '<b>finding</b>', source: odd, fingerprint: '', notes: [{path: odd, line: 1, column: 1, message: '<script>alert(4)</script>'}]}]}));
fs.writeFileSync('odd/coverage.info', `TN:<i>test</i>\nSF:${path}\nFN:1,${odd}\nFNDA:1,${odd}\nDA:1,1\nend_of_record\n`);
END
run "$CET" report -q --title '</title><script>alert(5)</script>' --out odd.html odd
promise "odd names make a page" '[ $status -eq 0 ] && ! grep -q "<script>alert" odd.html'
run node "$here/page/hostile.js" "$work/odd.html" "$shots"
cat "$work/out" "$work/err"
promise "what would be markup stays text" '[ $status -eq 0 ]'

cat >.htmlvalidate.json <<'END'
{"extends": ["html-validate:standard"], "rules": {"long-title": "off", "no-inline-style": "error", "require-sri": "off"}}
END
for page in page odd; do
    run npm/node_modules/.bin/html-validate --config .htmlvalidate.json $page.html
    promise "$page.html is valid" '[ $status -eq 0 ]'
    [ $status -eq 0 ] || show
done
kept
