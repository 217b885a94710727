#!/usr/bin/env bash
# Bad input: exit 2, one line that names what is wrong, nothing half-written.
. "$(dirname "$0")/promise.sh"

# refused WHAT PATTERN COMMAND...: exit 2, the last line of the messages matches, nothing appears in the out folder.
refused() {
    local what=$1 pattern=$2
    shift 2
    rm -rf "$work/result"
    run "$@"
    local said
    said=$(tail -n 1 "$work/err")
    promise "$what" '[ $status -eq 2 ] && printf "%s" "$said" | grep -Eq -- "$pattern" && [ ! -e "$work/result" ]'
    [ $status -eq 2 ] && printf '%s' "$said" | grep -Eq -- "$pattern" || show
}

cd "$work" || exit 2
echo 'int f(int x) { return x + ; }' >broken.c
echo 'static const int table[] = {1, 2};' >nothing.c
echo 'int f(int x) { return x + 1; }' >good.c
printf 'int f;\0' >binary.c
echo 'text' >notes.txt
mkdir empty suite-like
printf 'check:\n\ttrue\n' >suite-like/Makefile
mkdir odd
cp good.c odd
echo '{"sources": ["good.c"], "colour": 3}' >odd/cet.json

for verb in accept scan testgen; do
    out=(--out "$work/result")
    [ $verb = scan ] && out=()
    refused "$verb: a file that does not exist"   "'absent.c' does not exist"            "$CET" $verb absent.c "${out[@]}"
    refused "$verb: a file that is no C source"   "'notes.txt' is not a C source"        "$CET" $verb notes.txt "${out[@]}"
    refused "$verb: a binary named .c"            "'binary.c' is not a C source"         "$CET" $verb binary.c "${out[@]}"
    refused "$verb: a folder without a manifest"  "'empty' is a folder"                  "$CET" $verb empty "${out[@]}"
    refused "$verb: an unknown key in cet.json"   'unknown key "colour"'                 "$CET" $verb odd "${out[@]}"
    refused "$verb: no file at all"               "no file is named"                     "$CET" $verb "${out[@]}"
    refused "$verb: an unknown option"            "--colour"                             "$CET" $verb --colour good.c
    refused "$verb: a build without commands"     "compile_commands.json' does not exist" "$CET" $verb -p empty good.c "${out[@]}"
    refused "$verb: a clang that is not there"    "CET_CLANG names '/no/such/clang', which is no compiler" \
        env CET_CLANG=/no/such/clang "$CET" $verb good.c "${out[@]}"
    refused "$verb: a clang that is no program"   "CET_CLANG names 'notes.txt', which is no compiler" \
        env CET_CLANG=notes.txt "$CET" $verb good.c "${out[@]}"
    [ -x /usr/lib/llvm-19/bin/clang ] || # found without PATH where Debian puts it
        refused "$verb: no clang on PATH"         "clang 19 is not installed" \
            env PATH="$work/empty" "$CET" $verb good.c "${out[@]}"
    refused "$verb: a file that does not compile" "broken.c' does not compile"           "$CET" $verb broken.c "${out[@]}"
    promise "$verb: the compiler's message is shown" 'grep -q "broken.c:1:2[0-9]: error: expected expression" "$work/err"'
done

for verb in accept testgen; do
    refused "$verb: a file without a function" "no function" "$CET" $verb nothing.c --out "$work/result"
    : >blocked
    refused "$verb: an output that is a file" "blocked" "$CET" $verb good.c --out "$work/blocked"
    promise "$verb: the file in the way stays" '[ -f blocked ] && [ ! -s blocked ]'
done

