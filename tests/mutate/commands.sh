# Any command as tests: programs that are found through scripts, and commands that cannot be judged, each with one line.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
cd "$work" || exit 2

cat >lib.c <<'C'
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int larger(int a, int b) { return a > b ? a : b; }
int unused(int a) { return a + 1; }
C
cat >prog.c <<'C'
#include <stdio.h>
#include <stdlib.h>
int larger(int a, int b);
int main(int argc, char **argv) { return printf("%d\n", larger(atoi(argv[1]), argc > 2 ? atoi(argv[2]) : 0)) < 0; }
C
cat >judge.c <<'C'
int larger(int a, int b);
int main(void) { return larger(1, 2) != 2 || larger(5, 2) != 5; }
C
# shellcheck disable=SC2046
build() { clang-19 -O0 -w $("$CET" flags --mutate lib.c) -o "$1" "$2" lib.c $("$CET" flags --mutate --link) "${@:3}" || exit 2; }
build prog prog.c
build judge judge.c

says() { # EXIT TEXT COMMAND...
    local wanted=$1 text=$2 lines
    shift 2
    "$CET" mutate run -q "$@" >out 2>&1
    local code=$?
    lines=$(wc -l <out)
    if [ $code != "$wanted" ] || ! grep -qF -- "$text" out || { [ "$wanted" = 2 ] && [ "$lines" != 1 ]; }; then
        echo "cet mutate run $*: exit $code, not '$text': $(cat out)"
        failed=1
    fi
}
# `>=` for `>` gives the same number.
judged() { says 0 ': 7 killed, 1 survived, ' "$@"; }

cat >shell.sh <<'S'
[ "$(./prog 1 2)" = 2 ] && [ "$(./prog 5 2)" = 5 ] && [ "$(./prog 3 3)" = 3 ]
S
cat >script.py <<'S'
import subprocess, sys
for a, b, wanted in ((1, 2, 2), (5, 2, 5)):
    if int(subprocess.run(["./prog", str(a), str(b)], capture_output=True).stdout) != wanted:
        sys.exit(1)
S
printf 'check:\n\t./judge\n' >Makefile
cat >ignores.sh <<'S'
./prog 1 2 >seen
grep -qx 2 seen || exit 1
./judge || true
S
"$CET" mutate run -q --json -- ./judge >direct.jsonl || { echo "a program alone cannot be judged"; failed=1; }
statuses() { grep -o '"id":"[0-9a-f]*"\|"status":"[a-z-]*"' "$1" | paste -d' ' - - | sort; }
for command in 'make check' 'python3 script.py' 'bash shell.sh'; do
    # shellcheck disable=SC2086
    "$CET" mutate run -q --json -- $command >seen.jsonl
    [ "$(statuses seen.jsonl)" = "$(statuses direct.jsonl)" ] ||
        { echo "$command judges otherwise than the program: $(diff <(statuses seen.jsonl) <(statuses direct.jsonl))"; failed=1; }
done
# What a script does not look at kills nothing: here only the output for 1 and 2 counts.
"$CET" mutate run -q --json -- bash ignores.sh >seen.jsonl
grep -q '"operator":"relational-negation".*"status":"killed"' seen.jsonl || { echo "a script that reads a file misses a mutant"; failed=1; }
grep -q '"killed_kind":"command"' seen.jsonl || { echo "the script itself did not decide"; failed=1; }
says 0 'mutants: ' lib.c -- ./judge
says 2 "'./judge': no mutants" prog.c -- ./judge

