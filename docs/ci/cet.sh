#!/bin/sh
# Any runner, or a desk: judges what this branch changes since it left BASE (default: cet finds it), leaves the reports in
# OUT, and exits as cet ci does: 0 accepted, 1 not accepted, 2 could not judge.
#
#     BASE=origin/main OUT=cet-report sh cet.sh
set -eu
out=${OUT:-cet-report}

# A runner that clones without history: fetch what is missing.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
    git fetch --unshallow origin
fi

status=0
cet ci --out "$out" ${BASE:+--base "$BASE"} || status=$?
if [ -r "$out/comment.md" ]; then
    echo "cet: the same as Markdown is in $out/comment.md, as JUnit in $out/junit.xml"
fi
exit $status
