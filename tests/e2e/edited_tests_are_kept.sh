#!/usr/bin/env bash
# A suite says when it is stale, and what a person has changed in it outlives a regeneration.
. "$(dirname "$0")/promise.sh"
export XDG_STATE_HOME=$work/state
cp "$CET_SOURCE_DIR/tests/testgen/units/level.c" "$work/level.c"
cd "$work" || exit 2

run "$CET" testgen --check level.c --out suite
promise "without a suite --check could not run" '[ $status = 2 ] && grep -q "holds no suite" "$work/err" && [ "$(wc -l <"$work/err")" = 1 ]'

run "$CET" testgen level.c -q --executions 3000 --out suite
promise "a suite is written with its stamp" '[ $status = 0 ] && [ -s suite/suite.json ]'
run "$CET" testgen --check level.c --executions 3000 --out suite
promise "it is up to date" '[ $status = 0 ] && grep -q "up to date" "$work/out"'
run "$CET" testgen --check level.c --executions 3000 --seed 9 --json --out suite
promise "with another seed it is not, and JSON says why" \
    '[ $status = 1 ] && python3 -c "import json,sys; a=json.load(open(sys.argv[1])); assert a[\"stale\"] and \"seed 1\" in a[\"reasons\"][0]" "$work/out"'

name=$(grep -o 'test_level_text_[a-z0-9_]*' suite/test_level.c | head -n 1)
python3 - "$name" <<'PYTHON'
import re, sys
path = "suite/test_level.c"
text = open(path).read()
start = text.index("static void %s(void)" % sys.argv[1])
brace = text.index("{\n", start) + 2
text = text[:brace] + "    CU_ASSERT_STRING_EQUAL(level_text(LEVEL_HIGH), \"high\"); /* by hand */\n" + text[brace:]
text = text.replace("int main(int argc", "static void test_mine(void)\n{\n    CU_ASSERT_EQUAL(side_weight(SIDE_TOP), 4);\n}\n\nint main(int argc")
text = text.replace("        SUITE_TEST(", "        SUITE_TEST(\"level\", test_mine),\n        SUITE_TEST(", 1)
open(path, "w").write(text)
PYTHON
printf '\nint level_count(void)\n{\n    return 3;\n}\n' >>level.c
run "$CET" testgen --check level.c --executions 3000 --out suite
promise "after a change of the source it is stale" '[ $status = 1 ] && grep -q "level.c. has changed" "$work/out"'

run "$CET" testgen level.c -q --executions 3000 --out suite
promise "what a person wrote is told" '[ $status = 0 ] && grep -q "2 functions in suite are a person.s" "$work/out"'
[ $failed = 0 ] || show
promise "the edited test is there once" '[ "$(grep -c "by hand \*/" suite/test_level.c)" = 1 ] && [ "$(grep -c "static void $name(void)" suite/test_level.c)" = 1 ]'
promise "so is the new one, and it is run" '[ "$(grep -c "static void test_mine(void)" suite/test_level.c)" = 1 ] && [ "$(grep -c "SUITE_TEST(.*test_mine)" suite/test_level.c)" = 1 ]'
promise "the new function has a test" 'grep -q "test_level_count" suite/test_level.c'
run make -C suite check
promise "the suite builds without a warning and passes" '[ $status = 0 ]'
[ $failed = 0 ] || show

mkdir strange
echo 'int main(void) { return 0; }' >strange/test_level.c
run "$CET" testgen level.c -q --executions 3000 --out strange
promise "a test program that cet did not write is left alone" \
    '[ $status = 2 ] && [ "$(wc -l <"$work/err")" = 1 ] && grep -q "cet wrote it" "$work/err" && grep -q "return 0; }" strange/test_level.c'
kept
