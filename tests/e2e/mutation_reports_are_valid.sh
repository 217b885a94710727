#!/usr/bin/env bash
# The mutation-testing-elements report is valid against the schema that Stryker publishes, as npm has it. Without npm or
# network this says so and passes: tests/report/test_mutants_elements.c holds the same demands by hand.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
mkdir "$work/npm" && cd "$work/npm" || exit 2
if ! timeout 120 npm install --silent --no-audit --no-fund --ignore-scripts ajv@8 mutation-testing-report-schema@3 >"$work/out" 2>&1; then
    echo "skipped: npm cannot fetch ajv and mutation-testing-report-schema here"
    exit 0
fi
cat >valid.js <<'END'
const Ajv = require('ajv');
const fs = require('fs');
const schema = JSON.parse(
    fs.readFileSync('node_modules/mutation-testing-report-schema/dist/src/mutation-testing-report-schema.json', 'utf8'));
const validate = new Ajv({strict: false, validateFormats: false}).compile(schema);
const report = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
if (!validate(report)) { console.log(JSON.stringify(validate.errors)); process.exit(1); }
END

mkdir tests
printf 'int f(int a, int b)\n{\n    /* \xc3\xb6 "quoted" */ return a < b ? a + b : 0;\n}\n' >f.c
printf 'int f(int, int);\nint main(void) { return f(1, 2) != 3; }\n' >tests/test.c
printf 'check: program\n\t./program\nprogram: test.c $(SRC_DIR)/f.c\n\t$(CC) $(CFLAGS) -o program test.c $(SRC_DIR)/f.c $(LDFLAGS)\n' >tests/Makefile
run "$CET" mutate run f.c --suite tests --elements report.json -q
promise "a report is written" '[ $status -eq 0 ] && [ -s report.json ]'
run node valid.js report.json
promise "it is valid" '[ $status -eq 0 ]'
[ $status -eq 0 ] || show
sed 's/"status": *"Killed"/"status": "Dead"/' report.json >wrong.json
run node valid.js wrong.json
promise "one that is not would be seen" '[ $status -eq 1 ] && grep -q "/status" "$work/out"'
kept
