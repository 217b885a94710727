#!/usr/bin/env bash
# Every command has a help with an example; what answers something answers as JSON too, and a switch is never ignored.
. "$(dirname "$0")/promise.sh"

cd "$work" || exit 2
echo 'int f(int x) { return x + 1; }' >good.c
printf 'SF:%s/good.c\nFN:1,f\nFNDA:1,f\nDA:1,1\nend_of_record\n' "$work" >trace.info

for words in accept scan testgen "coverage run" "coverage read" "coverage diff" "coverage check" "coverage who" "mutate run" "mutate list" "mutate show" "mutate why" "mutate merge" testqual facts flags version; do
    run "$CET" $words --help
    promise "$words: --help shows an example" '[ $status -eq 0 ] && grep -A1 "^Example:" "$work/out" | grep -q "^  cet $words"'
    promise "$words: --json is offered"       'grep -q -- "--json" "$work/out"'
    cp "$work/out" "$work/help"
    run "$CET" help $words
    promise "help $words is the same"         'cmp -s "$work/out" "$work/help"'
done

# answers WORDS...: standard output is one JSON text, or one on each line.
answers() {
    run "$CET" "$@"
    promise "$*" '[ $status -le 1 ] && { is_json "$work/out" || ! grep -qv "^{.*}$" "$work/out"; }'
}
is_json() {
    case $(head -c 1 "$1")$(tail -n 1 "$1") in "{}" | "[]") true ;; *) false ;; esac
}
answers scan --json good.c
answers facts --json good.c
answers flags --json
answers flags --mutate --json
answers version --json
answers coverage read --json trace.info
answers mutate list --json good.c
answers mutate show --json "$("$CET" mutate list good.c -q | awk 'NR == 1 { print $1 }')" good.c
promise "one mutant is shown, as a record" '[ "$(grep -c "\"operator\"" "$work/out")" -eq 1 ]'
answers testgen --explain f --json good.c
kept
