#!/usr/bin/env bash
# Sources that are broken, old, new or large: what can be read is, and one line says what can not.
. "$(dirname "$0")/promise.sh"
cd "$work" || exit 2

# The same mistake in each: what malloc returned is used without a look.
mistake='#include <stdlib.h>
#include <string.h>
size_t mistake(void)
{
    char *name = malloc(10);
    return strlen(strcpy(name, "x"));
}'

# reads WHAT FILE [FLAGS...]: the mistake is found and nothing else is said.
reads() {
    local what=$1 file=$2
    shift 2
    run "$CET" scan "$file" -- "$@"
    promise "$what: the mistake in it is found" '[ $status -eq 1 ] && grep -q "cet-unchecked-allocation" "$work/out"'
    promise "$what: nobody crashes or complains" '! grep -Eq "not analysed|in part|does not compile|Stack dump" "$work/err"'
    [ $status -eq 1 ] || show
}

{ echo "$mistake"; echo 'int broken(int n) { return n + ; }'; echo 'int undeclared(void) { return absent_function(3); }'
  echo 'static int used_by_broken(void) { return 1; }'; echo 'int user(void) { return used_by_broken() + ; }'; } >broken.c
run "$CET" scan broken.c
promise "broken code: its first error is named, with exit 2" '[ $status -eq 2 ] && grep -q "broken.c. was analysed only in part: .*broken.c:8:[0-9]*: error: expected expression" "$work/err" && tail -n 1 "$work/err" | grep -q "broken.c. does not compile"'
promise "broken code: what is whole is looked at"       'grep -q "cet-unchecked-allocation" "$work/out" && grep -q " 2 functions" "$work/out"'
promise "broken code: what only broken parts use is not called unused" '! grep -q "used_by_broken" "$work/out"'

printf '#include "absent.h"\n%s\n' "$mistake" >fatal.c
run "$CET" scan fatal.c
promise "a header that is not there is named"           '[ $status -eq 2 ] && grep -q "absent.h. file not found" "$work/err" && ! grep -q "cet-" "$work/out"'

{ echo "$mistake"; echo 'int add(a, b) int a; register int b; { return a + b; }'; echo 'int (*choose(n))() int n; { return n ? add : 0; }'; } >old.c
reads "K&R C" old.c -std=c89

{ echo "$mistake"; cat <<'C'; } >gnu.c
#define larger(a, b) ({ __typeof__(a) a_ = (a); __typeof__(b) b_ = (b); a_ > b_ ? a_ : b_; })
struct pair { int x, y; int more[0]; };
static const int table[] = {[0 ... 9] = 3};
int gnu(int n)
{
    static void *const labels[] = {&&one, &&two};
    struct pair p = {x: 1, .y = n ?: 4};
    __label__ one, two;
    goto *labels[n & 1];
one:
    return larger(p.x, p.y) + table[n & 7];
two:
    switch (n) { case 1 ... 5: return 1; default: return __builtin_expect(n, 0); }
}
C
sed -i '/__label__/d' gnu.c
reads "GNU extensions" gnu.c -std=gnu17

{ echo "$mistake"; cat <<'C'; } >new.c
constexpr int limit = 1'000;
enum colour : unsigned char { RED, GREEN };
[[nodiscard]] static bool is_red(enum colour colour) { return colour == RED; }
int newest(enum colour colour, typeof(nullptr) nothing)
{
    static_assert(limit == 1000);
    auto mask = 0b1010;
    return is_red(colour) ? mask : nothing == nullptr;
}
#if __has_include(<stdlib.h>)
#elifdef limit
#endif
C
reads "C23" new.c -std=c2x

{ printf '/* caf\351 \377\376, a comment in Latin-1 */\n'; echo "$mistake"; } >latin.c
reads "comments that are not UTF-8" latin.c
run "$CET" scan --json --sarif latin.sarif latin.c
promise "comments that are not UTF-8: reports stay UTF-8" 'iconv -f UTF-8 -t UTF-8 "$work/out" latin.sarif >/dev/null'

{ echo "$mistake"; echo 'unsigned deep(unsigned a)'; echo '{'; printf '    return a'; printf ' + a%.0s' $(seq 10000); echo ';'; echo '}'; } >deep.c
reads "an expression 10,000 deep" deep.c
{ echo "$mistake"; echo 'int nested(int a)'; echo '{'; printf 'if (a) { a--;%.0s' $(seq 200); printf '}%.0s' $(seq 200); echo 'return a; }'; } >nested.c
reads "200 blocks in each other" nested.c
{ echo 'int bracketed(int a)'; echo '{'; printf '    return '; printf '(%.0s' $(seq 10000); printf a; printf ')%.0s' $(seq 10000); echo ';'; echo '}'; echo "$mistake"; } >brackets.c
run "$CET" scan brackets.c
promise "10,000 brackets: the compiler's own limit is named" '[ $status -eq 2 ] && grep -q "bracket nesting level" "$work/err"'
{ echo 'int negated(int a)'; echo '{'; printf '    return '; printf -- '- %.0s' $(seq 100000); echo 'a;'; echo '}'; } >crash.c
run "$CET" scan crash.c
promise "what the compiler itself dies of is one line"  '[ $status -eq 2 ] && tail -n 1 "$work/err" | grep -q "crash.c. does not compile"'

{ echo 'extern int sink;'; for ((i = 0; i < 10000; i++)); do
    printf 'int f%d(int a, int b)\n{\n    int c = a + %d;\n    if (c > b) {\n        sink = c;\n        return b;\n    }\n    return c * b;\n}\n\n' $i $i
done; echo "$mistake"; } >long.c
promise "the generated file has 100,000 lines"          '[ "$(wc -l <long.c)" -gt 100000 ]'
reads "100,000 lines" long.c

mkdir real a b
echo "$mistake" >real/unit.c
ln -s real/unit.c link.c
ln -s real linked
reads "a symlinked source" link.c
reads "a source in a symlinked folder" linked/unit.c
run "$CET" scan real/unit.c linked/unit.c link.c
promise "a source by three names is one finding"        '[ "$(grep -c "cet-unchecked-allocation" "$work/out")" -eq 1 ]'

echo "$mistake" >a/unit.c
sed 's/mistake/other_mistake/' a/unit.c >b/unit.c
run "$CET" scan a/unit.c b/unit.c
promise "two units with the same name: each has its own" '[ "$(grep -c "cet-unchecked-allocation" "$work/out")" -eq 2 ] && grep -q "^a/unit.c" "$work/out" && grep -q "^b/unit.c" "$work/out"'
kept
