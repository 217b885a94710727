#!/usr/bin/env bash
# The SARIF of findings is valid against the published schema, and Microsoft's validator finds nothing wrong with it by its
# own rules and GitHub's. Without npm or network this says so and passes: tests/report/test_findings_sarif.c holds the
# same demands by hand.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 DOTNET_BUNDLE_EXTRACT_BASE_DIR=$work/dotnet
mkdir "$work/npm" "$work/npm/src" && cd "$work/npm" || exit 2
if ! timeout 240 npm install --silent --no-audit --no-fund --ignore-scripts ajv@8 ajv-draft-04 @microsoft/jest-sarif @microsoft/sarif-multitool-linux >"$work/out" 2>&1; then
    echo "skipped: npm cannot fetch ajv-draft-04, @microsoft/jest-sarif and @microsoft/sarif-multitool-linux here"
    exit 0
fi
cat >valid.js <<'END'
const Ajv = require('ajv-draft-04');
const fs = require('fs');
const schema = JSON.parse(fs.readFileSync('node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', 'utf8'));
const validate = new Ajv({strict: false, validateFormats: false, unicodeRegExp: false}).compile(schema);
const report = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
if (!validate(report)) { console.log(JSON.stringify(validate.errors)); process.exit(1); }
END
multitool() { "$work/npm/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool" "$@"; }
chmod +x node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

# Findings with a note, a repair, a mark with a reason, a baseline, an odd path, another analyser's, a file that is not analysed.
cat >'src/a b.c' <<'END'
#include <stdlib.h>
#include <unistd.h>
void tell(int fd)
{
    /* ö */ write(fd, "x", 1);
    write(fd, "y", 1); // NOLINT(cet-unchecked-result): nobody "reads" it
    fd++; // NOLINT(cet-realloc-self)
}
END
echo 'int broken(void) { return 1 + ; }' >src/broken.c
printf '[{"directory": "%s", "file": "src/a b.c", "arguments": ["cc", "src/a b.c"]}, {"directory": "%s", "file": "src/broken.c", "arguments": ["cc", "src/broken.c"]}, {"directory": "%s", "file": "src/absent.c", "arguments": ["cc"]}]' \
    "$PWD" "$PWD" "$PWD" >compile_commands.json
run "$CET" scan -p . -q --sarif first.sarif
promise "a report is written, gaps are said"    '[ $status -eq 1 ] && grep -q "src/broken.c. was not analysed" "$work/err" && grep -q "src/absent.c. was not analysed" "$work/err"'
run "$CET" scan -p . -q --checks 'cet-unchecked-result' --baseline known.jsonl --accept-new
run "$CET" scan -p . -q --baseline known.jsonl --sarif second.sarif
run "$CET" scan -p . -q --checks cet-errno-stale --sarif none.sarif
for report in first second none; do
    run node valid.js $report.sarif
    promise "$report: valid by the schema"      '[ $status -eq 0 ]'
    [ $status -eq 0 ] || show
    run multitool validate $report.sarif --rule-kind 'Sarif;Ghas' --level 'Error;Warning'
    promise "$report: valid by the validator"   'grep -q "Analysis completed successfully" "$work/out" && ! grep -q ": error \|: warning " <(grep -v "SARIF2005\|SARIF2006" "$work/out")'
    grep ": error \|: warning " "$work/out" | grep -v SARIF2005 | head -n 5
done
promise "suppressions, repairs and gaps are in them" 'grep -q inSource first.sarif && grep -q artifactChanges first.sarif && grep -q toolExecutionNotifications first.sarif && grep -q external second.sarif'
sed 's/"startLine": *[0-9]*/"startLine": 0/' first.sarif >wrong.sarif
run node valid.js wrong.sarif
promise "one that is not valid would be seen"   '[ $status -eq 1 ] && grep -q startLine "$work/out"'
kept
