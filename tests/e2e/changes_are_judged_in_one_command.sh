#!/usr/bin/env bash
# cet ci in a made repository: untested new code and surviving mutants fail a branch and leave both reports, repaired it
# passes, a branch of comments costs next to nothing, and what cannot be judged is said in one line.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
unset GITHUB_ACTIONS GITHUB_BASE_REF GITHUB_EVENT_PATH GITHUB_STEP_SUMMARY CI_MERGE_REQUEST_DIFF_BASE_SHA \
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME CI_COMMIT_BEFORE_SHA CET_ELEMENTS_VIEWER
git() { command git -c user.name=t -c user.email=t@t -c init.defaultBranch=main "$@"; }
mkdir "$work/p" "$work/p/src" "$work/p/tests" && cd "$work/p" || exit 2
cat >src/rank.h <<'END'
int rank(int value);
int best(int a, int b);
END
cat >src/rank.c <<'END'
#include "rank.h"

int rank(int value)
{
    return value < 10 ? 1 : 2;
}
END
cat >tests/test_rank.c <<'END'
#include "../src/rank.h"
int main(void)
{
    if (rank(9) != 1 || rank(10) != 2)
        return 1;
    return 0;
}
END
cat >Makefile <<'END'
CFLAGS = -Wall
check: test_rank
	./test_rank
test_rank: src/rank.c src/rank.h tests/test_rank.c
	$(CC) $(CFLAGS) -o $@ src/rank.c tests/test_rank.c
END
printf 'test_rank\n' >.gitignore
git init -q . && git add . && git commit -q -m start
ci() { run "$CET" ci -q --jobs 2 "$@"; }
# write_tests CONDITION...: a test program with one check for each
write_tests() {
    printf '#include "../src/rank.h"\nint main(void)\n{\n' >tests/test_rank.c
    for condition in "$@"; do printf '    if (%s)\n        return 1;\n' "$condition" >>tests/test_rank.c; done
    printf '    return 0;\n}\n' >>tests/test_rank.c
}

ci
promise "main against itself: nothing differs"        '[ $status -eq 0 ] && grep -q "nothing differs from main" "$work/out"'
[ $status -eq 0 ] || show

git checkout -q -b comments
sed -i 's|^int rank(int value)$|/* How good a value is,\n * in two steps. */\n&|' src/rank.c && echo "More words." >README.md
git add . && git commit -q -m comments
started=$(date +%s%N)
ci
took=$((($(date +%s%N) - started) / 1000000))
promise "a branch of comments is accepted at once ($took ms)" '[ $status -eq 0 ] && grep -q "only comments and documentation changed" "$work/out" && [ -s cet-report/report.html ] && [ -s cet-report/comment.md ]'
promise "nothing was built for that"                  '[ ! -s cet-report/log.txt ]'
[ $status -eq 0 ] || show
sed -i 's|in two steps|in two steps; NOLINT(cet-mutate)|' src/rank.c
ci
promise "a comment that a tool obeys is no mere comment" '! grep -q "only comments" "$work/out"'

git checkout -q -f main && git checkout -q -b feature
cat >>src/rank.c <<'END'

int best(int a, int b)
{
    if (a > b)
        return rank(a);
    return rank(b);
}
END
git commit -qam "best of two"
ci
promise "untested new code fails"                     '[ $status -eq 1 ] && grep -q "^  coverage  missed *line 0.0 %" "$work/out" && grep -q "^insufficient evidence (since main" "$work/out"'
promise "file and lines are named, with what to do"   'grep -q "write a test that reaches them" "$work/out" && grep -q "^  src/rank.c:8-[0-9]*$" "$work/out"'
promise "it leaves both reports"                      'grep -q "insufficient evidence" cet-report/report.html && head -n 1 cet-report/comment.md | grep -qx "<!-- cet-report -->" && grep -q "src/rank.c" cet-report/comment.md'
promise "it fits one screen"                          '[ "$(wc -l <"$work/out")" -le 40 ]'
[ $status -eq 1 ] && grep -q "^  src/rank.c:8-" "$work/out" || show
promise "the working tree is as it was"               '[ -z "$(git status --porcelain)" ] && [ ! -e test_rank ]'

sed -i 's|^int best.*|&  /* GCOVR_EXCL_FUNCTION */|; s|^    if (a > b)|&  // LCOV_EXCL_LINE|' src/rank.c
sed -i 's|^int rank.*|&  // GCOVR_EXCL_FUNCTION|' src/rank.c
ci
promise "marks that exclude it do not help"           '[ $status -eq 1 ] && grep -q "^  coverage  missed" "$work/out"'
promise "and are named with what they would hide"     'grep -q "^  src/rank.c:8: GCOVR_EXCL_FUNCTION would hide 4 lines (4 not executed)" "$work/out" && grep -q "^  src/rank.c:10: LCOV_EXCL_LINE would hide 1 lines" "$work/out"'
promise "a mark over old code hides none of the change" '! grep -q "src/rank.c:3: GCOVR_EXCL_FUNCTION would hide [2-9]" "$work/out"'
promise "in the verdict and the comment too"          'grep -q "src/rank.c:10: LCOV_EXCL_LINE would hide.*; all of it counts here" cet-report/verdict.json && grep -q "rank.c:10: LCOV.*EXCL.*LINE would hide" cet-report/comment.md'
[ $status -eq 1 ] && grep -q "would hide" "$work/out" || show
git checkout -q src/rank.c

