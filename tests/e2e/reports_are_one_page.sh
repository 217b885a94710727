#!/usr/bin/env bash
# cet report makes one page of what other commands wrote: the same bytes each time, with new lines and past runs.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
cd "$work" || exit 2
git init -q . && git config user.email a@b && git config user.name a
printf 'int f(int a)\n{\n    return a < 3;\n}\n' >f.c
git add f.c && git commit -qm first
printf '\nint g(int a)\n{\n    if (a)\n        return 1;\n    return 2;\n}\n' >>f.c
mkdir results
printf 'TN:\nSF:%s\nFN:1,f\nFNDA:2,f\nFN:6,g\nFNDA:1,g\nDA:1,2\nDA:3,2\nDA:6,1\nDA:8,1\nDA:9,0\nDA:10,1\nBRDA:8,0,0,0\nBRDA:8,0,1,1\nend_of_record\n' "$PWD/f.c" >results/coverage.info
printf '{"format":"cet-mutants","version":2}\n{"id":"0123456789abcdef","operator":"relational-boundary","group":"relational","path":"%s","function":"f","range":[3,14,3,15],"original":"<","replacement":"<=","status":"survived","covered_by":["s/one"],"hits":2}\n' "$PWD/f.c" >results/mutants.jsonl
"$CET" scan --json f.c -- >results/findings.json 2>/dev/null

run "$CET" report --out page.html results
promise "a page of a folder of results" '[ $status -eq 0 ] && grep -q "^page: page.html" "$work/out"'
promise "it has files, functions, mutants and tests" 'grep -q "data-path=\"f.c\"" page.html && grep -q "#f0-6" page.html && grep -q "<mark>&lt;=</mark>" page.html && grep -q "s/one" page.html'
run "$CET" report --out again.html results/coverage.info results/mutants.jsonl results/findings.json
promise "the files alone make the same bytes" '[ $status -eq 0 ] && cmp -s page.html again.html'
"$CET" scan --level refactoring --sarif found.sarif f.c -- >"$work/out" 2>&1
run "$CET" report --out sarif.html found.sarif
promise "SARIF is read too" '[ $status -eq 0 ] && grep -q "<h2 id=\"findings-title\">" sarif.html'
run "$CET" report --diff HEAD --out new.html results
promise "new lines that nothing ran" '[ $status -eq 0 ] && grep -q "#f0-9\">line 9" new.html && grep -q "3 of 4 new lines with code ran" new.html'
git diff -U0 >change.diff
run "$CET" report --diff change.diff --out same.html results
promise "the same of a diff" '[ $status -eq 0 ] && grep -q "#f0-9\">line 9" same.html'

verdict() { printf '{"format":"cet-verdict","version":1,"outcome":"accepted","subject":"f","created":"2026-01-0%sT00:00:00Z","seed":1,"inputs":[],"versions":{},"stages":[{"name":"coverage","status":"passed","reasons":[],"figures":[{"name":"line","measured":0.%s,"threshold":0.5,"part":5,"whole":6,"unit":"ratio"}],"durationMs":1}],"notEnforced":[]}\n' "$1" "$2" >results/verdict.json; }
verdict 1 81
run "$CET" report --history history.jsonl --out page.html results
promise "a history begins with a verdict" '[ $status -eq 0 ] && [ "$(wc -l <history.jsonl)" -eq 2 ] && ! grep -q "class=\"curve\"" page.html'
verdict 2 83
"$CET" report --history history.jsonl --out page.html results >"$work/out"
run "$CET" report --history history.jsonl --out page.html results
promise "it grows by a run once, and is shown" '[ $status -eq 0 ] && [ "$(wc -l <history.jsonl)" -eq 3 ] && grep -q "class=\"curve\"" page.html && grep -q "lines 83.0" page.html'
run "$CET" report --out page.html results --title "A & B"
promise "a title of one's own" 'grep -q "<h1>A &amp; B</h1>" page.html'
promise "the user's store is not made by reading" '[ ! -e "$work/state" ]'
promise "nothing comes from elsewhere" '! grep -Eq "(src|href)=\"(https?:)?//|url\([^#]|@import" page.html'
kept
