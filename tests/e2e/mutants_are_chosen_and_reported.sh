#!/usr/bin/env bash
# cet mutate on a small project: which mutants are judged, and how each report says what became of them.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
mkdir -p "$work/project/tests"
cd "$work/project" || exit 2
cat >limit.c <<'END'
int limit(int value, int most)
{
    if (value < 0)
        return 0;
    if (value > most) /* NOLINT(cet-mutate): the same at the border */
        return most;
    return value;
}

int twice(int value)
{
    return value + value;
}
END
cat >tests/Makefile <<'END'
check: program
	./program
program: test.c $(SRC_DIR)/limit.c
	$(CC) $(CFLAGS) -o program test.c $(SRC_DIR)/limit.c $(LDFLAGS) -lcunit
END
cat >tests/test.c <<'END'
#include <CUnit/Basic.h>
int limit(int value, int most);
int twice(int value);
static void keeps_what_is_small(void)
{
    CU_ASSERT_EQUAL(limit(3, 9), 3);
}
static void cuts_what_is_large(void)
{
    CU_ASSERT_EQUAL(limit(10, 9), 9);
}
int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("limit", NULL, NULL);
    CU_add_test(suite, "keeps_what_is_small", keeps_what_is_small);
    CU_add_test(suite, "cuts_what_is_large", cuts_what_is_large);
    CU_basic_run_tests();
    return CU_get_number_of_failures() != 0;
}
END
git init -q . && git add . && git -c user.name=t -c user.email=t@t commit -q -m start

mutate() { run "$CET" mutate run limit.c --suite tests -q --no-cache "$@"; }
statuses() { grep -o '"id":"[0-9a-f]*"\|"status":"[a-z-]*"' "$1" | paste - - | sort; }

mutate --out whole --sarif s.sarif --elements e.json
promise "a run ends well"                              '[ $status -eq 0 ]'
[ $status -eq 0 ] || show
promise "the summary has a table by file"              'grep -Eq "^limit.c +[0-9]+" "$work/out"'
promise "and one by operators"                         'grep -Eq "^relational +[0-9]+" "$work/out"'
promise "survivors are diffs"                          'grep -q "^  - *if (value < 0)" "$work/out" && grep -q "^  + *if (value < 1)" "$work/out"'
promise "suppressed mutants are counted apart"         'grep -Eq ", [1-9][0-9]* suppressed" "$work/out"'
promise "with their reason"                            'grep -q "\"reason\":\"suppressed: the same at the border\"" whole/mutants.jsonl'
promise "what no test runs is not covered"             'grep -q "\"function\":\"twice\".*\"status\":\"no-coverage\"" whole/mutants.jsonl'
promise "the result names the sources as they were"    'grep -q "\"file\":\".*limit.c\",\"digest\":\"$(sha256sum <limit.c | cut -d" " -f1)\"" whole/mutants.jsonl'
promise "SARIF has results of cet-mutate"              'grep -q "\"ruleId\": *\"cet-mutate\"" s.sarif'
promise "elements name killers that are tests"         'grep -q "limit/keeps_what_is_small" e.json'
statuses whole/mutants.jsonl >"$work/whole"

mutate --annotations
promise "annotations are workflow commands"            '[ $status -eq 0 ] && ! grep -qv "^::" "$work/out" && grep -q "^::warning file=limit.c,line=3,col=" "$work/out"'
mutate --threshold 0.99
promise "a missed threshold is one line and exit 1"    '[ $status -eq 1 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "threshold 99.0 %" "$work/err"'
mutate --threshold 0.01
promise "one that holds is exit 0"                     '[ $status -eq 0 ]'

mutate --no-equivalents --out raw
statuses raw/mutants.jsonl >"$work/raw"
for k in 1 2 3; do
    mutate --shard $k/3 --results whole --out part$k
    promise "shard $k of 3 runs"                       '[ $status -eq 0 ]'
