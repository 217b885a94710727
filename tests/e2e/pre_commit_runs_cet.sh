#!/usr/bin/env bash
# The hook as https://pre-commit.com runs it, from .pre-commit-hooks.yaml.
. "$(dirname "$0")/promise.sh"
command -v pre-commit >/dev/null || { echo "pre-commit is not installed: nothing to show"; exit 0; }

export XDG_STATE_HOME=$work/state PRE_COMMIT_HOME=$work/home GIT_CONFIG_GLOBAL=/dev/null PATH=${CET%/*}:$PATH
export GIT_AUTHOR_NAME=t GIT_AUTHOR_EMAIL=t@t GIT_COMMITTER_NAME=t GIT_COMMITTER_EMAIL=t@t
mkdir "$work/hooks" "$work/p" && cp "$CET_SOURCE_DIR/.pre-commit-hooks.yaml" "$work/hooks/" && cd "$work/hooks" || exit 2
git init -q . && git add . && git commit -qm hooks
revision=$(git rev-parse HEAD)
cd "$work/p" || exit 2
cat >.pre-commit-config.yaml <<END
repos:
  - repo: $work/hooks
    rev: $revision
    hooks:
      - id: cet
END
printf '#include <unistd.h>\n\nvoid old(int fd)\n{\n    write(fd, "old", 3);\n}\n' >a.c
git init -q . && git add . && git commit -qm start
run pre-commit install
promise "it installs"                              '[ $status -eq 0 ]'
[ $status -eq 0 ] || show
printf '\nint twice(int number)\n{\n    return 2 * number;\n}\n' >>a.c && git add .
run git commit -m good
promise "a good change passes"                     '[ $status -eq 0 ] && grep -q "^cet\.*Passed" "$work/err"'
[ $status -eq 0 ] || show
printf '\nvoid planted(int fd)\n{\n    write(fd, "new", 3);\n}\n' >>a.c && git add .
run git commit -m planted
promise "a planted defect fails it"                '[ $status -ne 0 ] && grep -q "^a.c:15:5: warning: " "$work/err"'
promise "old findings do not show"                 '[ "$(grep -c ": warning: " "$work/err")" -eq 1 ]'
run git commit --no-verify -m planted
promise "--no-verify is respected"                 '[ $status -eq 0 ]'
run pre-commit run --all-files
promise "--all-files looks at whole files"         '[ $status -ne 0 ] && [ "$(grep -c ": warning: " "$work/out")" -eq 2 ]'
echo text >notes.txt && git add .
run git commit -m notes
promise "a commit without C is skipped"            '[ $status -eq 0 ] && grep -q "no files to check" "$work/err"'
kept
