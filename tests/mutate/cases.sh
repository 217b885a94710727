# Each case is a program whose comments say what becomes of its mutants: /* mutant: LINE OPERATOR STATUS [KIND] */. With the
# argument by-hand all mutants are also applied as patches, built without the plugin and run: every verdict must hold.
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

fail() {
    echo "$*"
    failed=1
}

check_expectations() {
    while read -r line operator status kind; do
        grep -q "\"operator\":\"$operator\".*\"range\":\[$line,.*\"status\":\"$status\".*${kind:+\"killed_kind\":\"$kind\"}" "$work/mutants" ||
            fail "$1:$line: $operator is not $status: $(grep "\"operator\":\"$operator\".*\"range\":\[$line," "$work/mutants")"
    done < <(sed -n 's|^/\* mutant: \([0-9]*\) \([a-z-]*\) \([a-z -]*\) \*/|\1 \2 \3|p' "$1")
}

apply_by_hand() {
    grep -o '"id":"[0-9a-f]*".*"status":"[a-z]*"' "$work/mutants" | sed 's/"id":"\([0-9a-f]*\)".*"status":"\([a-z]*\)"/\1 \2/' |
        grep -E ' (killed|survived|timeout)$' | while read -r id status; do
            (cd "$work/plain" && "$CET" mutate patch --operators all "$id" case.c | patch -s -o mutated.c case.c) || echo "$id: no patch"
            clang-19 -O0 -w -Wl,--unresolved-symbols=ignore-all -o "$work/plain/mutated" "$work/plain/mutated.c" 2>"$work/message" || echo "$id: does not compile"
            (ulimit -t 1; "$work/plain/mutated" >/dev/null 2>&1) && by_hand=survived || by_hand=killed
            [ "$by_hand" = "${status/timeout/killed}" ] || echo "$id is $status, by hand $by_hand"
        done 2>/dev/null >"$work/differences"
    [ ! -s "$work/differences" ] || fail "$1: $(cat "$work/differences")"
}

# The operators that a case says something of; by hand all are judged. What is equivalent depends on what else there is.
operators_of() {
    [ "$by_hand" = no ] && [ "${1##*/}" != equivalents.c ] || { echo all; return; }
    sed -n 's|^/\* mutant: [0-9]* \([a-z-]*\) .*|\1|p' "$1" | sort -u | paste -sd,
}

by_hand=${1:-no}
for case in "$CET_SOURCE_DIR"/tests/mutate/cases/${CASE:-*}.c; do
    rm -rf "$work/suite" "$work/plain"
    mkdir "$work/suite" "$work/plain"
    cp "$case" "$work/plain/case.c"
    printf 'check: program\n\t./program\nprogram:\n\t$(CC) $(CFLAGS) -o program $(SRC_DIR)/case.c $(LDFLAGS)\n' >"$work/suite/Makefile"
    # Elsewhere a duplicate's own verdict is of interest.
    compare=--no-equivalents
    [ "${case##*/}" != equivalents.c ] || compare=
    for level in -O2 -O0; do
        # shellcheck disable=SC2086
        (cd "$work/plain" && "$CET" mutate run case.c $compare --operators "$(operators_of "$case")" --cflags "$level" --suite "$work/suite" --src-dir "$work/plain" -q --json --no-cache) >"$work/mutants" ||
            fail "$case: cet mutate run fails"
        check_expectations "$case"
    done
    [ "$by_hand" = no ] || apply_by_hand "$case"
done
exit $failed
