#!/usr/bin/env bash
# The README's five minutes, command by command as they stand there, on a small project that is not cet's own tree.
. "$(dirname "$0")/promise.sh"
export PATH=${CET%/*}:$PATH XDG_STATE_HOME=$work/state

# The indented lines of the section from the first cet on, without their comments.
commands() {
    awk '/^## / { inside = /^## Five minutes/ } inside && /^    (cet|make|cmake) / { sub(/ +# .*/, ""); print }' \
        "$CET_SOURCE_DIR/README.md"
}

project=$work/project
mkdir "$project"
cat >"$project/parser.h" <<'END'
enum parser_state { PARSER_START, PARSER_NUMBER, PARSER_ERROR };
enum parser_state parser_next(enum parser_state state, char byte);
END
cat >"$project/parser.c" <<'END'
#include "parser.h"

enum parser_state parser_next(enum parser_state state, char byte)
{
    if (state == PARSER_ERROR)
        return state;
    return byte >= '0' && byte <= '9' ? PARSER_NUMBER : PARSER_ERROR;
}
END
cat >"$project/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(parser C)
add_library(parser STATIC parser.c)
END

cd "$project" || exit 2
commands >"$work/commands"
promise "the README has commands" '[ "$(wc -l <"$work/commands")" -ge 8 ]'
while read -r command; do
    started=$SECONDS
    # 1 is an answer too: findings, insufficient evidence.
    case $command in cet*) wanted=1 ;; *) wanted=0 ;; esac
    run eval "$command"
    promise "$command ($((SECONDS - started)) s)" '[ $status -le $wanted ]'
    [ $status -le $wanted ] || show
done <"$work/commands"

promise "the report is where the README says"   '[ -s report/report.html ] && [ -s report/verdict.json ]'
promise "coverage and mutants are beside it"    '[ -s report/coverage.info ] && [ -s report/mutants.jsonl ]'
promise "facts came back from the build"        'grep -q "parser_next" "$work/out"'
kept