refused "an unknown command"        "no command 'frobnicate'" "$CET" frobnicate
refused "a verb that is missing"    "mutate: a verb is missing" "$CET" mutate
refused "a merge of nothing"        "needs results"           "$CET" mutate merge
refused "results that do not exist" "absent"                  "$CET" mutate merge absent --out "$work/result"
refused "results that are none"     "not valid JSON"          "$CET" mutate merge notes.txt --out "$work/result"
refused "why without results"       "needs an id and --results" "$CET" mutate why 0123456789abcdef
refused "a shard that cannot be"    "'4/3' is no shard"       "$CET" mutate run good.c --suite empty --shard 4/3
refused "a threshold beyond one"    "from 0 to 1"             "$CET" mutate run good.c --suite empty --threshold 70
refused "a diff that is none"       "holds no unified diff"   "$CET" mutate run good.c --suite empty --diff notes.txt
refused "an unknown verb"           "no verb 'colour'"        "$CET" coverage colour
refused "help about nothing"        "no command 'colour'"     "$CET" help colour
refused "a word too many: flags"    "'good.c' is one word too many" "$CET" flags good.c
refused "a word too many: version"  "'good.c' is one word too many" "$CET" version good.c
refused "checks that do not exist"  "'colour' .--checks. chooses no check" "$CET" scan --checks colour good.c
refused "a baseline that is not there" "'absent.jsonl' .--baseline. does not exist" "$CET" scan --baseline absent.jsonl good.c
refused "a baseline that is none"   "'notes.txt': not a cet-baseline file" "$CET" scan --baseline notes.txt good.c
refused "a baseline that is to grow, and is not named" "needs --baseline FILE" "$CET" scan --accept-new good.c
refused "two surveys at once"       "asked for one at a time"      "$CET" scan --patterns --refactorings good.c
refused "a history outside of git"  "needs a working tree of git"  env GIT_CEILING_DIRECTORIES=/ GIT_DIR=/nonexistent "$CET" scan --history 3 good.c
refused "a limit of nothing"        "needs --refactorings or --history" "$CET" scan --limit 3 good.c
refused "another analyser that is none" "'colour' .--with. is no analyser" "$CET" scan --with colour good.c
refused "a diff that is none: scan" "holds no unified diff"   "$CET" scan --diff notes.txt good.c
refused "code quality to nowhere"   "cannot write 'nowhere/x.json'" "$CET" scan --code-quality nowhere/x.json good.c
refused "ci without a repository"   "git rev-parse fails"      env GIT_CEILING_DIRECTORIES="$work/.." "$CET" ci --out "$work/result"
refused "ci with a file"            "'good.c' is one word too many" "$CET" ci good.c
refused "a comment that is not sent" "--comment needs --post"  "$CET" ci --comment notes.txt
refused "a comment that is none"    "'notes.txt' .--comment. is no comment.md" "$CET" ci --post --comment notes.txt
refused "a comment that is not there" "absent.md"             "$CET" ci --post --comment absent.md
mkdir -p repository && cp good.c repository && command git init -q repository 2>/dev/null
command git -C repository -c user.name=t -c user.email=t@t commit -q --allow-empty -m start && command git -C repository branch -q -M main
for ci in '{"test": 1}' '{"colour": 1}' '{"suite": "/x"}' '{"build": "make"}' '{"thresholds": {"line": 70}}' '{"timeout": 0}' '{"exclude": "x"}' '[]'; do
    echo "{\"ci\": $ci}" >repository/cet.json
    refused "ci: $ci in cet.json"   "'cet.json': .*\"ci\"|'cet.json': \"suite\"" env -C repository "$CET" ci --out "$work/result"
