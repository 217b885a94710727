/* How a project is built and tested: as its cet.json says, or as projects of its kind are. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "ci.h"
#include "shell_word.h"

#define MAX_BUILD_FILE_BYTES (4u << 20)

/* The commands see CC, CFLAGS, LDFLAGS and CET_JOBS, and start in a copy of the project. */
#define CMAKE_BUILD                                                                                                    \
    "cmake -S . -B cet-build -DCMAKE_BUILD_TYPE=Debug && cmake --build cet-build --parallel \"$CET_JOBS\""
#define CMAKE_TEST "ctest --test-dir cet-build --output-on-failure --no-tests=error"
#define MAKE_CC "CC=\"$CC $CFLAGS $LDFLAGS\""

static bool has_word(const char *text, const char *word)
{
    return strstr(text, word) != NULL;
}

/* "check:" at the start of a line. */
static bool has_target(const char *makefile, const char *target)
{
    size_t length = strlen(target);
    for (const char *line = makefile; *line; line += *line == '\n') {
        const char *behind = line + length;
        bool begins = !strncmp(line, target, length);
        if (begins && behind[strspn(behind, " \t")] == ':' && behind[strspn(behind, " \t") + 1] != '=')
            return true;
        line += strcspn(line, "\n");
    }
    return false;
}

static bool find_cmake(struct ci_recipe *recipe)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (file_read("CMakeLists.txt", MAX_BUILD_FILE_BYTES, &text, NULL) != STATUS_OK)
        return false;
    const char *words = strbuf_text(&text);
    if (!has_word(words, "enable_testing") && !has_word(words, "include(CTest)") && !has_word(words, "ENABLE_TESTING"))
        return false;
    *recipe = (struct ci_recipe){CMAKE_BUILD, CMAKE_TEST, "CMakeLists.txt"};
    return true;
}

static bool find_make(struct arena *arena, struct ci_recipe *recipe)
{
    static const char *const names[] = {"GNUmakefile", "makefile", "Makefile"};
    static const char *const targets[] = {"check", "test"};
    for (size_t i = 0; i < ARRAY_LENGTH(names); i++) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        if (file_read(names[i], MAX_BUILD_FILE_BYTES, &text, NULL) != STATUS_OK)
            continue;
        for (size_t k = 0; k < ARRAY_LENGTH(targets); k++)
            if (has_target(strbuf_text(&text), targets[k])) {
                *recipe = (struct ci_recipe){NULL, arena_printf(arena, "make %s %s", targets[k], MAKE_CC), names[i]};
                return true;
            }
    }
    return false;
}

static bool find_configure(struct ci_recipe *recipe)
{
    if (!file_exists("configure") || !file_exists("Makefile.in"))
        return false;
    *recipe = (struct ci_recipe){"./configure && make -j \"$CET_JOBS\"", "make check", "configure"};
    return true;
}

/* NAME of `option(NAME "..." OFF)` that sounds like tests, malloc'ed; NULL: none does. */
static char *find_test_option(const char *cmake)
{
    for (const char *at = strstr(cmake, "option"); at; at = strstr(at + 1, "option")) {
        const char *name = at + strlen("option");
        name += strspn(name, " \t");
        if (*name++ != '(')
            continue;
        name += strspn(name, " \t\n");
        size_t length = strcspn(name, " \t\n)");
        char *option = memory_strndup(name, length);
        if (strcasestr(option, "test"))
            return option;
        free(option);
    }
    return NULL;
}

bool ci_recipe_has_no_tests(const struct ci_recipe *recipe, const char *printed, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (strcmp(recipe->test, CMAKE_TEST) != 0 || !strstr(printed, "No tests were found!!!"))
        return false;
    file_read("CMakeLists.txt", MAX_BUILD_FILE_BYTES, &text, NULL);
    SCOPED(memory_free_pointer) char *option = find_test_option(strbuf_text(&text));
    error_set(
        err, STATUS_NOT_FOUND,
        "this build has no tests%s; say in cet.json how it is built with them: \"ci\": {\"build\": \"cmake -S . -B "
        "build -D%.60s=ON && cmake --build build\", \"test\": \"ctest --test-dir build\"}",
        option ? "" : ", as CMakeLists.txt says", option ? option : "NAME");
    return true;
}

static enum status of_suite(const char *suite, struct arena *arena, struct ci_recipe *recipe, struct error *err)
{
    SCOPED(memory_free_pointer) char *makefile = path_join(suite, "Makefile");
    SCOPED(strbuf_release) struct strbuf word = {0};
    if (!file_exists(makefile))
        return error_set(err, STATUS_NOT_FOUND, "cet.json: \"suite\" of \"ci\", '%s', has no Makefile", suite);
    shell_word_add(&word, suite);
    const char *line = arena_printf(arena,
                                    "make -C %s check CC=\"$CC\" CFLAGS=\"$CFLAGS\" LDFLAGS=\"$LDFLAGS\" "
                                    "SRC_DIR=\"$PWD\"",
                                    strbuf_text(&word));
    *recipe = (struct ci_recipe){NULL, line, "cet.json"};
    return STATUS_OK;
}

enum status ci_recipe_find(const struct project *project, struct arena *arena, struct ci_recipe *ret_recipe,
                           struct error *err)
{
    const struct project_ci *ci = &project->ci;
    if (ci->suite)
        return of_suite(ci->suite, arena, ret_recipe, err);
    if (ci->test) {
        *ret_recipe = (struct ci_recipe){ci->build, ci->test, "cet.json"};
        return STATUS_OK;
    }
    if (find_cmake(ret_recipe) || find_configure(ret_recipe) || find_make(arena, ret_recipe))
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "how this project is tested is not known: no CMakeLists.txt with tests, no Makefile with check or "
                     "test; say it in cet.json: \"ci\": {\"build\": ..., \"test\": ...}");
}
