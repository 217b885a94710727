#!/usr/bin/env bash
# "scan" in cet.json says which checks a scan runs, from which level and with which limits; the command line wins.
. "$(dirname "$0")/promise.sh"

cd "$work" || exit 2
mkdir project
cat >project/sum.c <<'C'
/* TODO: overflow */
int sum(int a, int b, int c)
{
    return a + b + c;
}
C
say() { echo "{\"sources\": [\"sum.c\"], \"scan\": $1}" >project/cet.json; }
finds() { grep -c "\[$1\]" "$work/out"; }

say '{"level": "refactoring", "thresholds": {"params": 2}}'
run "$CET" scan -q project
promise "a folder's cet.json sets level and limits" \
    '[ $status -eq 1 ] && [ "$(finds cet-todo)" -eq 1 ] && [ "$(finds cet-many-parameters)" -eq 1 ]'
run "$CET" scan -q project --level warning
promise "the command line's level wins" '[ $status -eq 0 ] && [ "$(finds cet-todo)" -eq 0 ]'
run "$CET" scan -q project --checks '-*,cet-todo'
promise "the command line's checks win" '[ "$(finds cet-todo)" -eq 1 ] && [ "$(finds cet-many-parameters)" -eq 0 ]'

say '{"level": "refactoring", "checks": "*,-cet-todo,-cet-missing-static"}'
run "$CET" scan -q project
promise "its checks are chosen, standard limits hold" '[ $status -eq 0 ] && [ "$(finds cet-)" -eq 0 ]'
run "$CET" scan -q project/sum.c --level refactoring
promise "another folder's file is not asked" '[ "$(finds cet-todo)" -eq 1 ]'
cd project || exit 2
run "$CET" scan -q sum.c
promise "the current folder's is" '[ $status -eq 0 ] && [ "$(finds cet-)" -eq 0 ]'

echo '{"scan": {"level": "refactoring"}}' >cet.json
run "$CET" scan -q sum.c
promise "a file may say nothing but how to scan" '[ $status -eq 1 ] && [ "$(finds cet-todo)" -eq 1 ]'
cd ..
run "$CET" scan -q project
promise "but then it is no project" '[ $status -eq 2 ] && grep -q "\"sources\" names no file" "$work/err"'

# refused SCAN PATTERN: one line on standard error.
refused() {
    pattern=$2
    say "$1"
    run "$CET" scan -q project
    promise "refused: $1" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q -- "$pattern" "$work/err"'
}
refused '{"thresholds": {"lines": 3}}' 'unknown threshold "lines"'
refused '{"thresholds": {"params": 4294967296}}' '"params" must be less than'
refused '{"checks": "colour"}' "'colour' (\"checks\" in cet.json) chooses no check"
refused '{"level": "loud"}' "'loud.* is not a level\|\"loud\" is not a level"
refused '{"colour": 1}' 'unknown key "colour" in "scan"'
kept
