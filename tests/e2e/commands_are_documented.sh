#!/usr/bin/env bash
# Each command of cli/commands.def is in docs/commands.md and the README, explains itself with an example, and answers a
# wrong switch with one line and exit 2.
set -u
out=$(mktemp)
trap 'rm -f "$out"' EXIT
failed=0
promise() {
    if eval "$2"; then echo "ok   $1"; else echo "FAIL $1"; cat "$out"; failed=1; fi
}

commands=$(sed -n -E 's/^COMMAND\([a-z_]+, "([a-z]+)".*/\1/p' "$CET_SOURCE_DIR/cli/commands.def")
: >"$out"
promise "there are commands" '[ -n "$commands" ]'
for command in $commands; do
    promise "docs/commands.md has cet $command" 'grep -q "^| \`cet $command" "$CET_SOURCE_DIR/docs/commands.md"'
    promise "README.md has cet $command"        'grep -q "^| \`cet $command" "$CET_SOURCE_DIR/README.md"'
    "$CET" "$command" --help >"$out" 2>&1
    promise "cet $command --help exits 0 with an example" '[ $? -eq 0 ] && grep -A1 "^Example" "$out" | grep -q "^  cet $command"'
    "$CET" "$command" --no-such-switch >"$out" 2>&1
    promise "cet $command with a wrong switch: one line and exit 2" '[ $? -eq 2 ] && [ "$(wc -l <"$out")" -eq 1 ]'
done

"$CET" no-such-command >"$out" 2>&1
promise "an unknown command: one line and exit 2" '[ $? -eq 2 ] && [ "$(wc -l <"$out")" -eq 1 ]'
"$CET" --help >"$out" 2>&1
promise "cet --help exits 0" '[ $? -eq 0 ]'
for command in $commands; do
    promise "cet --help names $command" 'grep -q "^ *$command " "$out"'
done
exit $failed
