#!/usr/bin/env bash
# The plugin in a library's own CMake build, only CMAKE_C_FLAGS changed (--no-werror: it has -Werror, and its tests have
# findings): the build and its tests stay green and every object carries facts; a second build through ccache, all hits,
# carries the same.
. "$(dirname "$0")/promise.sh"
"$CET_SOURCE_DIR/bench/subjects" fetch cjson || { echo "cjson cannot be had here: nothing to show"; exit 0; }
source_dir=$("$CET_SOURCE_DIR/bench/subjects" path cjson)
clang=$(command -v clang-19 || echo /usr/lib/llvm-19/bin/clang)

configure() {
    cmake -S "$source_dir" -B "$1" -G Ninja -DCMAKE_C_COMPILER="$clang" -DCMAKE_BUILD_TYPE=Debug \
        -DENABLE_CJSON_UTILS=On -DCMAKE_C_FLAGS="$("$CET" flags --no-werror)" "${@:2}" >"$work/configure.log" 2>&1
}

# Objects of the build whose facts cannot be read.
without_facts() {
    find "$1" -name '*.c.o' | while read -r object; do
        "$CET" facts "$object" >/dev/null 2>&1 || echo "$object"
    done
}

promise "the library configures with the plugin"  'configure "$work/plain"'
promise "it builds"                               'cmake --build "$work/plain" >"$work/build.log" 2>&1'
promise "its own tests pass"                      'ctest --test-dir "$work/plain" -j2 >"$work/ctest.log" 2>&1'
promise "every object carries facts"              '[ -z "$(without_facts "$work/plain")" ] && [ "$(find "$work/plain" -name "*.c.o" | wc -l)" -gt 5 ]'
promise "the linked library carries facts"        '"$CET" facts "$work"/plain/libcjson.so | grep -q "cJSON_Parse:"'

if command -v ccache >/dev/null; then
    export CCACHE_DIR=$work/ccache CCACHE_NOHASHDIR=1
    promise "it builds through ccache"            'configure "$work/cached" -DCMAKE_C_COMPILER_LAUNCHER=ccache && cmake --build "$work/cached" >"$work/build.log" 2>&1'
    ccache -z >/dev/null
    rm -rf "$work/cached"
    promise "it builds again from the cache"      'configure "$work/cached" -DCMAKE_C_COMPILER_LAUNCHER=ccache && cmake --build "$work/cached" >"$work/build.log" 2>&1'
    ccache --print-stats >"$work/stats"
    promise "all were hits"                       'awk "/^(direct|preprocessed)_cache_hit/ { hits += \$2 } /^cache_miss/ { misses += \$2 } END { exit !(hits > 5 && misses == 0) }" "$work/stats"'
    promise "every object carries facts after hits" '[ -z "$(without_facts "$work/cached")" ]'
fi
kept
