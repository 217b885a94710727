#!/usr/bin/env bash
# What is known or has nothing to do with a change is left out: baseline, --diff, suppressions that silence nothing.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
mkdir "$work/p" "$work/p/src" && cd "$work/p" || exit 2
git() { command git -c user.name=t -c user.email=t@t "$@"; }
scan() { run "$CET" scan src/a.c src/b.c -q "$@"; }
found() { grep -c ': \(warning\|error\): ' "$work/out"; }

cat >src/b.h <<'END'
int send_all(int fd, const char *text);
END
cat >src/a.c <<'END'
#include <stdlib.h>
#include <unistd.h>
#include "b.h"

void tell(int fd)
{
    write(fd, "old", 3);
}

char *grow(char **text, size_t size)
{
    *text = realloc(*text, size);
    return *text;
}
END
cat >src/b.c <<'END'
#include <string.h>
#include <unistd.h>
#include "b.h"

int send_all(int fd, const char *text)
{
    return write(fd, text, strlen(text)) != (ssize_t)strlen(text) ? -1 : 0;
}
END
command git init -q . && git add . && git commit -q -m start

scan
promise "there is old code with two findings"           '[ $status -eq 1 ] && [ "$(found)" -eq 2 ]'
[ "$(found)" -eq 2 ] || show
scan --baseline known.jsonl
promise "a baseline that is missing is an error"        '[ $status -eq 2 ] && grep -q "known.jsonl. (--baseline) does not exist; --accept-new makes it" "$work/err" && [ ! -e known.jsonl ]'
scan --accept-new
promise "--accept-new needs a baseline"                 '[ $status -eq 2 ] && grep -q "needs --baseline" "$work/err"'
scan --baseline known.jsonl --accept-new
promise "--accept-new makes it, and nothing is left"    '[ $status -eq 0 ] && [ "$(found)" -eq 0 ] && [ "$(wc -l <known.jsonl)" -eq 3 ]'
promise "paths in it are relative, lines are not in it" 'grep -q "\"path\":\"src/a.c\"" known.jsonl && ! grep -q "\"line\"" known.jsonl'
scan --baseline known.jsonl
promise "what is known is not counted"                  '[ $status -eq 0 ] && [ "$(found)" -eq 0 ] && grep -q ", 2 in the baseline" "$work/out"'

sed -i '1i /* A line more,\n * and another. */' src/a.c
sed -i 's/^    write/        write/' src/a.c
scan --baseline known.jsonl
promise "moved and indented lines stay known"           '[ $status -eq 0 ] && [ "$(found)" -eq 0 ]'
sed -i 's/{ *$/{/; $a void more(int fd) { write(fd, "new", 3); }' src/a.c
cp known.jsonl before.jsonl
scan --baseline known.jsonl --sarif out.sarif
promise "a new finding is shown and fails"              '[ $status -eq 1 ] && [ "$(found)" -eq 1 ] && grep -q "src/a.c:17:" "$work/out"'
promise "the baseline does not grow by itself"          'cmp -s known.jsonl before.jsonl'
promise "SARIF lists what is known as suppressed"       '[ "$(grep -c "\"kind\": *\"external\"" out.sarif)" -eq 2 ]'
git checkout -q src
sed -i 's/^    write(fd, "old", 3);/    (void)write(fd, "old", 3);/' src/a.c
scan --baseline known.jsonl
promise "a stale entry is reported, and is no finding"  '[ $status -eq 0 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "^cet scan: stale in .known.jsonl.: src/a.c: .*\[cet-unchecked-result\]" "$work/err"'
scan --baseline known.jsonl --checks '-*,cet-errno-stale'
promise "not for what was not looked for"               '[ ! -s "$work/err" ]'
run "$CET" scan src/b.c -q --baseline known.jsonl
promise "nor for what was not read"                     '[ ! -s "$work/err" ]'
scan --baseline known.jsonl --accept-new
promise "--accept-new takes it out"                     '[ $status -eq 0 ] && [ "$(wc -l <known.jsonl)" -eq 2 ]'
sed -i 's/^{"path/<<<<<<< ours\n&/' known.jsonl
scan --baseline known.jsonl
promise "a conflict in it is an error with its line"    '[ $status -eq 2 ] && grep -q "known.jsonl, line 2" "$work/err"'
git checkout -q src

