/* The compilers and coverage tools of this machine.
 *
 *     struct toolchain tools = {0};
 *     status = toolchain_find(&tools, err);   // clang 19 is needed, the others may be NULL
 *     run(tools.clang, ...);
 *     toolchain_release(&tools);
 *
 * clang: $CET_CLANG, else clang-19, /usr/lib/llvm-19/bin/clang or clang, whichever first says that it is version 19.
 * gcc: $CET_GCC or gcc; gcov: the one beside that gcc. Their versions are asked for at
 * once, with a limit, the others' when somebody wants to know: lcov alone takes longer than a scan. */
#ifndef CET_EXEC_COMPILER_H
#define CET_EXEC_COMPILER_H

#include <stdbool.h>

#include "cet/core/error.h"

#define TOOLCHAIN_CLANG_MAJOR 19

struct tool {
    char *path;     /* absolute; NULL: not found */
    char *version;  /* first line of --version; NULL: not asked yet */
    unsigned major; /* 0: unknown */
};

struct toolchain {
    struct tool clang;
    struct tool gcc;
    struct tool gcov;
    struct tool llvm_cov;
    struct tool llvm_profdata;
    struct tool lcov;
    struct tool make;
};

/* STATUS_NOT_FOUND with what to install when clang 19 is missing, STATUS_INVALID when $CET_CLANG is another version;
 * a missing other tool is not an error. */
enum status toolchain_find(struct toolchain *ret_tools, struct error *err);
/* Fills the versions that are still NULL; what does not run is no longer there. */
void toolchain_ask_versions(struct toolchain *tools);
void toolchain_release(struct toolchain *tools);

/* path of a program by the rules of PATH, malloc'ed; NULL when there is none. */
char *program_find(const char *name);

#endif
