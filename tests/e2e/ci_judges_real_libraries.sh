#!/usr/bin/env bash
# cet ci as a stranger meets it: the sources of cJSON (CMake with ctest, -Werror) and of libcsv (automake, libtool) in a git
# repository, without a cet.json; a new function that no test calls, one with tests that notice too little, a mark that
# would hide it, the repaired branch, and a branch of comments. Without the sources this says so and passes.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
unset GITHUB_ACTIONS GITHUB_BASE_REF GITHUB_EVENT_PATH GITHUB_STEP_SUMMARY CI_MERGE_REQUEST_DIFF_BASE_SHA \
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME CI_COMMIT_BEFORE_SHA CET_ELEMENTS_VIEWER
git() { command git -c user.name=t -c user.email=t@t -c init.defaultBranch=main "$@"; }
# ci WHAT: cet ci, with what is needed to see why it failed
ci() {
    git commit -qam "$1"
    run "$CET" ci -q
    [ $status -le 1 ] || { show; tail -n 20 cet-report/log.txt; }
}

# open NAME: a repository of its sources, as they come from its author
open() {
    if ! "$CET_SOURCE_DIR/bench/subjects" fetch "$1" >"$work/out" 2>&1; then
        echo "skipped: the sources of $1 cannot be fetched here"
        return 1
    fi
    cp -r "$("$CET_SOURCE_DIR/bench/subjects" path "$1")" "$work/$1" && cd "$work/$1" || exit 2
    [ ! -f Makefile.in ] || rm -f Makefile
    rm -rf debian .pc .deps config.status config.log libtool
    git init -q . && git add -A && git commit -q -m start && git checkout -q -b feature
}

# library NAME SOURCE HEADER FUNCTION: the current folder's branch has FUNCTION at the end of SOURCE, declared in HEADER, and
# weaken and strengthen write its tests.
library() {
    local source=$2 declared=$3 function=$4
    ci "untested"
    promise "$1: a function that no test calls is refused"   '[ $status -eq 1 ] && grep -q "^  tests     passed" "$work/out" && grep -Eq "^  coverage  missed +line 0.0 %" "$work/out" && grep -q "^  $source:[0-9]*-[0-9]*$" "$work/out" && grep -q "^insufficient evidence" "$work/out"'
    promise "$1: its declaration is not asked for"           'git diff --name-only main | grep -qx "$declared" && ! grep -q "^  $declared:" "$work/out"'
    promise "$1: nothing of the tree has changed"            '[ -z "$(git status --porcelain)" ]'
    promise "$1: nothing is broken"                          '! grep -q "broken\|not run" "$work/out"'
    [ $failed -eq 0 ] || show

    sed -i "/^[A-Za-z].*$function(/s|\$| /* GCOVR_EXCL_FUNCTION */|; /^$function(/s|\$| /* GCOVR_EXCL_FUNCTION */|" "$source"
    ci "marked"
    promise "$1: a mark does not hide it, and is named"      '[ $status -eq 1 ] && grep -Eq "^  coverage  missed +line 0.0 %" "$work/out" && grep -Eq "^  $source:[0-9]+: GCOVR_EXCL_FUNCTION would hide [1-9]" "$work/out"'
    [ $status -eq 1 ] && grep -q "would hide" "$work/out" || show
    git reset -q --hard HEAD~1

    weaken
    ci "tested too little"
    promise "$1: edits that tests do not notice are listed"  '[ $status -eq 1 ] && grep -q "^  mutation  missed" "$work/out" && grep -Eq "^  $source:[0-9]+:[0-9]+: .*cet mutate why [0-9a-f]{16}" "$work/out"'
    [ $status -eq 1 ] && grep -q "^  mutation  missed" "$work/out" || show
    local id
    id=$(grep -Eo 'why [0-9a-f]{16}' "$work/out" | head -n 1 | cut -d' ' -f2)
    run "$CET" mutate why "$id" --results cet-report
    promise "$1: and explained"                              '[ $status -eq 0 ] && grep -q "$source" "$work/out"'

    strengthen
    ci "tested"
    promise "$1: repaired, it is accepted"                   '[ $status -eq 0 ] && grep -Eq "^  coverage  passed +line 100.0 %" "$work/out" && grep -Eq "^  mutation  passed +mutation 100.0 %" "$work/out" && tail -n 1 "$work/out" | grep -q "^accepted"'
    [ $status -eq 0 ] || show
    promise "$1: on one screen"                              '[ "$(wc -l <"$work/out")" -le 25 ]'

    git checkout -q -b comments main && sed -i '1i /* More words. */' "$source"
    ci "comments"
    promise "$1: comments alone build nothing"               '[ $status -eq 0 ] && grep -q "only comments changed" "$work/out" && [ ! -s cet-report/log.txt ]'
    [ $status -eq 0 ] || show
}

if open cjson; then
    cat >>cJSON.c <<'END'

/* The number of items below this one, all levels down. */
CJSON_PUBLIC(int) cJSON_CountAll(const cJSON *item)
{
    int count = 0;
    const cJSON *child = NULL;

    if (item == NULL)
    {
        return 0;
    }

    for (child = item->child; child != NULL; child = child->next)
    {
        count += 1 + cJSON_CountAll(child);
    }

    return count;
}
END
    sed -i 's|^CJSON_PUBLIC(int) cJSON_GetArraySize(const cJSON \*array);|&\nCJSON_PUBLIC(int) cJSON_CountAll(const cJSON *item);|' cJSON.h
    weaken() {
        sed -i 's|^int CJSON_CDECL main(void)|static void count_all_should_count(void)\n{\n    cJSON *tree = cJSON_Parse("{\\"a\\": [1, 2], \\"b\\": {\\"c\\": 3}}");\n    TEST_ASSERT_TRUE(cJSON_CountAll(tree) > 0);\n    cJSON_Delete(tree);\n}\n\n&|; 0,/^    RUN_TEST/s|^    RUN_TEST|    RUN_TEST(count_all_should_count);\n&|' tests/misc_tests.c
    }
    strengthen() {
        sed -i 's|^    TEST_ASSERT_TRUE(cJSON_CountAll(tree) > 0);|    TEST_ASSERT_EQUAL_INT(5, cJSON_CountAll(tree));\n    TEST_ASSERT_EQUAL_INT(0, cJSON_CountAll(NULL));|' tests/misc_tests.c
    }
    library cJSON cJSON.c cJSON.h cJSON_CountAll
fi

if open libcsv; then
    cat >>libcsv.c <<'END'

/* How many bytes of a field that has not ended are kept. */
size_t
csv_pending(const struct csv_parser *p)
{
  if (p == NULL)
    return 0;
  return p->entry_pos;
}
END
    sed -i 's|^size_t csv_get_buffer_size(.*|&\nsize_t csv_pending(const struct csv_parser *p);|' csv.h
    weaken() {
        sed -i 's|^  puts("All tests passed");|  {\n    struct csv_parser p;\n    csv_init(\&p, 0);\n    csv_parse(\&p, "ab", 2, NULL, NULL, NULL);\n    if (csv_pending(\&p) == 0) return 1;\n    csv_free(\&p);\n  }\n&|' test_csv.c
    }
    strengthen() {
        sed -i 's|^    if (csv_pending(&p) == 0) return 1;|    if (csv_pending(\&p) != 2 \|\| csv_pending(NULL) != 0) return 1;|' test_csv.c
    }
    library libcsv libcsv.c csv.h csv_pending
fi
kept
