#include "tool_versions.h"

size_t tool_versions(const struct toolchain *tools, struct tool_version versions[TOOL_VERSION_COUNT])
{
    const struct tool_version all[TOOL_VERSION_COUNT] = {
        {"cet", CET_VERSION},          {"clang", tools->clang.version}, {"gcc", tools->gcc.version},
        {"gcov", tools->gcov.version}, {"lcov", tools->lcov.version},   {"llvm-cov", tools->llvm_cov.version},
        {"make", tools->make.version},
    };
    for (size_t i = 0; i < TOOL_VERSION_COUNT; i++)
        versions[i] = all[i];
    return TOOL_VERSION_COUNT;
}
