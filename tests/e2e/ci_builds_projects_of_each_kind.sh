#!/usr/bin/env bash
# cet ci finds out how a project is built and tested: CMake with ctest, ./configure, a suite's folder, commands in cet.json;
# headers that only the build writes, a project in a part of its repository, files with odd names, a header as the change.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
unset GITHUB_ACTIONS GITHUB_BASE_REF GITHUB_EVENT_PATH GITHUB_STEP_SUMMARY CET_ELEMENTS_VIEWER
git() { command git -c user.name=t -c user.email=t@t -c init.defaultBranch=main "$@"; }
ci() { run "$CET" ci -q "$@"; }

# judged WHAT: two functions more fail when nothing tests them, and pass when something does; the project is the current folder.
judged() {
    git init -q "${top:-.}" && git add -A "${top:-.}" && git commit -q -m start && git checkout -q -b change
    printf '\nint more(int a)\n{\n    return a + LIMIT;\n}\n' >>"$source" && git commit -qam more
    ci
    promise "$1: a line that nothing executes"  '[ $status -eq 1 ] && grep -q "^  tests     passed" "$work/out" && grep -Eq "^  coverage  missed +line 0.0 %" "$work/out" && ! grep -q "broken" "$work/out"'
    [ $status -eq 1 ] && ! grep -q broken "$work/out" || { show; tail -n 20 cet-report/log.txt; }
    sed -i 's|^int main(void)$|int more(int);\n&|; s|^    return .*|    if (more(1) != 11 \|\| more(-1) != 9)\n        return 1;\n&|' "$test" && git commit -qam tested
    ci
    promise "$1: a line that is tested"         '[ $status -eq 0 ] && grep -Eq "^  mutation  passed +mutation 100.0 %" "$work/out"'
    [ $status -eq 0 ] || { show; tail -n 20 cet-report/log.txt; }
}
# sources FOLDER: a library and its test, which need config.h
sources() {
    mkdir -p "$1"
    printf '#include "config.h"\n\nint less(int a)\n{\n    return a < LIMIT;\n}\n' >"$1/less.c"
    printf 'int less(int);\nint main(void)\n{\n    return !(less(9) && !less(10));\n}\n' >"$1/test_less.c"
    printf 'cet-report/\nconfig.h\n*.o\n/test_less\n' >"$1/.gitignore"
    source=less.c test=test_less.c top=.
}

sources "$work/cmake build" && cd "$work/cmake build" || exit 2
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(less C)
enable_testing()
file(WRITE ${CMAKE_BINARY_DIR}/config.h "#define LIMIT 10\n")
include_directories(${CMAKE_BINARY_DIR})
add_library(less STATIC less.c)
add_executable(test_less test_less.c)
target_link_libraries(test_less less)
add_test(NAME less COMMAND test_less)
END
command -v cmake >/dev/null && judged "CMake, config.h in the build folder"
printf '#pragma once\nstatic inline int one(int a)\n{\n    return a - 1;\n}\n' >one.h
sed -i '1i #include "one.h"' less.c && sed -i 's|a < LIMIT|one(a) < LIMIT - 1|' less.c && git add one.h && git commit -qam header
ci
promise "a new header is covered and mutated"  '[ $status -le 1 ] && grep -q "one.h" cet-report/mutants.jsonl && grep -q "one.h" cet-report/new-code.json'
[ $status -le 1 ] || show

sources "$work/option" && cd "$work/option" || exit 2
printf '#define LIMIT 10\n' >config.h && sed -i /config.h/d .gitignore
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.20)
project(less C)
option(LESS_SHARED "Build a shared library" OFF)
option (LESS_BUILD_TESTS "Build the tests" OFF)
add_library(less STATIC less.c)
if(LESS_BUILD_TESTS)
  enable_testing()
  add_executable(test_less test_less.c)
  target_link_libraries(test_less less)
  add_test(NAME less COMMAND test_less)
