#!/usr/bin/env bash
# cet mutate in the builds of real projects, with only flags changed: autotools and libtool, CMake and ctest, Makefiles, scripts as
# tests of an interpreter with computed gotos. Of each some mutants are applied by hand: no verdict may be wrong.
. "$(dirname "$0")/promise.sh"
subjects=$CET_SOURCE_DIR/bench/subjects

# holds PACKAGE BUILD COUNT SAMPLE
holds() {
    local package=$1 build=$2 count=$3 sample=$4
    "$subjects" fetch "$package" || { echo "$package cannot be had here: nothing to show"; return; }
    run "$CET_SOURCE_DIR/bench/truth" --count "$count" --sample "$sample" --work "$work/truth" "$package"
    promise "$package, $build: builds, passes, is judged as by hand" '[ $status -eq 0 ] && grep -q "^| $package | $count |" "$work/out"'
    show
}

holds libcsv "autotools"          6 80
holds zlib "a configure script"   4 40
holds cjson "CMake and ctest"     3 80
holds utf8proc "a Makefile"       6 80
holds lz4 "a Makefile"            3 30
holds lua5.4 "a Makefile"         6 60
kept
