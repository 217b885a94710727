#!/usr/bin/env bash
# What cet ci writes is what its readers expect: JUnit by a schema after Ant's and Jenkins' descriptions, the workflows by
# GitHub's own schemas, the viewer's page in a browser. Without npm or network the last two are skipped, and this says so.
. "$(dirname "$0")/promise.sh"

schema=$CET_SOURCE_DIR/tests/report/junit.xsd
export XDG_STATE_HOME=$work/state
unset GITHUB_ACTIONS GITHUB_BASE_REF GITHUB_EVENT_PATH GITHUB_STEP_SUMMARY CET_ELEMENTS_VIEWER
git() { command git -c user.name=t -c user.email=t@t -c init.defaultBranch=main "$@"; }

# A change with a finding, lines that nothing executes, and a mutant that survives, in a file with an odd name.
mkdir "$work/p" && cd "$work/p" || exit 2
printf 'int a(int x)\n{\n    return x < 3;\n}\n' >'a b.c'
printf 'int a(int);\nint b(int, int);\nint main(void)\n{\n    return a(1) != 1;\n}\n' >test_a.c
printf 'check: test_a\n\t./test_a\ntest_a: a\\ b.c test_a.c\n\t$(CC) -o $@ "a b.c" test_a.c\n' >Makefile
printf 'test_a\ncet-report\nnode_modules\n' >.gitignore
git init -q . && git add . && git commit -q -m start && git checkout -q -b change
printf '#include <unistd.h>\nint b(int x, int fd)\n{\n    if (x > 2)\n        write(fd, "<>&\\"]]>", 1);\n    return x * 2;\n}\n' >>'a b.c'
sed -i 's|return a|b(1, 1);\n    return a|' test_a.c && git commit -qam change
if ! timeout 240 npm install --silent --no-audit --no-fund --ignore-scripts --prefix "$work/npm" @action-validator/core @action-validator/cli \
    mutation-testing-elements@3 ajv@8 mutation-testing-report-schema@3 ajv-draft-04 @microsoft/jest-sarif >"$work/out" 2>&1; then
    echo "skipped: npm cannot fetch action-validator and mutation-testing-elements here"
else
    mkdir -p node_modules && cp -r "$work/npm/node_modules/mutation-testing-elements" node_modules/
fi
run "$CET" ci -q
promise "a change that has everything fails"     '[ $status -eq 1 ] && grep -q "cet-unchecked-result" "$work/out" && grep -q "a b.c:" "$work/out"'
[ $status -eq 1 ] || show
if command -v xmllint >/dev/null; then
    "$CET_BUILD_DIR/bin/test_report_change_reports" "$work/hostile.xml"
    for file in cet-report/junit.xml "$work/hostile.xml"; do
        run xmllint --noout --schema "$schema" "$file"
        promise "JUnit is valid: ${file##*/}"    '[ $status -eq 0 ]'
        [ $status -eq 0 ] || show
    done
    sed 's/ hostname="[^"]*"//' cet-report/junit.xml >"$work/wrong.xml"
    run xmllint --noout --schema "$schema" "$work/wrong.xml"
    promise "one that is not would be seen"      '[ $status -ne 0 ]'
    for badge in cet-report/badge-*.svg; do
        run xmllint --noout "$badge"
        promise "an SVG: ${badge##*/}"           '[ $status -eq 0 ]'
    done
else
    echo "skipped: no xmllint here"
fi
[ -d node_modules ] || kept

for file in action github; do
    run "$work/npm/node_modules/.bin/action-validator" "$CET_SOURCE_DIR/docs/ci/$file.yml"
    promise "docs/ci/$file.yml by GitHub's schema" '[ $status -eq 0 ]'
    [ $status -eq 0 ] || show
done
cat >"$work/npm/valid.js" <<'END'
const fs = require('fs');
const [kind, path] = process.argv.slice(2);
const file = kind === 'sarif' ? 'node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'
                              : 'node_modules/mutation-testing-report-schema/dist/src/mutation-testing-report-schema.json';
const Ajv = require(kind === 'sarif' ? 'ajv-draft-04' : 'ajv');
const validate = new Ajv({strict: false, validateFormats: false, unicodeRegExp: false}).compile(JSON.parse(fs.readFileSync(`${__dirname}/${file}`, 'utf8')));
if (!validate(JSON.parse(fs.readFileSync(path, 'utf8')))) { console.log(JSON.stringify(validate.errors)); process.exit(1); }
END
for report in sarif:findings.sarif sarif:mutants.sarif elements:mutation-report.json; do
    run node "$work/npm/valid.js" "${report%%:*}" "cet-report/${report#*:}"
    promise "${report#*:} by its schema"         '[ $status -eq 0 ]'
    [ $status -eq 0 ] || show
done
promise "the viewer's page is written when its package is there" '[ -s cet-report/mutation.html ]'
if command -v chromium >/dev/null; then
    run timeout 60 chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=5000 --dump-dom "file://$PWD/cet-report/mutation.html"
    promise "and shows the report"               'grep -q "<title>All files - cet</title>" "$work/out"'
    grep -q "<title>All files" "$work/out" || grep -o "<title>[^<]*" "$work/out"
else
    echo "skipped: no chromium here"
fi
kept
