#include "reproducer.h"

#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "emit_files.h"
#include "emit_program.h"

#define SHOW "test_finding" /* program_add_test wants a name of this kind */

/* Allocations that fail on request; the linker sends the unit's here. */
static const char allocator[] =
    "/* The how-many-eth allocation from now on fails; -1: all. */\n"
    "static int failing;\n\n"
    "static int must_fail(void)\n{\n    return failing == -1 || (failing > 0 && --failing == 0);\n}\n\n"
    "#define SUITE_EVERY_ALLOCATION (-1)\n#define SUITE_NO_ALLOCATION 0\n"
    "#define suite_fail_allocation(which) (failing = (which))\n\n"
    "void *__real_malloc(size_t size);\n"
    "void *__wrap_malloc(size_t size)\n{\n    return must_fail() ? NULL : __real_malloc(size);\n}\n\n"
    "void *__real_calloc(size_t count, size_t size);\n"
    "void *__wrap_calloc(size_t count, size_t size)\n{\n    return must_fail() ? NULL : __real_calloc(count, "
    "size);\n}\n\n"
    "void *__real_realloc(void *block, size_t size);\n"
    "void *__wrap_realloc(void *block, size_t size)\n{\n    return must_fail() ? NULL : __real_realloc(block, "
    "size);\n}\n\n"
    "char *__real_strdup(const char *text);\n"
    "char *__wrap_strdup(const char *text)\n{\n    return must_fail() ? NULL : __real_strdup(text);\n}\n\n"
    "char *__real_strndup(const char *text, size_t max);\n"
    "char *__wrap_strndup(const char *text, size_t max)\n{\n    return must_fail() ? NULL : __real_strndup(text, "
    "max);\n}\n\n";
static const char allocator_flags[] =
    " -fno-builtin -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=strdup,--wrap=strndup";

static const char temporary_file[] =
    "static FILE *suite_temporary_file(const void *content, size_t size)\n{\n"
    "    FILE *file = tmpfile();\n    if (file && size > 0)\n        fwrite(content, 1, size, file);\n"
    "    if (file)\n        rewind(file);\n    return file;\n}\n\n";

static const char file_path[] =
    "static char *suite_file_path(const void *content, size_t size)\n{\n"
    "    static char names[16][16];\n    static unsigned count;\n"
    "    char *name = names[count % 16];\n    snprintf(name, sizeof names[0], \"finding.%u\", count++ % 16);\n"
    "    FILE *file = fopen(name, \"w\");\n    if (file && size > 0)\n        fwrite(content, 1, size, file);\n"
    "    if (file)\n        fclose(file);\n    return name;\n}\n\n";

static const char full_file[] = "static FILE *suite_full_file(size_t room)\n{\n"
                                "    FILE *file = room ? fmemopen(NULL, room, \"w+\") : fopen(\"/dev/null\", \"r\");\n"
                                "    if (file)\n        setvbuf(file, NULL, _IONBF, 0);\n    return file;\n}\n\n";

static bool has_word(const char *text, const char *word)
{
    return text && strstr(text, word) != NULL;
}

bool crash_is_leak(const struct plan_crash *crash)
{
    return strncmp(crash->outcome, "leak", 4) == 0;
}

bool crash_is_uninitialised(const struct plan_crash *crash)
{
    return has_word(crash->outcome, "uninitialised");
}

static enum test_ending ending_of(const struct plan_crash *crash)
{
    if (crash_is_leak(crash))
        return ENDING_ASKS_LEAKS;
    return strncmp(crash->outcome, "address of a local", 18) == 0 || has_word(crash->outcome, "use-after-return")
               ? ENDING_READS_RESULT
               : ENDING_PLAIN;
}

static void add_parts(const struct plan_crash *crash, const char *test, const char *helpers, struct strbuf *out)
{
    if (has_word(helpers, "va_start("))
        strbuf_add_text(out, "#include <stdarg.h>\n");
    if (has_word(test, "suite_fill"))
        strbuf_add_text(out, "#include \"suite_content.h\"\n");
    if (has_word(test, "suite_log") || has_word(helpers, "suite_log"))
        strbuf_add_text(out, "#include \"suite_log.h\"\n\nstatic struct suite_call_log suite_log;\n\n");
    else
        strbuf_add_text(out, "\n");
    if (has_word(test, "suite_fail_allocation"))
        strbuf_add_text(out, allocator);
    if (has_word(test, "suite_temporary_file"))
        strbuf_add_text(out, temporary_file);
    if (has_word(test, "suite_file_path"))
        strbuf_add_text(out, file_path);
    if (has_word(test, "suite_full_file"))
        strbuf_add_text(out, full_file);
    if (crash_is_leak(crash))
        strbuf_add_text(out, "int __lsan_do_recoverable_leak_check(void);\n\n");
    strbuf_add_text(out, helpers ? helpers : "");
    strbuf_add_text(out, test);
    strbuf_add_text(out, "int main(void)\n{\n    " SHOW "();\n    return 0;\n}\n");
}

