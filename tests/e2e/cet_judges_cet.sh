#!/usr/bin/env bash
# Dogfood: cet accept on cet's own rooms core and model. The figures are printed; the promise is that cet judges them.
. "$(dirname "$0")/promise.sh"
for room in core model; do
    run "$CET" accept "$CET_SOURCE_DIR/$room" --out "$work/$room"
    promise "$room: a verdict from measured figures" '[ $status -le 1 ] && [ -s "$work/$room/verdict.json" ]'
    show
done
kept