write_tests 'rank(9) != 1 || rank(10) != 2' 'best(1, 2) != 1 || best(20, 1) != 2'
git commit -qam "a test that passes too easily"
ci
promise "surviving mutants on changed lines fail"     '[ $status -eq 1 ] && grep -q "^  coverage  passed" "$work/out" && grep -q "^  mutation  missed" "$work/out"'
promise "each with a place and a command"             'grep -Eq "^  src/rank.c:[0-9]+:[0-9]+: .*cet mutate why [0-9a-f]{16} --results cet-report$" "$work/out"'
promise "with its diff in the comment"                'grep -q "^- .*return rank(b)\|^- .*if (a > b)" cet-report/comment.md && grep -q "^+ " cet-report/comment.md'
[ $status -eq 1 ] && grep -q "mutate why" "$work/out" || show
id=$(grep -Eo 'why [0-9a-f]{16}' "$work/out" | head -n 1 | cut -d' ' -f2)
run "$CET" mutate why "$id" --results cet-report
promise "that command runs"                           '[ $status -eq 0 ]'
run "$CET" mutate show "$id" src/rank.c
promise "the mutant has the same id outside of ci"    '[ $status -eq 0 ] && grep -q rank.c "$work/out"'

write_tests 'rank(9) != 1 || rank(10) != 2' 'best(1, 2) != 1 || best(20, 1) != 2 || best(1, 20) != 2'
git commit -qam "tests that tell"
ci
promise "repaired, it passes"                         '[ $status -eq 0 ] && tail -n 1 "$work/out" | grep -q "^accepted"'
[ $status -eq 0 ] || { show; cat cet-report/log.txt; }
promise "test code itself is named as not judged"     'grep -q "tests/test_rank.c: test code itself is not judged" "$work/out"'
for file in verdict.json report.html comment.md junit.xml findings.json findings.sarif code-quality.json coverage.info coverage.xml new-code.json \
    mutants.jsonl mutants.sarif mutation-report.json badge-verdict.svg badge-coverage.svg badge-mutation.svg log.txt; do
    promise "there is $file" '[ -s cet-report/$file ]'
done

printf '\n#include <unistd.h>\nvoid say(int fd)\n{\n    write(fd, "x", 1);\n}\n' >>src/rank.c
sed -i 's|^    return 0;|    say(1);\n&|; s|^int main|void say(int fd);\n&|' tests/test_rank.c
ci
promise "a new finding is rejected, and named"        '[ $status -eq 1 ] && grep -q "^  src/rank.c:.*\[cet-unchecked-result\]" "$work/out" && grep -q "^rejected" "$work/out"'
[ $status -eq 1 ] || show
git checkout -q .
write_tests 'best(1, 2) != 3'
sed -i 's|^	./test_rank|	echo "token: $$GITHUB_TOKEN$$GITLAB_TOKEN"; ./test_rank|' Makefile
GITHUB_TOKEN=secret GITLAB_TOKEN=secret ci
promise "tests that fail are rejected, with their end" '[ $status -eq 1 ] && grep -q "^  tests     failed" "$work/out" && grep -q "^  | " "$work/out" && grep -q "^rejected" "$work/out"'
[ $status -eq 1 ] || show

promise "the change under test finds no token"        'grep -qx "token: " cet-report/log.txt && ! grep -q secret cet-report/log.txt'
git checkout -q Makefile
git checkout -q -f main && git commit -q --allow-empty -m pushed
echo "{\"before\": \"$(git rev-parse HEAD~1)\"}" >"$work/event.json"
GITHUB_EVENT_PATH=$work/event.json ci --json
promise "a push to main is counted from the commit before" '[ $status -eq 0 ] && grep -q "nothing differs from $(git rev-parse HEAD~1)" "$work/out"'
git checkout -q feature

export GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY=$work/summary.md GITHUB_BASE_REF=main
write_tests 'rank(9) != 1 || rank(10) != 2'
ci
promise "GitHub gets annotations and a summary"       '[ $status -eq 1 ] && grep -q "^::warning file=src/rank.c,line=" "$work/out" && grep -q "cet: insufficient evidence" "$work/summary.md"'
[ $status -eq 1 ] || show
unset GITHUB_ACTIONS GITHUB_STEP_SUMMARY
git checkout -q .
GITHUB_BASE_REF=gone ci
promise "a target branch that was not fetched is named, with the command" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "git fetch origin gone" "$work/err"'
unset GITHUB_BASE_REF
git clone -q --depth 1 --no-single-branch "file://$work/p" "$work/shallow" && cd "$work/shallow" || exit 2
ci --base origin/main
promise "a shallow clone is told what to fetch"       '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "git fetch --unshallow" "$work/err"'
cd "$work/p" || exit 2
git rm -q Makefile
ci
promise "a project that nobody can test is told what to write" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "\"ci\": {\"build\"" "$work/err"'
kept
