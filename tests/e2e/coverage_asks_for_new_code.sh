#!/usr/bin/env bash
# cet coverage run -- COMMAND, diff and check, on made builds: what is measured, what is missed, and what is refused.
. "$(dirname "$0")/promise.sh"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a \
       GIT_COMMITTER_EMAIL=a@b
clang=$(command -v clang-19 || command -v clang)
mkdir "$work/my project" && cd "$work/my project" || exit 1
mkdir src

cat >src/sign.c <<'C'
int sign(int x)
{
    if (x < 0)
        return -1;
    return x > 0;
}
C
cat >src/main.c <<'C'
int sign(int x);
int main(void) { return sign(3) != 1; }
C
printf 'int sign(int x);\n' >src/sign.h
printf 'int never(void) { return 1; }\n' >src/never.c

# build FOLDER COMPILER...: objects and program below FOLDER.
build() {
    local folder=$1
    shift
    mkdir -p "$folder" && for file in src/sign.c src/main.c; do
        "$@" -c "$file" -o "$folder/$(basename "$file" .c).o" || return
    done && "$@" "$folder"/*.o -o "$folder/tests"
}

build gcc gcc --coverage
run "$CET" coverage run -q -p gcc --out report -- ./tests
promise "a build of gcc is measured" \
    '[ $status -eq 0 ] && grep -q "^src/sign.c .*lines  75.0 % (3/4) .*branches  50.0 % (1/2)" "$work/out"'
run "$CET" coverage run -q -p gcc -- ./tests
promise "an earlier run's counts are gone before the next" \
    '[ $status -eq 0 ] && grep -q "^src/sign.c .*(3/4)" "$work/out" && run "$CET" coverage read gcc --format lcov && grep -q "^DA:3,1$" "$work/out"'
build clang "$clang" --coverage
run "$CET" coverage run -q -p clang -- ./tests
promise "a build of clang is measured without being told" '[ $status -eq 0 ] && grep -q "^src/sign.c .*branches  50.0 % (1/2)" "$work/out"'
build source "$clang" -fprofile-instr-generate -fcoverage-mapping
run "$CET" coverage run -q -p source -- ./tests
promise "source-based coverage is measured" '[ $status -eq 0 ] && grep -q "^src/sign.c .*branches  50.0 % (1/2)" "$work/out"'
run "$CET" coverage run -q -p gcc -- false
promise "a command that fails: one line, exit 2" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "does not pass" "$work/err"'
run "$CET" coverage run -q -p src -- true
promise "a folder without coverage is told" '[ $status -eq 2 ] && grep -q "nothing below .* was built with --coverage" "$work/err"'
run "$CET" coverage run -q -p gcc -- true
promise "a command that runs nothing of the build is told" '[ $status -eq 2 ] && grep -q "none of them has run" "$work/err"'
run "$CET" coverage run -q -p source -- true
promise "so it is with source-based coverage" '[ $status -eq 2 ] && grep -q "none of them has run" "$work/err"'

# ---- dead data ----
(cd gcc && ./tests)
cp gcc/sign.gcda kept
build gcc gcc --coverage && (cd gcc && ./tests) && cp kept gcc/sign.gcda
run "$CET" coverage read gcc
promise "data of another compilation are refused" '[ $status -eq 2 ] && grep -q "another compilation" "$work/err"'
rm gcc/sign.gcda && (cd gcc && ./tests) && mv gcc/sign.gcno kept
run "$CET" coverage read gcc
promise "data without notes are refused" '[ $status -eq 2 ] && grep -q "has no .gcno" "$work/err"'
mv kept gcc/sign.gcno && : >gcc/main.gcda
run "$CET" coverage read gcc
promise "empty data are refused" '[ $status -eq 2 ] && grep -q "is empty" "$work/err"'
rm gcc/main.gcda && (cd gcc && ./tests) && touch -d '+1 hour' src/sign.c
run "$CET" coverage read gcc
promise "a source newer than its object is told" '[ $status -eq 2 ] && grep -q "sign.c. was changed after" "$work/err"'
touch -d '-1 hour' src/sign.c
touch -d '-2 hours' clang/sign.gcda
run "$CET" coverage read clang
promise "data older than clang's object are refused" '[ $status -eq 2 ] && grep -q "is older than" "$work/err"'

# ---- new code ----
git init -q . && printf 'gcc\nclang\nsource\nreport\nkept\n*.json\n*.jsonl\n' >.gitignore && git add -A && git commit -qm base
git branch -M main && git checkout -qb change
cat >src/sign.c <<'C'
/* The sign of a number. */
int sign(int x)
{
    if (x < 0)
        return -1;
    if (x > 1000)
        return 2;
    return x > 0;
}
C
printf '/* never called */\nint never(void) { return 1; }\n' >src/never.c
printf 'int more(void);\n' >>src/sign.h
git mv src/main.c src/test.c && printf 'int later(void) { return 2; }\n' >src/later.c
rm -rf gcc && mkdir gcc && for file in sign test; do gcc --coverage -c src/$file.c -o gcc/$file.o; done && gcc --coverage gcc/*.o -o gcc/tests
git add -A && git commit -qm change
git checkout -q main && printf 'int foreign;\n' >src/foreign.c && git add -A && git commit -qm foreign && git checkout -q change
touch -d '-1 hour' src/*
run "$CET" coverage run -q -p gcc --out report -- ./tests
run "$CET" coverage diff main report/coverage.info
promise "new code alone is told, with what is missing" \
    '[ $status -eq 0 ] && grep -q "^src/sign.c .*lines  50.0 % (1/2)" "$work/out" && grep -q "not executed: 7$" "$work/out"'
promise "branches not taken are told by line"           'grep -q "branches not taken: 6 (1 of 2)" "$work/out"'
promise "a changed file that nothing measured is named" 'grep -A1 "^src/later.c .*no data" "$work/out" | grep -q "not executed: 1"'
promise "a comment is nothing to cover"                 'grep -q "^src/never.c .*nothing to cover" "$work/out"'
promise "what others did since is no part of it"        '! grep -q foreign "$work/out"'
promise "another name is no change"                     '! grep -q -e test.c -e main.c "$work/out"'
run "$CET" coverage diff main report/coverage.info --threshold 0.3
promise "a threshold that holds: exit 0" '[ $status -eq 0 ]'
run "$CET" coverage diff main report/coverage.info --threshold 0.9
promise "a threshold that is missed: exit 1, one line" '[ $status -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'
git diff main...change >change.diff
run "$CET" coverage diff change.diff report/coverage.info --json
promise "a diff in a file says the same, in JSON" \
    '[ $status -eq 0 ] && python3 -c "
import json, sys
files = {f[\"path\"].rsplit(\"/\", 1)[1]: f for f in json.load(open(sys.argv[1]))[\"files\"]}
assert files[\"sign.c\"][\"missingLines\"] == [{\"first\": 7, \"last\": 7}], files
assert files[\"later.c\"][\"state\"] == \"unmeasured\"" "$work/out"'
run "$CET" coverage diff no-such-commit report/coverage.info
promise "no such commit: one line, exit 2" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'

# ---- marks ----
sed -i '7s|$| // LCOV_EXCL_LINE|' src/sign.c && touch -d '-1 hour' src/sign.c
run "$CET" coverage diff main report/coverage.info
promise "a mark takes a line out of a report" 'grep -q "^src/sign.c .*(1/1)" "$work/out"'
run "$CET" coverage read report/coverage.info
promise "also where data are read" 'grep -q "^src/sign.c .*(4/5)" "$work/out"'

# ---- thresholds ----
run "$CET" coverage check report/coverage.info
promise "a check of which nothing is asked: exit 2" '[ $status -eq 2 ] && grep -q "nothing is asked" "$work/err"'
printf '{"coverage": {"lines": 0.5, "files": {"*": {"lines": 0.9}, "*/test.c": {"lines": 1}}}}\n' >cet.json
run "$CET" coverage check report/coverage.info
promise "a threshold of a file is missed: exit 1, by how much, which lines" \
    '[ $status -eq 1 ] && grep -q "^src/sign.c: lines 66.7 % (4/6), needs 90.0 %: 2 more" "$work/out" && grep -q "cover 5-7\|cover 5, 7" "$work/out"'
promise "the gate counts what marks hide, and names them" \
    'grep -q "counted all the same: src/sign.c:7: LCOV_EXCL_LINE would hide 1 lines (1 not executed)" "$work/out"'
run "$CET" coverage check report/coverage.info --json
promise "for machines too"  '[ $status -eq 1 ] && grep -q "\"src/sign.c:7: LCOV_EXCL_LINE would hide 1 lines" "$work/out"'
printf '{"coverage": {"folders": {"src": {"lines": 0.7, "branches": 0.1}}, "files": {"*sign.c": {"lines": 0.9}, "src/*": {"lines": 0.6}}}}\n' >cet.json
run "$CET" coverage check report/coverage.info
promise "the last glob that matches holds, and sums of folders" '[ $status -eq 0 ]'
printf '{"coverage": {"files": {"lib/*": {"lines": 0.6}}}}\n' >cet.json
run "$CET" coverage check report/coverage.info
promise "a glob that matches nothing: exit 2" '[ $status -eq 2 ] && grep -q "matches no file" "$work/err"'
printf '{"coverage": {"new": {"lines": 0.9}}}\n' >cet.json
run "$CET" coverage check report/coverage.info --diff main
promise "new code has a threshold of its own" '[ $status -eq 1 ] && grep -q "^new code: lines 33.3 % (1/3), needs 90.0 %: 2 more" "$work/out"'
run "$CET" coverage check report/coverage.info --diff main --json
promise "the answer comes as JSON" '[ $status -eq 1 ] && python3 -m json.tool <"$work/out" >/dev/null && grep -q "\"outcome\": \"missed\"" "$work/out"'
printf '{"coverage": {"lines": 2}}\n' >cet.json
run "$CET" coverage check report/coverage.info
promise "a wrong threshold: one line, exit 2" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'
rm cet.json

# ---- the ratchet ----
run "$CET" coverage check report/coverage.info --ratchet r.jsonl
promise "a ratchet that is not there: exit 2" '[ $status -eq 2 ] && grep -q "raise makes it" "$work/err"'
run "$CET" coverage check -q report/coverage.info --ratchet r.jsonl --raise
promise "--raise makes it" '[ $status -eq 0 ] && grep -q "\"path\":\"src/sign.c\",\"lines\":\[4,6\]" r.jsonl'
run "$CET" coverage check report/coverage.info --ratchet r.jsonl
promise "what is as it was holds" '[ $status -eq 0 ]'
sed -i 's/"lines":\[4,6\]/"lines":[6,6]/' r.jsonl
cp r.jsonl kept
run "$CET" coverage check report/coverage.info --ratchet r.jsonl --raise
promise "what fell is missed, and the ratchet does not follow" \
    '[ $status -eq 1 ] && grep -q "^src/sign.c: lines 66.7 % (4/6), was 100.0 % (6/6): 2 more" "$work/out" && cmp -s kept r.jsonl'
run "$CET" coverage check -q report/coverage.info --ratchet r.jsonl --lower
promise "--lower lets it follow" '[ $status -eq 0 ] && grep -q "\"lines\":\[4,6\]" r.jsonl'
sed -i 's/"lines":\[4,6\]/"lines":[40,42]/' r.jsonl
run "$CET" coverage check report/coverage.info --ratchet r.jsonl
promise "covered code that went away is no loss" '[ $status -eq 0 ]'
printf '{"path":"src/later.c","lines":[1,1],"branches":[0,0],"functions":[1,1]}\n' >>r.jsonl
run "$CET" coverage check report/coverage.info --ratchet r.jsonl
promise "a source that is not measured any more: exit 2" '[ $status -eq 2 ] && grep -q "later.c" "$work/err"'
printf '<<<<<<< conflict\n' >>r.jsonl
run "$CET" coverage check report/coverage.info --ratchet r.jsonl
promise "a conflict in the ratchet: one line, exit 2" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'

printf '// LCOV_EXCL_START\n' >>src/sign.c
run "$CET" coverage read report/coverage.info
promise "a mark that does not close: one line, exit 2" '[ $status -eq 2 ] && grep -q "LCOV_EXCL_START without its STOP" "$work/err"'

# ---- which test reaches what ----
trace=$PWD/report/coverage.info
mkdir "$work/each" && cd "$work/each" || exit 1 # make knows no blanks in names
mkdir suite lib && printf 'int low(int x)\n{\n    if (x < 0)\n        return 0;\n    return x;\n}\n' >lib/low.c
cat >suite/t.c <<'C'
#include <CUnit/Basic.h>
int low(int);
static void of_negative(void) { CU_ASSERT_EQUAL(low(-1), 0); }
static void of_positive(void) { CU_ASSERT_EQUAL(low(1), 1); }
int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("low", NULL, NULL);
    CU_add_test(suite, "of_negative", of_negative);
    CU_add_test(suite, "of_positive", of_positive);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures != 0;
}
C
printf 'check: t\n\t./t\nt: t.c $(SRC_DIR)/low.c\n\t$(CC) $(CFLAGS) $^ -o $@ $(LDFLAGS) -lcunit\n' >suite/Makefile
run "$CET" coverage run -q --each-test --src-dir lib --source lib/low.c --out each suite
promise "tests are run one by one, and counted together" '[ $status -eq 0 ] && grep -q "^lib/low.c .*(4/4)" "$work/out" || { show; false; }'
run "$CET" coverage who lib/low.c:4 each/coverage-data.json
promise "who tells the one test that reaches a line" '[ $status -eq 0 ] && [ "$(wc -l <"$work/out")" -eq 1 ] && grep -q "of_negative" "$work/out" || { show; false; }'
run "$CET" coverage who lib/low.c:3 each/coverage-data.json
promise "and all that reach it" '[ $status -eq 0 ] && [ "$(wc -l <"$work/out")" -eq 2 ]'
run "$CET" coverage who lib/low.c:2 each/coverage-data.json
promise "a line without code: one line, exit 2" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'
run "$CET" coverage who "../my project/src/sign.c:4" "$trace"
promise "data that do not tell tests apart: exit 2" '[ $status -eq 2 ] && grep -q "each-test" "$work/err"'
kept
