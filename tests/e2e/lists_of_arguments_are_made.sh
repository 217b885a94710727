#!/usr/bin/env bash
# A function that takes a va_list: the suite has a function that makes the list, the tests call it with what is asked for.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
cd "$work" || exit 2
cp "$CET_SOURCE_DIR/tests/testgen/units/variadic/taken.c" .
cat >vfault.c <<'END'
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

/* One byte too many is cleared. */
int vline(char line[8], const char *format, va_list args)
{
    char text[12];
    const int length = vsnprintf(text, sizeof text, format, args);
    text[length] = '\n';
    line[0] = text[0];
    return length;
}
END

run "$CET" testgen taken.c --executions 60000 --out suite
suite=suite/test_taken.c
promise "a suite is made"                        '[ $status = 0 ]'
promise "the list is made once"                  '[ "$(grep -c "^static int call_vnote_to(char \*out, size_t size, const char \*format, \.\.\.)$" $suite)" = 1 ]'
promise "tests call through it"                  'grep -q "call_vnote_to(out, .*, \"%16d\", " $suite && grep -q "call_vcount(4, " $suite && grep -q "call_vset(11, \"" $suite'
promise "the end of a list is there"             'grep -q "call_vsum_until(true, .*, -1)" $suite'
promise "a name that is taken gets a number"     'grep -q "^static int call_vwidth_2(const char \*format, \.\.\.)$" $suite'
promise "tests are named after the function"     'grep -q "^static void test_vcount_" $suite && ! grep -q "^static void test_call_v[^w]" $suite'
promise "what no test calls through is not there" '! grep -q "call_list_first\|call_by_address" $suite'
for compiler in gcc clang; do
    run "$compiler" -std=c17 -Wall -Wextra -Werror -O2 -c -Isuite -I. $suite -o object.o
    promise "$compiler has no warning"           '[ $status = 0 ]'
    [ $status = 0 ] || show
done
[ $failed = 0 ] || cat $suite

run "$CET" testgen vfault.c --executions 20000 --out faulty
finding=faulty/findings/vfault_vline.c
promise "a fault behind a list is found"         '[ -e $finding ]'
promise "its program makes the list"             'grep -q "call_vline(char \*line, const char \*format, \.\.\.)" $finding && grep -q "^#include <stdarg.h>" $finding'
promise "it shows the fault"                     '(cd faulty && clang -std=gnu11 -g -w -fsanitize=address,undefined -I. -I.. findings/vfault_vline.c -o finding && ! ./finding 2>error && grep -q "AddressSanitizer\|runtime error" error)'
kept
