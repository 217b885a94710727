#!/bin/bash
# cet scan --history: the figures of a program's commits; nothing of the user's is touched, and a second run looks them up.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
git() { command git -c user.name=t -c user.email=t@t "$@"; }
figures() { python3 -c 'import json, sys; h = json.load(open(sys.argv[1])); print(eval(sys.argv[2]))' "$work/out" "$1"; }

mkdir "$work/p" "$work/outside" && cd "$work/p" || exit 2
cat >a.c <<'END'
int first(int a)
{
    return a;
}
END
git init -q . && git add . && git commit -q -m 'the first function'
echo 'notes' >README && git add . && git commit -q -m 'no C in it'
cat >b.c <<'END'
int second(int a)
{
    if (a > 1)
        for (int i = 0; i < a; i++)
            if (i % 2)
                a--;
    return a;
}
END
git add . && git commit -q -m 'a second file'
echo 'int broken(' >b.c && git commit -q -a -m 'does not compile'
git show HEAD~1:b.c >b.c && git commit -q -a -m 'mended'
git mv b.c c.c && sed -i 's/int first(int a)/int first(int a, int b)/; s/return a;/return a > b ? a : b;/' a.c && git commit -q -a -m 'renamed, and more complex'
git status --porcelain >"$work/before"; git rev-parse HEAD >>"$work/before"; ls -A >>"$work/before"; cksum .git/index >>"$work/before"

run "$CET" scan --history 20 --json -q a.c c.c
promise "each commit that touches C is a point"           '[ $status -eq 0 ] && [ "$(figures "[len(h[\"points\"]), h[\"commits\"]]")" = "[5, 5]" ]'
promise "oldest first, with their figures"                  '[ "$(figures "[(p[\"files\"], p[\"functions\"], p[\"cognitiveMean\"]) for p in h[\"points\"]][:2]")" = "[(1, 1, 0), (2, 2, 3)]" ]'
promise "files of the time that have another name now are seen" '[ "$(figures "[p[\"functions\"] for p in h[\"points\"]]")" = "[1, 2, 1, 2, 2]" ]'
promise "what does not compile is named"                  '[ "$(figures "[u[\"path\"] for p in h[\"points\"] for u in p[\"unread\"]]")" = "['"'b.c'"']" ] && grep -q "\"why\": \"b.c:1:.*error" "$work/out"'
promise "the functions that grew are told"                '[ "$(figures "[(g[\"function\"], g[\"before\"], g[\"after\"]) for g in h[\"grown\"]]")" = "[('"'c.c#second', 0, 6), ('a.c#first', 0, 1"')]" ]'
cp "$work/out" "$work/first"
{ git status --porcelain; git rev-parse HEAD; ls -A; cksum .git/index; } >"$work/after"
promise "working tree, index and branch are as they were" 'cmp "$work/before" "$work/after"'

run env CET_CLANG=/nonexistent/clang "$CET" scan --history 20 --json -q a.c c.c
promise "a second run looks nothing up again"             '[ $status -eq 0 ] && cmp "$work/first" "$work/out"'
run "$CET" scan --history 2 --json -q a.c c.c
promise "a sample has the first commit and the last"      '[ "$(figures "[p[\"subject\"] for p in h[\"points\"]]")" = "['"'the first function', 'renamed, and more complex'"']" ]'
run "$CET" scan --history HEAD~3..HEAD --json -q a.c c.c
promise "a range of git's chooses commits"                '[ "$(figures "len(h[\"points\"])")" = 3 ]'
run "$CET" scan --history 20 -q a.c c.c
promise "the text has a row for each, and curves"         '[ "$(grep -c "^[0-9a-f]\{10\}  20" "$work/out")" -eq 5 ] && grep -q "^mean complexity  *[▁▂▃▄▅▆▇█]\{5\}  0 to 3.5$" "$work/out" && grep -q "c.c#second: 0 to 6, new" "$work/out"'

git worktree add -q "$work/other" HEAD 2>/dev/null
cd "$work/other" && run "$CET" scan --history 20 --json -q a.c c.c
promise "a second worktree is as good"                    '[ $status -eq 0 ] && [ "$(figures "len(h[\"points\"])")" = 5 ]'

# refused SENTENCE WORDS: exit 2, one line with the words, nothing on standard output.
refused() {
    words=$2
    promise "$1" '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && [ ! -s "$work/out" ] && grep -q "$words" "$work/err"' || show
}
cd "$work/p" || exit 2
run "$CET" scan --history nowhere..HEAD -q a.c
refused "a range that is none is one line"       "git log fails"
run "$CET" scan --history --output=x -q a.c
refused "a range is no option of git's"          "git log fails\|unknown option\|needs"
run "$CET" scan --history 0 -q a.c
refused "none at all are too few"                "1 to 1000 commits"
run "$CET" scan --history HEAD..HEAD -q a.c
refused "a range without commits is told"        "touches a C file"
run "$CET" scan --history 3 --patterns -q a.c
refused "one survey at a time"                   "one at a time"
run "$CET" scan --history 3 --baseline known -q a.c
refused "no baseline goes with it"               "show no findings"
run "$CET" scan --limit 3 -q a.c
refused "--limit alone means nothing"            "needs --refactorings or --history"
cp a.c "$work/outside" && cd "$work/outside" && run "$CET" scan --history 3 -q a.c
refused "outside of git it is one line"          "needs a working tree of git"
kept
