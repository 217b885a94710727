#!/usr/bin/env bash
# The pre-commit hook: what is staged and nothing else, changed functions only, quick, and it fails when it should.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t
mkdir -p "$work/p/src" "$work/p/include" "$work/p/build" && cd "$work/p" || exit 2
echo 'int next(int number);' >include/next.h
for i in $(seq 20); do
    cat >src/f$i.c <<END
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "next.h"

void old_$i(int fd)
{
    write(fd, "old", 3);
}

int work_$i(int number)
{
    return next(number) + $i;
}
END
    printf '%s{"directory": "%s/build", "file": "../src/f%s.c", "command": "gcc -I../include -fno-allow-store-data-races -Werror -c ../src/f%s.c"}\n' \
        "$([ "$i" = 1 ] && echo '[' || echo ,)" "$PWD" "$i" "$i"
done >build/compile_commands.json
echo ']' >>build/compile_commands.json
git init -q . && printf 'build\n' >.gitignore && git add . && git commit -q -m start

run "$CET" hook install -p build
promise "it installs where git looks"                '[ $status -eq 0 ] && [ -x .git/hooks/pre-commit ]'
run "$CET" hook install -p build
promise "twice too"                                  '[ $status -eq 0 ]'
head -c 3000 .git/hooks/pre-commit >"$work/hook"
promise "the build is named from the top"            "grep -q -- \"-p 'build'\" \"\$work/hook\""

echo text >notes.txt && git add notes.txt
run git commit -m notes
promise "a commit without C passes"                  '[ $status -eq 0 ]'
for i in 1 2 3 4 5; do sed -i 's/    return next/    number++;\n&/' src/f$i.c; done
git add .
run git commit -m five
promise "five good files pass, old findings or not"  '[ $status -eq 0 ]'
[ $status -eq 0 ] || show

sed -i 's/    number++;/    write(number, "new", 3);/' src/f2.c && git add .
run git commit -m planted
promise "a planted defect fails the commit"          '[ $status -ne 0 ] && grep -q "^src/f2.c:14:5: warning: .*cet-unchecked-result" "$work/err"'
[ $status -ne 0 ] || show
promise "with its line and a word how to pass"       'grep -q "write(number, \"new\", 3);" "$work/err" && grep -q -- "--no-verify" "$work/err"'
promise "and nothing but it"                         '[ "$(grep -c ": warning: " "$work/err")" -eq 1 ]'
sed -i 's/    write(number/    (void)write(number/' src/f2.c
run git commit -m planted
promise "repaired in the working tree only: it fails" '[ $status -ne 0 ]'
git add .
run git commit -m repaired
promise "staged too: it passes"                      '[ $status -eq 0 ]'
sed -i 's/    number++;/    write(number, "new", 3);/' src/f3.c
echo '/* more */' >>src/f4.c && git add src/f4.c
run git commit -m other
promise "what is not staged does not count"          '[ $status -eq 0 ]'
run git commit -m partial src/f3.c
promise "git commit FILE: it does"                   '[ $status -ne 0 ] && grep -q "src/f3.c:14" "$work/err"'
run git commit --no-verify -qm anyway src/f3.c
promise "--no-verify is respected"                   '[ $status -eq 0 ]'

echo 'int fresh(void) { return 1; }' >src/fresh.c && git add .
run git commit -m fresh
promise "a file without a command is reported and fails" '[ $status -ne 0 ] && grep -q "src/fresh.c. was not looked at: the compilation database has no command" "$work/err"'
git rm -q --cached src/fresh.c && rm src/fresh.c
echo 'int broken(void) { return 1 + ; }' >>src/f6.c && git add .
run git commit -m broken
promise "one that does not compile is"               '[ $status -ne 0 ] && grep -q "src/f6.c. was not looked at: src/f6.c:[0-9:]* error: expected expression" "$work/err"'
git checkout -q HEAD src/f6.c
printf 'static inline void tell(int fd)\n{\n    write(fd, "new", 3);\n}\n' >>include/next.h
sed -i 's/#include "next.h"/#include <unistd.h>\n&/' include/next.h && git add .
run git commit -m header
promise "a header is seen in a file that includes it" '[ $status -ne 0 ] && grep -q "^include/next.h:4:" "$work/err"'
[ $status -ne 0 ] || show
git checkout -q HEAD include && printf 'int lonely(void);\n' >include/lonely.h && git add .
run git commit -m lonely
promise "one that nobody includes is reported, and passes" '[ $status -eq 0 ] && grep -q "include/lonely.h. was not looked at" "$work/err"'

"$CET" scan -q -p build --baseline known.jsonl --accept-new >"$work/out" 2>&1
sed -i 's/    write(fd, "old", 3);/&\n    number_of(fd);/; s/^void old/int number_of(int);\n&/' src/f7.c && git add src
run "$CET" hook run -p build
promise "old findings of a changed function count"   '[ $status -eq 1 ]'
run "$CET" hook run -p build --baseline known.jsonl
promise "unless a baseline knows them"               '[ $status -eq 0 ]'
run "$CET" hook run -p build src/f8.c
promise "a file that is named and not staged counts as a whole" '[ $status -eq 1 ] && grep -q "^src/f8.c:9:" "$work/out"'
git checkout -q HEAD src

run "$CET" hook uninstall
promise "it is taken away again"                     '[ $status -eq 0 ] && [ ! -e .git/hooks/pre-commit ]'
printf '#!/bin/sh\n' >.git/hooks/pre-commit
run "$CET" hook install
promise "another's hook is left alone"               '[ $status -eq 2 ] && grep -q "is there and not cet.s; add to it: .*hook run" "$work/err" && [ "$(cat .git/hooks/pre-commit)" = "#!/bin/sh" ]'
run "$CET" hook uninstall
promise "also by uninstall"                          '[ $status -eq 2 ] && [ -e .git/hooks/pre-commit ]'
git config core.hooksPath .githooks
cd src || exit 2
run "$CET" hook install -p ../build
promise "core.hooksPath is followed, also from below" '[ $status -eq 0 ] && grep -q "hook run -p .build" ../.githooks/pre-commit'
cd "$work" || exit 2
run "$CET" hook install
promise "outside of a repository it is refused"      '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'
kept
