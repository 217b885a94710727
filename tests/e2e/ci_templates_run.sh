#!/usr/bin/env bash
# The files of docs/ci: each parses, names actions and keys that exist, and its commands run in a made repository. What
# fetches packages or cet itself is not run; an installed cet stands where that would put it.
. "$(dirname "$0")/promise.sh"

python3 -c 'import yaml' 2>/dev/null || { echo "skipped: no python3-yaml here"; exit 0; }
export XDG_STATE_HOME=$work/state
docs=$CET_SOURCE_DIR/docs/ci
git() { command git -c user.name=t -c user.email=t@t -c init.defaultBranch=main "$@"; }
unset GITHUB_ACTIONS GITHUB_BASE_REF GITHUB_EVENT_PATH GITHUB_STEP_SUMMARY GITHUB_REPOSITORY CI_PROJECT_ID GITLAB_TOKEN \
    CI_MERGE_REQUEST_DIFF_BASE_SHA CI_MERGE_REQUEST_TARGET_BRANCH_NAME CI_COMMIT_BEFORE_SHA

# Parses all; writes the commands of each step to $work/steps.
cat >"$work/read.py" <<'END'
import sys
import yaml

docs, steps = sys.argv[1:3]


def load(name):
    with open(f"{docs}/{name}", encoding="utf-8") as file:
        return yaml.safe_load(file)


def write(name, text):
    with open(f"{steps}/{name}", "w", encoding="utf-8") as file:
        file.write(text)


def check_steps(items, is_composite):
    for step in items:
        assert ("run" in step) != ("uses" in step), step
        assert set(step) <= {"name", "id", "if", "uses", "with", "env", "run", "shell"}, step
        assert "uses" not in step or "@v" in step["uses"], step
        assert not is_composite or "run" not in step or "shell" in step, "a composite action's run needs a shell"


github = load("github.yml")
assert True in github and "pull_request" in github[True], "on: reads as true in YAML 1.1"
assert github["permissions"] == {"contents": "read", "pull-requests": "write", "security-events": "write"}
job = github["jobs"]["cet"]
check_steps(job["steps"], False)
assert job["steps"][0]["with"]["fetch-depth"] == 0
write("github-comment", [step for step in job["steps"] if step.get("name") == "Comment on the pull request"][0]["run"])
write("github", [step for step in job["steps"] if step.get("name") == "Judge the change"][0]["run"])

action = load("action.yml")
assert set(action) == {"name", "description", "inputs", "outputs", "runs"} and action["runs"]["using"] == "composite"
check_steps(action["runs"]["steps"], True)
for value in action["inputs"].values():
    assert set(value) <= {"description", "required", "default"}
write("action-comment", [step for step in action["runs"]["steps"] if step.get("id") == "comment"][0]["run"])
write("action", [step for step in action["runs"]["steps"] if step.get("id") == "judge"][0]["run"])

gitlab = load("gitlab.yml")["cet"]
assert set(gitlab) <= {"stage", "image", "timeout", "variables", "rules", "cache", "before_script", "script", "artifacts"}
assert gitlab["variables"]["GIT_DEPTH"] == "0"
assert set(gitlab["artifacts"]["reports"]) <= {"junit", "codequality", "coverage_report"}
before = [line for line in gitlab["before_script"] if not line.startswith("apt-get")]
assert all(isinstance(line, str) for line in before)
write("gitlab", "\n".join(before + gitlab["script"]) + "\n")
print(gitlab["artifacts"]["reports"]["junit"], gitlab["artifacts"]["reports"]["codequality"],
      gitlab["artifacts"]["reports"]["coverage_report"]["path"])
END
mkdir "$work/steps"
run python3 "$work/read.py" "$docs" "$work/steps"
promise "all parse, and hold what their readers know"  '[ $status -eq 0 ]'
[ $status -eq 0 ] || { show; kept; }
reports=$(cat "$work/out")
run sh -n "$docs/cet.sh"
promise "the shell script parses"                      '[ $status -eq 0 ]'