done
run "$CET" mutate merge part1 part2 part3 --out merged -q
promise "merged shards are the whole result"           '[ $status -eq 0 ] && statuses merged/mutants.jsonl | cmp -s - "$work/raw"'
sed 's/"status":"killed"/"status":"survived"/' whole/mutants.jsonl >other.jsonl
run "$CET" mutate merge whole other.jsonl
promise "results that contradict are refused"          '[ $status -eq 2 ] && grep -q "is survived here and killed" "$work/err"'

mutate --sample 5 --seed 3 --json
cp "$work/out" sample1
mutate --sample 5 --seed 3 --json
promise "the same seed draws the same sample"          '[ "$(statuses sample1)" = "$(statuses "$work/out")" ]'
promise "of that size"                                 '[ "$(grep "\"id\"" sample1 | grep -vc "\"status\":\"ignored\"")" -eq 5 ]'

mutate --diff HEAD --json
promise "nothing changed: nothing is run"              '[ $status -eq 0 ] && ! grep -q "\"status\":\"\(killed\|survived\)\"" "$work/out"'
sed -i 's/return value;/return value + 0;/' limit.c
mutate --diff HEAD --json
promise "--diff REF judges the changed line only"      '[ $status -eq 0 ] && grep -q "\"range\":\[7,.*\"status\":\"killed\"" "$work/out" && ! grep "\"status\":\"\(killed\|survived\)\"" "$work/out" | grep -qv "\"range\":\[7,"'
cp "$work/out" by_ref
git diff >change.diff
mutate --diff change.diff --json
promise "--diff FILE the same"                         '[ "$(statuses by_ref)" = "$(statuses "$work/out")" ]'
git checkout -q limit.c

id=$(grep '"operator":"relational-boundary"' whole/mutants.jsonl | grep '"range":\[3,' | head -n 1 | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
run "$CET" mutate show "$id" --results whole
promise "show tells where and what"                    '[ $status -eq 0 ] && grep -q "^where    limit.c:3:[0-9]* in limit" "$work/out" && grep -q "^+    if (value <= 0)" "$work/out"'
run "$CET" mutate patch "$id" limit.c
promise "patch applies with git apply"                 '[ $status -eq 0 ] && git apply --check "$work/out"'
killed=$(grep '"status":"killed"' whole/mutants.jsonl | head -n 1 | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
run "$CET" mutate why "$killed" --results whole tests/test.c
promise "why names the tests that run it"              '[ $status -eq 0 ] && grep -q "^run      by limit/" "$work/out"'
promise "and the one that notices"                     'grep -q "^noticed  by limit/" "$work/out"'
promise "and the assertion behind the call"            'grep -q "^checked  at tests/test.c:6:.* in keeps_what_is_small" "$work/out"'

cat >cet.json <<'END'
{"sources": ["limit.c"], "mutate": {"exclude": ["twice"], "operators": ["relational"], "threshold": 0.999}}
END
run "$CET" mutate run . --suite tests -q --json
promise "cet.json excludes, chooses operators, sets the threshold" \
    '[ $status -eq 1 ] && ! grep "\"id\"" "$work/out" | grep -qv "\"group\":\"relational\"" && grep -q "threshold 99.9 %" "$work/err"'
sed -i '1i // NOLINTNEXTLINE(cet-mutate): there is nothing to leave out' limit.c
run "$CET" mutate run limit.c --suite tests -q
promise "a suppression that does nothing is said"      'grep -q "^limit.c:1: this suppression leaves no mutant out" "$work/out"'

run "$CET" mutate run limit.c --suite tests --shard 4/3 -q
promise "a shard that cannot be is refused"            '[ $status -eq 2 ] && grep -q "is no shard" "$work/err"'
run "$CET" mutate run limit.c --suite tests --diff no-such-ref -q
promise "a commit that does not exist is refused"      '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ]'
kept
