#!/usr/bin/env bash
# cet in other builds: find_package(cet) in CMake, make by `cet flags --for make`, a gcc build read by cet scan -p.
. "$(dirname "$0")/promise.sh"

export XDG_STATE_HOME=$work/state
mkdir "$work/p" && cd "$work/p" || exit 2
printf '#include <unistd.h>\n\nvoid tell(int fd)\n{\n    write(fd, "x", 1);\n}\n' >tell.c
printf 'void tell(int fd);\n\nint main(void)\n{\n    tell(1);\n    return 0;\n}\n' >main.c
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.25)
project(p C)
find_package(cet REQUIRED)
add_library(tell STATIC tell.c)
add_executable(p main.c)
target_link_libraries(p PRIVATE tell)
cet_enable(tell p)
END
package=${CET%/bin/cet}/lib/cmake/cet
clang=$(command -v clang-19 || echo /usr/lib/llvm-19/bin/clang)

run cmake -S . -B clang -DCMAKE_C_COMPILER="$clang" -Dcet_DIR="$package"
promise "find_package(cet) finds it"                   '[ $status -eq 0 ]'
[ $status -eq 0 ] || show
run cmake --build clang
promise "findings are the build's warnings"            '[ $status -eq 0 ] && cat "$work/out" "$work/err" | grep -q "tell.c:5:5: warning: .*\[cet-unchecked-result\]"'
run "$CET" facts clang/libtell.a
promise "objects carry facts"                          '[ $status -eq 0 ] && grep -q tell "$work/out"'
run "$CET" scan -q -p clang
promise "cet scan -p reads the build"                  '[ $status -eq 1 ] && grep -q "^2 units" "$work/out"'
sed -i 's/^cet_enable.*/cet_enable(tell CHECKS "*,-cet-unchecked-*")/' CMakeLists.txt
run cmake -S . -B clang
run cmake --build clang
promise "CHECKS chooses checks"                        '[ $status -eq 0 ] && ! grep -q "warning:" "$work/out"'
sed -i 's/^cet_enable.*/cet_enable(tell)/' CMakeLists.txt
run cmake -S . -B clang -DCMAKE_C_FLAGS=-Werror
run cmake --build clang
promise "-Werror is for findings too"                  '[ $status -ne 0 ] && cat "$work/out" "$work/err" | grep -q "tell.c:5:5: error: .*\[cet-unchecked-result\]"'
sed -i 's/^cet_enable.*/cet_enable(tell NO_WERROR)/' CMakeLists.txt
run cmake -S . -B clang
run cmake --build clang
promise "unless NO_WERROR keeps them warnings"         '[ $status -eq 0 ] && cat "$work/out" "$work/err" | grep -q "tell.c:5:5: warning: .*\[cet-unchecked-result\]"'
sed -i 's/^cet_enable.*/cet_enable(absent)/' CMakeLists.txt
run cmake -S . -B clang
promise "a target that does not exist is an error"     '[ $status -ne 0 ] && grep -q "cet_enable: there is no target .absent." "$work/err"'
sed -i 's/^cet_enable.*/cet_enable(tell p)/' CMakeLists.txt
run cmake -S . -B gcc -DCMAKE_C_COMPILER=gcc -Dcet_DIR="$package" -DCMAKE_C_FLAGS="-fno-allow-store-data-races -fconserve-stack -Werror -Wno-maybe-uninitialized -Wformat-overflow=2"
promise "with gcc it says who reads the build"         '[ $status -eq 0 ] && grep -q "cet scan -p .* reads tell" "$work/out"'
run cmake --build gcc
promise "which builds without the plugin"              '[ $status -eq 0 ]'
run "$CET" scan -q -p gcc
promise "flags that clang does not know are dropped and named" \
    '[ $status -eq 1 ] && grep -q "tell.c:5:5: warning" "$work/out" && grep -q "^cet scan: clang does not know the flag -fconserve-stack: dropped for 2 files" "$work/err" && grep -q "flag -fno-allow-store-data-races" "$work/err"'
[ $status -eq 1 ] || show
echo 'void broken(void) { int f(int n) { return n; } f(1); }' >main.c
run "$CET" scan -q -p gcc
promise "what clang cannot compile is named, the rest is read" '[ $status -eq 1 ] && grep -q "^1 units.*1 files not analysed, or only in part" "$work/out" && grep -q "main.c. was not analysed: .*main.c:1:[0-9]*: error: " "$work/err"'
cp main.c tell.c
run "$CET" scan -q -p gcc
promise "a run that analysed nothing fails"            '[ $status -eq 2 ]'

printf '#include <unistd.h>\n\nvoid tell(int fd)\n{\n    write(fd, "x", 1);\n}\n' >tell.c
printf 'CFLAGS = -DOWN=1 -Wall\nlibtell.a: tell.o\n\tar rcs $@ $^\ntell.o: tell.c\n\t$(CC) $(CFLAGS) -c -o $@ $<\n' >Makefile
run "$CET" flags --for make
promise "the line for make"                            '[ $status -eq 0 ] && [ "$(wc -l <"$work/out")" -eq 1 ]'
cp "$work/out" line
run bash line
promise "builds, with the Makefile's own flags"        '[ $status -eq 0 ] && grep -q -- "-DOWN=1" "$work/out" && grep -q "cet-unchecked-result" "$work/err" && "$CET" facts tell.o >/dev/null'
[ $status -eq 0 ] || show
run "$CET" flags --for meson
promise "the line for meson"                           '[ $status -eq 0 ] && grep -q "^CC=.*clang.* meson setup build -Dc_args=.-fplugin=" "$work/out"'
run "$CET" flags --for cmake
promise "the lines for CMake"                          '[ $status -eq 0 ] && grep -q "^cmake .*-DCMAKE_C_FLAGS=.-fplugin=" "$work/out" && grep -q -- "-Dcet_DIR=.$package." "$work/out"'
run "$CET" flags --for scons
promise "another build system is refused"              '[ $status -eq 2 ] && [ "$(wc -l <"$work/err")" -eq 1 ] && grep -q "known are make, cmake, meson" "$work/err"'
kept
