#include "cet/exec/compiler.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"
#include "cet/exec/process.h"

#define VERSION_TIMEOUT_MS 20000
#define VERSION_MAX_BYTES 65536

static void tool_release(struct tool *tool)
{
    free(tool->path);
    free(tool->version);
    memset(tool, 0, sizeof *tool);
}

/* The number before the first dot that follows a digit: "gcc (Debian 12.2.0-14) 12.2.0", "Debian clang version
 * 19.1.7 (3)", "lcov: LCOV version 1.16". gcc repeats its version at the end of the line, without the packager's. */
static unsigned major_of(const char *line)
{
    const char *after = strstr(line, "version ");
    if (after)
        return (unsigned)strtoul(after + strlen("version "), NULL, 10);
    const char *word = strrchr(line, ' ');
    return word && isdigit((unsigned char)word[1]) ? (unsigned)strtoul(word + 1, NULL, 10) : 0;
}

/* The line that names the version: llvm's coverage tools start with a line that only names the project. */
static char *version_line(const char *text)
{
    const char *start = text;
    if (!strpbrk(start, "0123456789"))
        return memory_strdup("");
    while (strcspn(start, "0123456789") > strcspn(start, "\n"))
        start += strcspn(start, "\n") + 1;
    while (isspace((unsigned char)*start))
        start++;
    return memory_strndup(start, strcspn(start, "\n"));
}

/* Fills tool when path runs and says a version. Takes path. */
static bool ask(struct tool *tool, char *path)
{
    if (!path)
        return false;
    const char *const argv[] = {path, "--version", NULL};
    static const char *const environment[] = {"LC_ALL=C", NULL};
    struct process_request request = {.argv = argv,
                                      .environment = environment,
                                      .timeout_ms = VERSION_TIMEOUT_MS,
                                      .output_max_bytes = VERSION_MAX_BYTES};
    struct process_result result = {0};
    bool answered = process_run(&request, &result, NULL) == STATUS_OK && process_succeeded(&result);
    if (answered) {
        tool->path = path;
        tool->version = version_line(strbuf_text(&result.output));
        tool->major = major_of(tool->version);
    } else {
        free(path);
    }
    process_result_release(&result);
    return answered;
}

static enum status find_named_clang(struct tool *clang, const char *name, struct error *err)
{
    if (!ask(clang, program_find(name)))
        return error_set(err, STATUS_NOT_FOUND, "CET_CLANG names '%s', which is no compiler that runs", name);
    if (clang->major == TOOLCHAIN_CLANG_MAJOR && strstr(clang->version, "clang"))
        return STATUS_OK;
    enum status status = error_set(err, STATUS_INVALID, "CET_CLANG names '%s', which is '%s' and not clang %d", name,
                                   clang->version, TOOLCHAIN_CLANG_MAJOR);
    tool_release(clang);
    return status;
}

static enum status find_clang(struct tool *clang, struct error *err)
{
    static const char *const names[] = {"clang-19", "/usr/lib/llvm-19/bin/clang", "clang"};
    const char *wanted = getenv("CET_CLANG");
    SCOPED(strbuf_release) struct strbuf others = {0};
    if (wanted && *wanted)
        return find_named_clang(clang, wanted, err);
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        if (!ask(clang, program_find(names[i])))
            continue;
        if (clang->major == TOOLCHAIN_CLANG_MAJOR)
            return STATUS_OK;
        strbuf_printf(&others, " (found '%s': %s)", clang->path, clang->version);
        tool_release(clang);
    }
    return error_set(err, STATUS_NOT_FOUND,
                     "clang %d is not installed%s; apt install clang-19 llvm-19, or name it in CET_CLANG",
                     TOOLCHAIN_CLANG_MAJOR, strbuf_text(&others));
}

/* name in the folder of beside, links followed or not, else name with suffix in PATH. */
static void find_beside(struct tool *tool, const struct tool *beside, const char *name, const char *name_in_path)
{
    SCOPED(memory_free_pointer) char *real = beside->path ? path_real(beside->path) : NULL;
    const char *places[] = {real, beside->path};
    for (size_t i = 0; i < ARRAY_LENGTH(places); i++) {
        if (!places[i])
            continue;
        SCOPED(memory_free_pointer) char *folder = path_folder(places[i]);
        SCOPED(memory_free_pointer) char *candidate = path_join(folder, name);
        tool->path = program_find(candidate);
        if (tool->path)
            return;
    }
    tool->path = program_find(name_in_path);
}

enum status toolchain_find(struct toolchain *ret_tools, struct error *err)
{
    struct toolchain tools = {0};
    enum status status = find_clang(&tools.clang, err);
    if (status != STATUS_OK)
        return status;
    find_beside(&tools.llvm_cov, &tools.clang, "llvm-cov", "llvm-cov-19");
    find_beside(&tools.llvm_profdata, &tools.clang, "llvm-profdata", "llvm-profdata-19");
    const char *gcc = getenv("CET_GCC");
    ask(&tools.gcc, program_find(gcc && *gcc ? gcc : "gcc"));
    SCOPED(strbuf_release) struct strbuf gcov = {0};
    strbuf_printf(&gcov, "gcov-%u", tools.gcc.major);
    find_beside(&tools.gcov, &tools.gcc, strbuf_text(&gcov), "gcov");
    tools.lcov.path = program_find("lcov");
    tools.make.path = program_find("make");
    *ret_tools = tools;
    return STATUS_OK;
}

void toolchain_ask_versions(struct toolchain *tools)
{
    struct tool *all[] = {&tools->gcov, &tools->llvm_cov, &tools->lcov, &tools->make};
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++) {
        char *path = all[i]->version ? NULL : all[i]->path;
        if (path && !ask(all[i], path))
            *all[i] = (struct tool){0}; /* the path is gone with it */
    }
}

void toolchain_release(struct toolchain *tools)
{
    struct tool *all[] = {&tools->clang, &tools->gcc,           &tools->gcov, &tools->llvm_cov,
                          &tools->lcov,  &tools->llvm_profdata, &tools->make};
    for (size_t i = 0; i < ARRAY_LENGTH(all); i++)
        tool_release(all[i]);
}