bool reproducer_format(const struct emit_unit *unit, const struct plan_crash *crash, struct strbuf *out)
{
    struct program program;
    SCOPED(strbuf_release) struct strbuf test = {0};
    SCOPED(strbuf_release) struct strbuf stubs = {0};
    const char *problem = NULL;
    program_open(&program, unit);
    program_name_list_callers(&program);
    program.ending = ending_of(crash);
    program.is_exact = true;
    const bool is_written =
        crash->test.step_count && program_add_test(&program, &crash->test, SHOW, &test, NULL, &problem);
    if (is_written) {
        const bool has_main = program_function(&program, "main") && program_function(&program, "main")->is_defined;
        strbuf_printf(out, "%s#include \"%s\"\n%s", has_main ? "#define main unit_main\n" : "",
                      path_name(unit->plan->unit), has_main ? "#undef main\n" : "");
        strbuf_add_text(out, "#include <errno.h>\n#include <limits.h>\n#include <stdbool.h>\n#include <stdint.h>\n"
                             "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n");
        program_add_stubs(&program, strbuf_text(&test), &stubs);
        program_add_list_callers(&program, strbuf_text(&test), &stubs);
        strbuf_add(&stubs, program.helpers.bytes, program.helpers.length);
        add_parts(crash, strbuf_text(&test), strbuf_text(&stubs), out);
    }
    program_release(&program);
    return is_written;
}

/* The words of a Makefile as a shell reads them. */
static void add_flags(const struct emit_unit *unit, const struct reproducer_build *build, struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf words = {0};
    makefile_unit_flags(unit, build->source_root, &words);
    for (const char *c = strbuf_text(&words); *c;) {
        if (strncmp(c, "$(SRC_DIR)", 10) == 0) {
            strbuf_add_text(out, build->root);
            c += 10;
        } else {
            strbuf_add_char(out, *c);
            c += *c == '$' && c[1] == '$' ? 2 : 1;
        }
    }
}

static void add_word(const char *word, struct strbuf *out)
{
    if (!word[strcspn(word, " \t\n'\"\\$`&;|<>()*?[]#~!{}")]) {
        strbuf_add_text(out, word);
        return;
    }
    strbuf_add_char(out, '\'');
    for (const char *c = word; *c; c++)
        strbuf_add_text(out, *c == '\'' ? "'\\''" : (char[]){*c, '\0'});
    strbuf_add_char(out, '\'');
}

static void add_below_root(const char *prefix, const char *below, const struct reproducer_build *build,
                           struct strbuf *out)
{
    SCOPED(strbuf_release) struct strbuf word = {0};
    strbuf_printf(&word, "%s%s%s%s", prefix, build->root, *below ? "/" : "", below);
    strbuf_add_char(out, ' ');
    add_word(strbuf_text(&word), out);
}

/* All but the unit itself, which the program includes. */
static void add_paths(const char *const *paths, const struct emit_unit *unit, const struct reproducer_build *build,
                      struct strbuf *out)
{
    for (size_t i = 0; paths && paths[i]; i++) {
        const char *below = path_below(paths[i], build->source_root);
        if (!strcmp(paths[i], unit->plan->unit))
            continue;
        if (paths[i][0] == '/' && below != paths[i]) {
            add_below_root("", below, build, out);
        } else {
            strbuf_add_char(out, ' ');
            add_word(paths[i], out);
        }
    }
}

void reproducer_command(const struct emit_unit *unit, const struct plan_crash *crash,
                        const struct reproducer_build *build, struct strbuf *out)
{
    SCOPED(memory_free_pointer) char *folder = path_folder(unit->plan->unit);
    const char *below = path_below(folder, build->source_root);
    add_word(build->clang, out);
    strbuf_printf(out, " -std=gnu11 -g -O0 -w -fno-omit-frame-pointer -fsanitize=%s -I.",
                  crash_is_uninitialised(crash) ? "memory"
                                                : "address,undefined -fno-sanitize=function,pointer-overflow");
    add_below_root("-I", "", build, out);
    if (below != folder && *below && strcmp(below, ".") != 0)
        add_below_root("-I", below, build, out);
    add_flags(unit, build, out);
    strbuf_add_char(out, ' ');
    add_word(build->source, out);
    add_paths(build->with_sources, unit, build, out);
    if (has_word(crash->program, "__wrap_malloc"))
        strbuf_add_text(out, allocator_flags);
    add_paths(build->with_libraries, unit, build, out);
    strbuf_printf(out, " -lm -o %s", build->program);
}