cat >flaky.sh <<'S'
./judge && { [ ! -e passed ] && touch passed; }
S
cat >alone.c <<'C'
int main(void) { return 0; }
C
clang-19 -o alone alone.c
cat >daemon.c <<'C'
#include <unistd.h>
int larger(int a, int b);
int main(void) { if (daemon(1, 1)) return 1; sleep(30); return larger(1, 2) != 2; }
C
cat >forks.c <<'C'
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
int larger(int a, int b);
static void ended(int n) { (void)n; }
int main(void) {
    int status;
    signal(SIGCHLD, ended);
    if (larger(7, 3) != 7) return 1;
    pid_t child = fork();
    if (child == 0) _exit(larger(1, 2) != 2);
    waitpid(child, &status, 0);
    return status != 0;
}
C
cat >closes.c <<'C'
#include <unistd.h>
int larger(int a, int b);
int main(void) { for (int i = 3; i < 1024; i++) close(i); return larger(1, 2) != 2 || larger(5, 2) != 5; }
C
cat >writes.c <<'C'
#include <stdio.h>
int larger(int a, int b);
int main(void) {
    FILE *f = fopen("written", "w");
    int seen = 0;
    fprintf(f, "%d", larger(1, 2)), fclose(f);
    f = fopen("written", "r");
    if (fscanf(f, "%d", &seen) != 1) return 1;
    fclose(f), remove("written");
    return seen != 2 || larger(5, 2) != 5;
}
C
cat >threads.c <<'C'
#include <pthread.h>
#include <unistd.h>
int larger(int a, int b);
static void *idle(void *p) { pause(); return p; }
int main(void) { pthread_t t; pthread_create(&t, 0, idle, 0); return larger(1, 2) != 2 || larger(5, 2) != 5; }
C
# Two operators that propose the same edit make one mutant; the other number has none and must never be switched on.
cat >edits.c <<'C'
int larger(int a, int b);
static int is_one(int n) { return (n & 7) == 1; }
static int is_two(int n) { return (n & 7) == 2; }
int main(void) { return !is_one(1) || !is_two(2) || larger(1, 2) != 2 || larger(5, 2) != 5; }
C
# shellcheck disable=SC2046
clang-19 -O0 -w $("$CET" flags --mutate) -o edits edits.c lib.c $("$CET" flags --mutate --link) || exit 2
"$CET" mutate run -q --json edits.c -- ./edits >seen.jsonl || { echo "edits proposed twice cannot be judged"; failed=1; }
! grep '"note"' seen.jsonl || { echo "a program with edits proposed twice is not forked"; failed=1; }
# What one program hangs on and another notices is killed, whichever of them runs first; what all hang on is a timeout.
cat >next.c <<'C'
int next(int n) { return n - 1; }
C
cat >loops.c <<'C'
int next(int n);
int main(void) { int n = 100; while (n) n = next(n); return 0; }
C
cat >looks.c <<'C'
int next(int n);
int main(void) { return next(3) != 2; }
C
for program in loops looks; do
    # shellcheck disable=SC2046
    clang-19 -O0 -w $("$CET" flags --mutate next.c) -o $program $program.c next.c $("$CET" flags --mutate --link) || exit 2
done
for order in './loops && ./looks' './looks && ./loops' './loops'; do
    "$CET" mutate run -q --json -- bash -c "$order" >seen.jsonl
    grep -q '"operator":"arithmetic-inverse".*"status":"killed"' seen.jsonl || [ "$order" = ./loops ] ||
        { echo "$order: a hang hides a kill"; failed=1; }
    grep -q '"status":"timeout"' seen.jsonl && [ "$order" != ./loops ] && { echo "$order: a hang hides a kill"; failed=1; }
