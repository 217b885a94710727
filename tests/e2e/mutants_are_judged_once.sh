#!/usr/bin/env bash
# Verdicts are kept: what has not changed is not run again, what has changed is.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
mkdir -p "$work/project/tests"
cd "$work/project" || exit 2
cat >two.c <<'END'
int smaller(int a, int b)
{
    return a < b ? a : b;
}

int larger(int a, int b)
{
    return a > b ? a : b;
}
END
cat >tests/Makefile <<'END'
check: program
	./program
program: test.c $(SRC_DIR)/two.c
	$(CC) $(CFLAGS) -o program test.c $(SRC_DIR)/two.c $(LDFLAGS)
END
cat >tests/test.c <<'END'
int smaller(int a, int b);
int larger(int a, int b);
int main(void) { return smaller(2, 3) != 2 || larger(2, 3) != 3; }
END

mutate() { run "$CET" mutate run two.c --suite tests --json "$@"; }
verdicts() { grep -o '"id":"[0-9a-f]*"\|"status":"[a-z-]*"' "$work/out" | paste - - | sort; }
judged() { grep -q '^mutants run:' "$work/err" && sed -n 's/^mutants run: \([0-9]*\) .*/\1/p' "$work/err" | tail -n 1 || echo 0; }
kept_count() { sed -n 's/^mutate: \([0-9]*\) verdicts of earlier runs still hold/\1/p' "$work/err"; }

mutate --no-cache
[ $status -eq 0 ] || show
all=$(judged)
promise "without the cache all are run"              '[ $status -eq 0 ] && [ "$all" -gt 4 ] && [ ! -e "$work/state" ]'
mutate
verdicts >"$work/first"
cp "$work/out" "$work/first.json"
promise "the first run judges all"                   '[ "$(judged)" -eq "$all" ]'
mutate
promise "after no change nothing is run"             'grep -q "nothing has changed" "$work/err" && ! grep -q "clean run" "$work/err"'
promise "and the answer is the same"                 'cmp -s "$work/out" "$work/first.json"'

sed -i 's/return a > b ? a : b;/return b < a ? a : b;/' two.c
mutate
promise "a changed function is judged anew"          '[ "$(judged)" -gt 0 ] && [ "$(judged)" -lt "$all" ]'
promise "the other's verdicts still hold"            '[ $(($(judged) + $(kept_count))) -ge "$all" ] && [ "$(kept_count)" -gt 0 ]'
verdicts >"$work/changed"
mutate --no-cache
promise "and are what a full run finds"              'verdicts | cmp -s - "$work/changed"'

mutate --operators relational
promise "other switches are another question"        '! grep -q "nothing has changed" "$work/err"'
sed -i 's/larger(2, 3) != 3/larger(4, 3) != 4/' tests/test.c
mutate
promise "after a change of the tests all are judged" '[ -z "$(kept_count)" ] && [ "$(judged)" -ge "$all" ]'
echo 'int helper;' >helper.c
mutate
promise "a source that the tests may use counts as theirs" '[ -z "$(kept_count)" ]'
touch two.c
mutate
promise "a touched file costs a clean run only"      '! grep -q "nothing has changed" "$work/err" && [ "$(judged)" -eq 0 ]'
sed -i '1i #define UNUSED 1' two.c
mutate
promise "what stands outside of functions counts for all" '[ -z "$(kept_count)" ]'

# The same behind a command: a program for each function, and a script that reads data.
mkdir -p "$work/command" && cd "$work/command" || exit 2
cp "$work/project/two.c" lib.c
echo 'int smaller(int a, int b); int main(void) { return smaller(2, 3) != 2; }' >test_smaller.c
echo 'int larger(int a, int b); int main(void) { return larger(2, 3) != 3; }' >test_larger.c
echo './test_smaller && ./test_larger && grep -qx yes data' >tests.sh
echo yes >data
build() {
    for program in test_smaller test_larger; do
        # shellcheck disable=SC2046
        clang-19 -O0 -w $("$CET" flags --mutate lib.c) -o $program $program.c lib.c $("$CET" flags --mutate --link) || exit 2
    done
}
mutate() { run "$CET" mutate run --json "$@" -- sh tests.sh; }
build
mutate lib.c
[ $status -eq 0 ] || show
all=$(judged)
mutate lib.c
promise "a command's verdicts are kept too"          '[ "$all" -gt 4 ] && [ "$(judged)" -eq 0 ] && [ "$(kept_count)" -eq "$all" ]'
sed -i 's/return b < a ? a : b;/return a > b ? a : b;/' lib.c
build
mutate lib.c
promise "a changed function is judged anew"          '[ "$(judged)" -gt 0 ] && [ "$(judged)" -lt "$all" ] && [ "$(kept_count)" -gt 0 ]'
verdicts >"$work/changed"
mutate --no-cache lib.c
promise "and the rest is what a full run finds"      'verdicts | cmp -s - "$work/changed"'
sed -i 's/larger(2, 3) != 3/larger(4, 3) != 4/' test_larger.c
build
mutate lib.c
promise "a changed test costs what it reaches"       '[ "$(judged)" -gt 0 ] && [ "$(judged)" -lt "$all" ] && [ "$(kept_count)" -gt 0 ]'
echo more >>data.txt
mutate lib.c
promise "data may be what tests read"                '[ -z "$(kept_count)" ] && [ "$(judged)" -ge "$all" ]'
mutate
mutate
promise "without a named file nothing is left out"   '[ "$(judged)" -eq 0 ] && [ "$(kept_count)" -ge "$all" ]'
sed -i 's/return a > b ? a : b;/return b < a ? a : b;/' lib.c
build
mutate
promise "so that any change judges all anew"         '[ -z "$(kept_count)" ]'
cd "$work/project" || exit 2

echo text >"$work/no-store"
run "$CET" mutate run two.c --suite tests --store "$work/no-store" -q
promise "a store that fails costs no result"         '[ $status -eq 0 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "verdicts are not kept" "$work/err"'
kept