# A repository with a branch that is good, and one that is not.
mkdir "$work/p" && cd "$work/p" || exit 2
printf 'int twice(int a)\n{\n    return a + a;\n}\n' >twice.c
printf 'int twice(int);\nint main(void)\n{\n    return twice(3) != 6;\n}\n' >test_twice.c
printf 'check: test_twice\n\t./test_twice\ntest_twice: twice.c test_twice.c\n\t$(CC) -o $@ twice.c test_twice.c\n' >Makefile
printf 'test_twice\ncet-report\n' >.gitignore
git init -q . && git add . && git commit -q -m start && git checkout -q -b bad
printf 'int thrice(int a)\n{\n    return twice(a) + a;\n}\n' >>twice.c && sed -i '1i int twice(int a);' twice.c
printf 'int twice(int);\nint thrice(int);\nint main(void)\n{\n    (void)thrice(2);\n    return twice(3) != 6;\n}\n' >test_twice.c
git commit -qam more
mkdir -p "$work/home/cet/bin" "$work/bin" && ln -s "$CET" "$work/bin/cet"
# cet finds its parts beside its own binary, by the real path of it.
ln -s "$CET" "$work/home/cet/bin/cet"
export PATH=$work/bin:$PATH

run env HOME="$work/home" bash -e -o pipefail "$work/steps/github"
promise "github.yml: a bad branch fails its step"      '[ $status -eq 1 ] && [ -s cet-report/findings.sarif ] && grep -q "^insufficient evidence" "$work/out"'
[ $status -eq 1 ] || show
: >"$work/output"
run env HOME="$work/home" BASE=main OUT=cet-report GITHUB_OUTPUT="$work/output" bash -e -o pipefail "$work/steps/action"
promise "action.yml: it fails, and tells the verdict"  '[ $status -eq 1 ] && grep -qx "verdict=insufficient evidence" "$work/output"'
[ $status -eq 1 ] || { show; cat "$work/output"; }
python3 "$CET_SOURCE_DIR/tests/e2e/forge_server.py" "$work" &
server=$!
trap 'kill $server; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s "$work/port" ] && break; sleep 0.1; done
forge=(GITHUB_REPOSITORY=o/r GITHUB_API_URL="http://localhost:$(cat "$work/port")" GITHUB_REF=refs/pull/7/merge GITHUB_TOKEN=secret-token)
run env HOME="$work/home" "${forge[@]}" bash -e -o pipefail "$work/steps/github-comment"
promise "github.yml: the comment is made"              '[ $status -eq 0 ] && grep -q "^comment made" "$work/out"'
[ $status -eq 0 ] || show
run env OUT=cet-report "${forge[@]}" bash -e -o pipefail "$work/steps/action-comment"
promise "action.yml: and brought up to date"           '[ $status -eq 0 ] && grep -q "^comment updated" "$work/out"'
[ $status -eq 0 ] || show
run env CET_PREFIX="$work/home/cet" bash -e -o pipefail "$work/steps/gitlab"
promise "gitlab.yml: it fails"                         '[ $status -eq 1 ] && grep -qx .cache/ .git/info/exclude'
[ $status -eq 1 ] || show
for report in $reports; do
    promise "gitlab.yml: $report is there"             '[ -s $report ]'
done
run env BASE=main OUT=other-report sh "$docs/cet.sh"
promise "cet.sh: it fails, and says where all is"      '[ $status -eq 1 ] && grep -q "as Markdown is in other-report/comment.md" "$work/out" && [ -s other-report/junit.xml ]'
[ $status -eq 1 ] || show

rm -rf other-report
printf 'int twice(int);\nint thrice(int);\nint main(void)\n{\n    return twice(3) != 6 || thrice(2) != 6;\n}\n' >test_twice.c
git commit -qam repaired
run env BASE=main sh "$docs/cet.sh"
promise "cet.sh: repaired, it passes"                  '[ $status -eq 0 ] && grep -q "^accepted" "$work/out"'
[ $status -eq 0 ] || show
git clone -q --depth 1 --no-single-branch "file://$work/p" "$work/shallow" && cd "$work/shallow" || exit 2
run env BASE=origin/main sh "$docs/cet.sh"
promise "cet.sh: a shallow clone gets its history"     '[ $status -eq 0 ]'
[ $status -eq 0 ] || show
kept
