# The planted faults: each unit in faults/ has one, and a twin without it under REPAIRED. cet testgen must name the faults
# and say nothing of the twins. FAULTS: the units to try, all when it is not set; LEAST: how many must be named.
# A unit's first line says where and what: /* fault: FUNCTION [(shows in FUNCTION, ...)], KIND */
set -u
here=$CET_SOURCE_DIR/tests/testgen/faults
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# What a finding may say of each kind.
words_of() {
    case $1 in
    out-of-bounds) echo 'overflow|underflow|behind the end|index out of bounds|negative-size|SIGSEGV|SEGV|invalid free' ;;
    use-after-free) echo 'use.after.free|double.free|invalid free|attempting double-free' ;;
    double-free) echo 'double.*free|double or invalid free' ;;
    invalid-free) echo 'invalid free|bad-free|not malloc' ;;
    use-after-return) echo 'use-after-return|use-after-scope|stack-use' ;;
    null-dereference) echo 'NULL|null|SIGSEGV|SEGV' ;;
    leak) echo 'leak' ;;
    descriptor-leak) echo 'leak|open' ;;
    division) echo 'division|SIGFPE|FPE' ;;
    signed-overflow) echo 'signed integer overflow' ;;
    shift) echo 'shift' ;;
    uninitialised) echo 'uninitialised' ;;
    hang) echo 'hang' ;;
    stack-overflow) echo 'stack.overflow|hang' ;;
    overlap) echo 'overlap' ;;
    *) echo "faults.sh: no words for '$1'" >&2; exit 2 ;;
    esac
}

# $1 unit, $2 flags: the findings that are the function's fault, one a line.
find_faults() {
    (cd "$work" && "$CET" testgen -q --out "$work/suite" ${EXECUTIONS:+--executions "$EXECUTIONS"} "$here/$1.c" -- $2) >"$work/out" 2>"$work/err" ||
        echo "cet testgen $1 $2 fails: $(cat "$work/err")"
    grep '^  possible fault in ' "$work/out"
}

named=0 alarms=0 total=0
for unit in ${FAULTS:-$(cd "$here" && ls *.c | sed 's/\.c$//')}; do
    line=$(head -n 1 "$here/$unit.c")
    kind=$(sed 's/.*, \([a-z-]*\)\( \*\/\)\{0,1\}$/\1/' <<<"$line")
    functions=$(sed 's/^[^:]*: //; s/, [a-z-]*\( \*\/\)\{0,1\}$//; s/(shows in//; s/[(),]/ /g' <<<"$line")
    words=$(words_of "$kind") || exit 2
    faults=$(find_faults "$unit" "")
    twin=$(find_faults "$unit" -DREPAIRED)
    verdict=missed
    for function in $functions; do
        grep -E "possible fault in $function: .*($words)" <<<"$faults" >/dev/null && verdict=named
    done
    [ "$verdict" = named ] || [ -z "$faults" ] || verdict="other: $faults"
    total=$((total + 1))
    [ "$verdict" != named ] || named=$((named + 1))
    printf '%-18s %-16s %s\n' "$unit" "$kind" "$verdict"
    [ -z "$twin" ] || { printf '%-18s %-16s FALSE ALARM %s\n' "$unit" "" "$twin"; alarms=$((alarms + 1)); }
done
echo "$named of $total faults named, $alarms false alarms"
[ "$alarms" -eq 0 ] && [ "$named" -ge "${LEAST:-$total}" ]
