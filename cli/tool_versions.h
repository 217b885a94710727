/* Names and versions of cet and of the tools that take part in a judgement. */
#ifndef CET_CLI_TOOL_VERSIONS_H
#define CET_CLI_TOOL_VERSIONS_H

#include <stddef.h>

#include "cet/exec/compiler.h"

#define TOOL_VERSION_COUNT 7

struct tool_version {
    const char *name;
    const char *text; /* NULL: not found; belongs to tools */
};

size_t tool_versions(const struct toolchain *tools, struct tool_version versions[TOOL_VERSION_COUNT]);

#endif
