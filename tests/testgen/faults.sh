# The planted faults: each unit in faults/ has one, and a twin without it under REPAIRED. cet testgen must name the fault,
# its program must show it, and nothing may be said of the twin.
#
#     faults.sh UNIT...     these, each of which must be named
#     faults.sh LEAST       all, of which at least that many must be named
#
# A unit's first line says where and what: fault: FUNCTION [(shows in FUNCTION, ...)], KIND
set -u
here=$CET_SOURCE_DIR/tests/testgen/faults
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
case $1 in
[0-9]*) least=$1; set -- $(cd "$here" && ls *.c | sed 's/\.c$//') ;;
*) least=$# ;;
esac

# What a finding may say of each kind.
words_of() {
    case $1 in
    out-of-bounds) echo 'overflow at|underflow|out of bounds|negative-size|behind the end|heap overflow|buffer overflow|SEGV' ;;
    use-after-free) echo 'use-after-free|double-free|SEGV' ;;
    double-free) echo 'double-free' ;;
    invalid-free) echo 'free of what was not allocated' ;;
    use-after-return) echo 'use-after-return|address of a local' ;;
    null-dereference) echo 'null pointer|SEGV' ;;
    leak) echo 'leak' ;;
    descriptor-leak) echo 'left open' ;;
    division) echo 'division' ;;
    signed-overflow) echo 'signed integer overflow' ;;
    shift) echo 'shift' ;;
    uninitialised) echo 'uninitialised' ;;
    hang) echo 'hang' ;;
    stack-overflow) echo 'stack-overflow|stack overflow' ;;
    overlap) echo 'overlap' ;;
    *) echo "faults.sh: no words for '$1'" >&2; exit 2 ;;
    esac
}

# $1 unit, $2 flags: the findings that are the function's fault, one a line.
find_faults() {
    # The same budget for all. The cap in seconds is for the unit most of whose calls end the executor.
    # shellcheck disable=SC2086
    "$CET" testgen -q --executions 30000 --budget 120 --out "$work/suite" "$here/$1.c" -- $2 >"$work/out" 2>"$work/err" ||
        echo "cet testgen $1 $2 fails: $(cat "$work/err")"
    sed -n 's/^  possible fault in \(.*\)/\1/p' "$work/out"
}

# $1 function, $2 words: runs the commands that the programs of the function's findings carry.
is_shown() {
    for program in "$work"/suite/findings/*_"$1".c "$work"/suite/findings/*_"$1"_[0-9]*.c; do
        [ -f "$program" ] || continue
        command=$(sed -n 's/^ \*   clang /clang-19 /p' "$program")
        (cd "$work/suite" && timeout 60 bash -c "${command/.\/finding/timeout 10 .\/finding}") >"$work/report" 2>&1
        [ $? -ne 124 ] || echo hang >>"$work/report"
        grep -qE "$2" "$work/report" && return 0
    done
    return 1
}

# What is to be seen in the report itself, in the sanitizers' own words.
report_words_of() {
    case $1 in
    double-free) echo 'double-free' ;;
    invalid-free) echo 'bad-free|not malloc' ;;
    use-after-return) echo 'use-after-return' ;;
    leak) echo 'LeakSanitizer: detected memory leaks' ;;
    uninitialised) echo 'use-of-uninitialized-value' ;;
    hang) echo '^hang$' ;;
    *) echo 'ERROR: AddressSanitizer|runtime error' ;;
    esac
}

named=0 alarms=0 total=0
for unit; do
    line=$(head -n 1 "$here/$unit.c" | sed 's|^/\* fault: ||; s| \*/$||')
    kind=${line##*, }
    functions=$(sed 's/(shows in//; s/[(),]/ /g' <<<"${line%, *}")
    words=$(words_of "$kind") || exit 2
    rm -rf "$work/suite"
    faults=$(find_faults "$unit" "")
    verdict=missed
    for function in $functions; do
        sed 's/ with .*//' <<<"$faults" | grep -qE "^$function: .*($words)" || continue
        verdict="named, but its program does not show it: $(head -c 300 "$work/report" 2>/dev/null)"
        is_shown "$function" "$(report_words_of "$kind")" && verdict=named && break
    done
    [ "$verdict" != missed ] || [ -z "$faults" ] || verdict="other: $faults"
    rm -rf "$work/suite"
    twin=$(find_faults "$unit" -DREPAIRED)
    total=$((total + 1))
    [ "$verdict" != named ] || named=$((named + 1))
    printf '%-18s %-16s %s\n' "$unit" "$kind" "$verdict"
    [ -z "$twin" ] || { printf '%-18s %-16s FALSE ALARM %s\n' "$unit" "" "$twin"; alarms=$((alarms + 1)); }
done
echo "$named of $total faults named, $alarms false alarms"
[ "$alarms" -eq 0 ] && [ "$named" -ge "$least" ]