done
grep -q '"operator":"arithmetic-inverse".*"status":"timeout"' seen.jsonl || { echo "an endless loop is no timeout"; failed=1; }
cat >keeps.c <<'C'
#include <stdio.h>
#include <unistd.h>
int larger(int a, int b);
int main(void) {
    int kept = dup(1);
    freopen("/dev/null", "w", stdout);
    int failed = larger(1, 2) != 2 || larger(5, 2) != 5;
    dprintf(kept, "checked %d\n", failed);
    return failed;
}
C
cat >reads.c <<'C'
#include <stdlib.h>
int first(const int *numbers) { return numbers[0]; }
int main(void) {
    int *numbers = calloc(2, sizeof *numbers);
    int sum = first(numbers + 1);
    free(numbers);
    return sum;
}
C
# shellcheck disable=SC2046
clang-19 -O0 -w -fsanitize=address $("$CET" flags --mutate) -o reads reads.c $("$CET" flags --mutate --link) || exit 2
"$CET" mutate run -q --json -- ./reads >seen.jsonl
grep -q '"operator":"constant-one".*"killed_kind":"sanitizer"' seen.jsonl || { echo "a sanitizer's report is not told apart"; failed=1; }
# A process of the tests' own runs into the mutant before the test program itself does, and alone tells it apart.
cat >children.c <<'C'
#include <sys/wait.h>
#include <unistd.h>
int larger(int a, int b);
int main(void) {
    int status, child = fork();
    if (child == 0) _exit(larger(1, 2) != 2 || larger(5, 2) != 5);
    waitpid(child, &status, 0);
    larger(2, 1), larger(1, 2);
    return status != 0;
}
C
# Mutants of a function are active in the calls that are under way when they are noticed.
cat >nested.c <<'C'
int depth(int n) { return n == 0 ? 0 : depth(n - 1) + 1; }
int main(void) { return depth(1) != 1 || depth(4) != 4; }
C
# What makes the same at first need not do so later: `a == b` and `a > b` part at the second call.
cat >parts.c <<'C'
int same(int a, int b) { return a <= b; }
int main(void) { return (same(1, 2), same(2, 2) != 1); }
C
# Output before the place where the process splits counts too: what `larger` is asked last changes the last line alone.
cat >prints.c <<'C'
#include <stdio.h>
int larger(int a, int b);
int main(void) {
    printf("%d\n", larger(5, 2)), fflush(stdout), printf("%d\n", larger(1, 2)), printf("end\n");
    return 0;
}
C
for source in nested parts; do
    # shellcheck disable=SC2046
    clang-19 -O0 -w $("$CET" flags --mutate $source.c) -o $source $source.c $("$CET" flags --mutate --link) || exit 2
    "$CET" mutate run -q --json $source.c -- ./$source >$source.jsonl
done
# `n <= 0` does the same as `n == 0`.
[ "$(grep '"function":"depth".*"status":"survived"' nested.jsonl | grep -o '"operator":"[a-z-]*"')" = '"operator":"relational-below"' ] ||
    { echo "a call under way is not mutated"; failed=1; }
verdict_of() { grep "\"operator\":\"$1\".*\"function\":\"same\"" parts.jsonl | grep -o '"status":"[a-z]*"'; }
[ "$(verdict_of relational-equality) $(verdict_of relational-negation)" = '"status":"survived" "status":"killed"' ] ||
    { echo "a mutant has the verdict of one that it parted from"; failed=1; }
# Memory that cannot be had, asked for half as much again and again, takes a very short program as long: that is no hang.
cat >slow.c <<'C'
#include <time.h>
int larger(int a, int b);
int main(void) {
    long ms = 150L * larger(0, 0);
    while (ms > 0 && clock() < ms * (CLOCKS_PER_SEC / 1000)) ;
    return 0;
}
C
for program in daemon forks closes writes threads keeps children prints slow; do build $program $program.c -pthread; done

says 2 "'./nowhere': no such program" -- ./nowhere
says 2 'the command without any mutant ends with exit code 1' -- false
says 2 'ran no program that was built with mutants' -- ./alone
says 2 'is flaky' -- bash flaky.sh
rm -f passed
says 2 'did not end within 1 s' --timeout 1 -- bash -c './judge; sleep 60'
says 2 'its exit code tells nothing' -- bash -c './judge || true'
says 2 "still runs when the command has ended" -- ./daemon
says 2 "'nofolder' is no folder" -p nofolder -- ./judge
says 2 "needs -- COMMAND or --suite DIR"
"$CET" mutate run -q --json --no-cache -- ./slow >seen.jsonl
grep -q '"operator":"return-one".*"status":"survived"' seen.jsonl || { echo "a program that gets slow hangs"; failed=1; }
judged -- ./closes
judged -- ./forks
judged -- ./keeps
! grep 'note:' out || { echo "a copy of standard output is taken for a pipe of the program's"; failed=1; }
judged -- ./children
grep -q "note: 'children' starts processes" out || { echo "nothing says how children was run"; failed=1; }
judged -- bash -c '[ "$(./prints)" = "$(printf "5\\n2\\nend")" ]'
judged -- ./writes
grep -q "note: 'writes' writes files" out || { echo "nothing says how writes was run"; failed=1; }
judged -- ./threads
grep -q "note: 'threads' runs threads" out || { echo "nothing says how threads was run"; failed=1; }
exit $failed