done
rm repository/cet.json
refused "a base that is no commit"  "'colour' .--base. is no commit" env -C repository "$CET" ci --base colour --out "$work/result"
refused "a base that is a switch"   "'--all' .--base. is no commit" env -C repository "$CET" ci --base=--all --out "$work/result"
command git -C repository add good.c
refused "a project without tests"   "how this project is tested is not known" env -C repository "$CET" ci --out "$work/result"
refused "a hook without a repository" "git rev-parse fails"   env GIT_CEILING_DIRECTORIES="$work/.." "$CET" hook install
refused "a build system that is none" "'scons' .--for. is no build system" "$CET" flags --for scons
refused "SARIF to nowhere"          "cannot write 'nowhere/x.sarif'" "$CET" scan --sarif nowhere/x.sarif good.c
refused "mutation operators that do not exist" "^cet mutate: there is no mutation operator or group 'colour'$" \
    "$CET" mutate list --operators constant-zero,colour good.c
refused "a mutant without a file"   "mutate: 'show' needs an id and a file" "$CET" mutate show 12
refused "a mutant that there is not" "no mutant '12'"         "$CET" mutate show 12 good.c
refused "mutants without tests"     "'run' needs -- COMMAND or --suite" "$CET" mutate run good.c
for verb in "mutate list" facts; do
    refused "$verb: a file that does not exist"   "'absent.c' does not exist" "$CET" $verb absent.c
    refused "$verb: a file that does not compile" "broken.c' does not compile" "$CET" $verb broken.c
done
refused "a page of nothing"         "a result is missing"     "$CET" report
refused "a page of what is not there" "'absent.info' does not exist" "$CET" report absent.info --out "$work/result"
refused "a page of what is no result" "'notes.txt' is no result" "$CET" report notes.txt --out "$work/result"
refused "a page of a folder without results" "'empty' holds no result" "$CET" report empty --out "$work/result"
printf '{"format":"cet-mutants","version":2}\n' >mutants.jsonl
printf 'TN:\nSF:%s\nDA:1,1\nend_of_record\n' "$work/good.c" >good.info
refused "new lines without coverage" "diff needs coverage"    "$CET" report --diff HEAD mutants.jsonl --out "$work/result"
refused "new lines since nothing"   "holds no unified diff"   "$CET" report --diff notes.txt good.info --out "$work/result"
refused "a history that is none"    "'notes.txt':1: not valid JSON" "$CET" report --history notes.txt good.info --out "$work/result"
refused "a page to nowhere"         "nowhere"                 "$CET" report good.info --out "$work/nowhere/page.html"
refused "coverage of what is no suite" "is no suite"          "$CET" coverage run empty
refused "coverage of an empty build"   "no .gcda file"        "$CET" coverage read empty
refused "quality of nothing"           "a suite's folder is missing" "$CET" testqual
refused "quality of what is no suite"  "'empty' is no suite"  "$CET" testqual empty
refused "quality of a suite with a source that is not there" "'absent.c' does not exist" "$CET" testqual suite-like absent.c
refused "too many runs"                "must be at most"      "$CET" testqual suite-like --runs 1000000
refused "facts of an object without"   "facts"                "$CET" facts /bin/true
refused "a clang that is another version" "19"                env CET_CLANG=/bin/true "$CET" scan good.c

printf 'check:\n\tfalse\n' >empty/Makefile
refused "coverage of a suite that fails" "does not pass"      "$CET" coverage run empty --out "$work/result"
refused "mutants for a suite that fails" "make check"         "$CET" mutate run good.c --suite empty --out "$work/result"

refused "quality of a suite that fails" "ends with exit code 2 and ran no CUnit test" "$CET" testqual empty --out "$work/result"
refused "quality of a suite without CUnit" "ran no test of a CUnit" "$CET" testqual suite-like --out "$work/result"

for words in help "mutate --help" "facts good.c" "mutate list good.c" "scan --json good.c"; do
    "$CET" $words >/dev/full 2>"$work/err"
    status=$?
    promise "a full disk behind standard output: $words" '[ $status -eq 2 ] && tail -n 1 "$work/err" | grep -q "could not be written whole"'
done
run "$CET"
promise "no command at all: the help, as a message" '[ $status -eq 2 ] && [ ! -s "$work/out" ] && grep -q "^usage: cet" "$work/err"'
kept