scan --diff HEAD
promise "--diff: nothing changed, nothing is shown"     '[ $status -eq 0 ] && [ "$(found)" -eq 0 ] && grep -q ", 2 not of this change" "$work/out"'
sed -i 's/^#include "b.h"/&\n\n/' src/a.c
sed -i 's/^    return \*text;/    if (size > 1)\n        write(1, "new", 3);\n&/' src/a.c
scan --diff HEAD
promise "--diff: the line that is new"                  '[ $status -eq 1 ] && [ "$(found)" -eq 1 ] && grep -q "src/a.c:16:" "$work/out"'
[ "$(found)" -eq 1 ] || show
git diff -U0 >change.diff
scan --diff change.diff
promise "a diff in a file: its functions"               '[ $status -eq 1 ] && [ "$(found)" -eq 2 ] && ! grep -q "src/a.c:9:" "$work/out"'
git checkout -q src
sed -i 's/^int send_all/__attribute__((warn_unused_result)) &/' src/b.h
sed -i 's/^    write(fd, "old", 3);/    write(fd, "old", 3);\n    send_all(fd, "x");/' src/a.c
git add . && git commit -q -m marked && git checkout -q HEAD~1 src/b.h && git commit -q -m unmarked
scan --diff HEAD
promise "without the mark nobody minds"                 '[ $status -eq 0 ]'
sed -i 's/^int send_all/__attribute__((warn_unused_result)) &/' src/b.h
scan --diff HEAD
promise "--diff: what a change of a header causes elsewhere" '[ $status -eq 1 ] && [ "$(found)" -eq 1 ] && grep -q "src/a.c:8:.*send_all" "$work/out"'
[ "$(found)" -eq 1 ] || show
mkdir build
printf '[{"directory": "%s/build", "file": "../src/a.c", "arguments": ["cc", "-I../src", "-c", "../src/a.c"]}]' "$PWD" >build/compile_commands.json
run "$CET" scan -p build -q --diff HEAD
promise "from a build folder too"                       '[ $status -eq 1 ] && [ "$(found)" -eq 1 ] && grep -q "src/a.c:8:" "$work/out"'
[ "$(found)" -eq 1 ] || show
promise "the working tree and the index are untouched"  '[ -z "$(git diff --cached)" ] && [ "$(git diff --name-only)" = src/b.h ]'
git checkout -q src
sed -i 's/^int send_all/int broken(\n&/' src/b.h && git commit -qam broken && git checkout -q HEAD~1 src/b.h
sed -i 's/^    \*text = realloc/    size++;\n&/' src/a.c
scan --diff HEAD
promise "a commit that does not compile: functions that changed, and a word about it" \
    '[ $status -eq 1 ] && [ "$(found)" -eq 1 ] && grep -q "src/a.c:14:" "$work/out" && grep -q "^cet scan: HEAD cannot be compared with" "$work/err"'
scan --diff no-such-commit
promise "a commit that does not exist is refused"       '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'

printf '#include <unistd.h>\nint f(int fd)\n{\n    write(fd, "a", 1); // NOLINT(cet-unchecked-result): nobody reads it\n    return fd; // NOLINT(cet-realloc-self)\n}\n' >c.c
run "$CET" scan c.c -q --sarif c.sarif
promise "a suppression that silences nothing is found"  '[ $status -eq 1 ] && [ "$(found)" -eq 1 ] && grep -q "^c.c:5:16: warning: .cet-realloc-self. has nothing to say here" "$work/out"'
promise "one that does is listed in SARIF with its reason" 'grep -q "\"kind\": *\"inSource\"" c.sarif && grep -q "\"justification\": *\"nobody reads it\"" c.sarif'
kept
