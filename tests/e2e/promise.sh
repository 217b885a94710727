# Sourced by the scripts here: promises are sentences that hold or fail, a scratch folder is made and removed.
#
#     . "$(dirname "$0")/promise.sh"
#     promise "what holds" 'a command that succeeds when it does'
#     kept
set -u
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

promise() {
    if eval "$2"; then echo "ok   $1"; else echo "FAIL $1"; failed=1; fi
}

# run COMMAND...: exit code in $status, standard output and error in $work/out and $work/err.
run() {
    "$@" >"$work/out" 2>"$work/err"
    status=$?
}

show() {
    sed 's/^/     out: /' "$work/out" | head -n 20
    sed 's/^/     err: /' "$work/err" | head -n 20
}

kept() { exit $failed; }