endif()
END
git init -q . && git add -A && git commit -q -m start && git checkout -q -b change
printf '\nint more(int a)\n{\n    return a + LIMIT;\n}\n' >>less.c && git commit -qam more
ci
promise "tests that an option switches on: not judged, with what to write" '[ $status -eq 2 ] && grep -q "^  tests     broken .*-DLESS_BUILD_TESTS=ON" "$work/out" && ! grep -q "tests fail" "$work/out"'
[ $status -eq 2 ] || show
git checkout -q main
echo '{"ci": {"build": "cmake -S . -B build -DLESS_BUILD_TESTS=ON && cmake --build build", "test": "ctest --test-dir build"}}' >cet.json
git add -A && git commit -q -m "how it is tested" && git checkout -q change && git merge -q main -m merge
ci
promise "and judged once that is written"      '[ $status -eq 1 ] && grep -q "^  tests     passed" "$work/out" && grep -Eq "^  coverage  missed +line 0.0 %" "$work/out"'
[ $status -eq 1 ] || show

sources "$work/configure" && cd "$work/configure" || exit 2
printf '#!/bin/sh\necho "#define LIMIT 10" >config.h\nsed "s|@CC@|$CC|; s|@CFLAGS@|$CFLAGS|; s|@LDFLAGS@|$LDFLAGS|" Makefile.in >Makefile\n' >configure && chmod +x configure
printf 'all: less.o\nless.o: less.c\n\t@CC@ @CFLAGS@ -I. -c less.c\ntest_less: less.o test_less.c\n\t@CC@ @CFLAGS@ -o $@ test_less.c less.o @LDFLAGS@\ncheck: test_less\n\t./test_less\n' >Makefile.in
judged "configure, config.h beside the sources"

sources "$work/whole/part" && cd "$work/whole/part" || exit 2
top=..
mkdir tests && printf '#define LIMIT 10\n' >config.h && sed -i /config.h/d .gitignore && mv test_less.c tests/
printf 'check: t\n\t./t\nt: test_less.c $(SRC_DIR)/less.c\n\t$(CC) $(CFLAGS) -o t test_less.c $(SRC_DIR)/less.c $(LDFLAGS)\n' >tests/Makefile
echo '{"ci": {"suite": "tests"}}' >cet.json
test=tests/test_less.c
judged "a suite, in a part of the repository"

sources "$work/commands" && cd "$work/commands" || exit 2
printf '#define LIMIT 10\n' >config.h && sed -i /config.h/d .gitignore
echo '{"ci": {"build": "$CC $CFLAGS -c less.c && $CC $CFLAGS -o test_less test_less.c less.o $LDFLAGS", "test": "./test_less"}}' >cet.json
judged "commands in cet.json"
echo '{"ci": {"build": "cc -c less.c && cc -o test_less test_less.c less.o", "test": "./test_less"}}' >cet.json
ci
promise "a build that takes no CC is told so"  '[ $status -eq 2 ] && grep -q "compiles no C file of the project with .CC .CFLAGS" "$work/out" && grep -q "no coverage data" "$work/out"'
echo '{"ci": {"build": "false", "test": "true"}}' >cet.json
ci
promise "a build that fails is rejected"       '[ $status -eq 1 ] && grep -q "^rejected" "$work/out" && grep -q "^the build fails: mend it first" "$work/out" && grep -q "^### The build fails" cet-report/comment.md'
echo '{"ci": {"test": "sleep 60", "timeout": 1}}' >cet.json
ci
promise "a test that never ends is stopped"    '[ $status -eq 1 ] && grep -q "stopped after 1" "$work/out"'
[ $status -eq 1 ] || show
echo '{"ci": {"test": "$CC $CFLAGS -c less.c && $CC $CFLAGS -o test_less test_less.c less.o $LDFLAGS && ./test_less", "thresholds": {"line": 0, "mutation": 0}}}' >cet.json
printf '\nint untested(int a)\n{\n    return a * 2;\n}\n' >>less.c && sed -i '1i int untested(int a);' less.c && printf 'int untested(int);\nint (*keep)(int) = untested;\n' >>test_less.c
ci
promise "thresholds of 0 ask for nothing"      '[ $status -eq 0 ] && grep -q "^  coverage  passed" "$work/out"'
[ $status -eq 0 ] || show
kept
