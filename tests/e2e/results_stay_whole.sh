#!/usr/bin/env bash
# An interrupt or a full disk: exit 2, one line, and what an earlier run wrote is as it was.
. "$(dirname "$0")/promise.sh"
tool=$CET_SOURCE_DIR/examples/accepted-tool

contents() { (cd "$1" && find . -type f -exec sha256sum {} + | sort); }

mkdir "$work/result"
echo "the verdict of an earlier run" >"$work/result/verdict.json"
before=$(contents "$work/result")

"$CET" accept "$tool" --out "$work/result" >"$work/out" 2>"$work/err" &
pid=$!
sleep 1
kill -TERM $pid # not INT: what a script starts in the background ignores it
wait $pid
status=$?
promise "an interrupt ends with exit 2"            '[ $status -eq 2 ]'
promise "it says so in one line"                   'tail -n 1 "$work/err" | grep -q "interrupted"'
promise "the earlier result is whole and alone"    '[ "$(contents "$work/result")" = "$before" ]'
[ $failed -eq 0 ] || show

mkdir "$work/scratch"
TMPDIR=$work/scratch "$CET" accept "$tool" --executions 20000 --out "$work/unread" 2>&1 | head -n 1 >/dev/null
promise "a reader that goes away leaves no scratch folder behind" '[ -z "$(ls "$work/scratch")" ]'

if [ "$(id -u)" = 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=16k cet-small "$work/small" 2>/dev/null; then
    trap 'umount "$work/small"; rm -rf "$work"' EXIT
    echo "the verdict of an earlier run" >"$work/small/verdict.json"
    run "$CET" accept "$tool" --out "$work/small"
    promise "a full disk ends with exit 2"         '[ $status -eq 2 ]'
    promise "the message names it"                 'tail -n 1 "$work/err" | grep -qi "no space left"'
    promise "the earlier verdict is whole"         'grep -qx "the verdict of an earlier run" "$work/small/verdict.json"'
    promise "nothing half-written is left"         '[ -z "$(find "$work/small" -name "*.tmp*" -o -name ".*" -type f)" ]'
    [ $failed -eq 0 ] || show
else
    echo "no right to mount a small disk here: that promise is not shown"
fi
kept
