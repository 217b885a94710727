#!/usr/bin/env bash
# check_arrows tells a wrong include, link or library from the allowed ones. One line per promise below.
set -u
check=$CET_SOURCE_DIR/scripts/check_arrows
top=$(mktemp -d)
trap 'rm -rf "$top"' EXIT
failed=0

# promise WANTED_EXIT NAME FILE TEXT: a tree of two files, ours and a lower one, gives this exit.
promise() {
    rm -rf "${top:?}"/*
    mkdir -p "$top/docs" "$top/$(dirname "$3")"
    cp "$CET_SOURCE_DIR/docs/architecture.md" "$top/docs/"
    printf '%s\n' "$4" >"$top/$3"
    "$check" "$top" >"$top/out" 2>&1
    local status=$?
    [ $status -eq "$1" ] && { echo "ok   $2"; return; }
    echo "FAIL $2: exit $status, wanted $1:"
    cat "$top/out"
    failed=1
}

promise 0 "a room may include what lies below"        store/a.c '#include "cet/model/facts.h"'
promise 0 "a room may include its own headers"        store/a.c '#include "cet/store/store.h"'
promise 1 "a room must not include what lies above"   model/a.c '#include "cet/store/store.h"'
promise 1 "rooms on one floor do not see each other"  store/a.c '#include "cet/exec/process.h"'
promise 1 "a header is held to the same rule"         include/cet/core/a.h '#  include "cet/model/facts.h"'
promise 1 "a test is held to its room's rule"         tests/core/a.c '#include "cet/model/facts.h"'
promise 1 "a private header stays private"            store/a.c '#include "../model/fact_words.h"'
promise 1 "a room that is not in the table is named"  store/a.c '#include "cet/attic/a.h"'
promise 0 "a room may link what lies below"           store/CMakeLists.txt 'cet_room(store SOURCES a.c USES core model LIBRARIES PkgConfig::SQLITE3)'
promise 1 "a room must not link what lies above"      model/CMakeLists.txt 'cet_room(model SOURCES a.c USES core store)'
promise 1 "a link on a later line counts too"         model/CMakeLists.txt $'cet_room(model SOURCES a.c\n  USES core\n    exec)'
promise 1 "target_link_libraries counts too"          model/CMakeLists.txt 'target_link_libraries(cet_model PRIVATE cet_exec)'
promise 0 "a target of a room has any name"           model/CMakeLists.txt 'target_link_libraries(cet_other PRIVATE cet_core)'
promise 1 "an outside library stays in its room"      model/CMakeLists.txt 'cet_room(model SOURCES a.c LIBRARIES sqlite3)'
promise 1 "an outside header stays in its room"       model/a.c '#include <sqlite3.h>'
promise 0 "two rooms share a folder of headers"         clang-plugin/a.c '#include "cet/mutate/embed.h"'
promise 1 "and are still told apart"                   mutate/embed/a.c '#include "cet/mutate/run.h"'
promise 0 "end-to-end tests may use any room"         tests/e2e/a.c '#include "cet/gate/accept.h"'
exit $failed
