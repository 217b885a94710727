/* cet flags: what a build adds to its compiler flags. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/arena.h"
#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/exec/compiler.h"
#include "command.h"
#include "installation.h"
#include "shell_word.h"

struct flags_args {
    struct common_args common;
    const char *build_system;
    bool mutate, link, no_werror;
};

static const struct option_spec options[] = {
    {0, "mutate", NULL, "flags for a build with mutants", OPTION_FLAG, offsetof(struct flags_args, mutate)},
    {0, "link", NULL, "with --mutate: what its programs and shared libraries are linked with", OPTION_FLAG,
     offsetof(struct flags_args, link)},
    {0, "no-werror", NULL, "findings stay warnings, also where the build has -Werror", OPTION_FLAG,
     offsetof(struct flags_args, no_werror)},
    {0, "for", "SYSTEM", "print the whole line that starts such a build: make, cmake or meson", OPTION_TEXT,
     offsetof(struct flags_args, build_system)},
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet flags [--for SYSTEM] [--no-werror] [--mutate [--link] [FILE|FOLDER...]] [--json]",
    .about =
        "Prints the words that load the plugin into a clang 19 build: facts go into the objects, findings appear as\n"
        "compiler warnings. With --mutate, mutants go into what is spelled in the files, or in all.",
    .example = "  cet flags\n  cet flags --for cmake\n  cet flags --mutate src\n  cmake -S . -B build "
               "-DCMAKE_C_COMPILER=clang-19 "
               "-DCMAKE_C_FLAGS=\"$(cet flags)\"",
    .options = options,
};

struct words {
    struct arena arena;
    const char **items;
    size_t count, capacity;
};

static void words_release(struct words *words)
{
    arena_release(&words->arena);
    free(words->items);
}

static void add_word(struct words *words, const char *word)
{
    ARRAY_PUSH(words->items, words->count, words->capacity, word);
}

static void add_compiler_words(struct words *words, const struct flags_args *args, const struct option_rest *rest,
                               const char *plugin)
{
    add_word(words, arena_printf(&words->arena, "-fplugin=%s", plugin));
    if (args->no_werror)
        add_word(words, "-fplugin-arg-cet-no-werror");
    if (args->mutate)
        add_word(words, "-fplugin-arg-cet-mutate");
    for (size_t i = 0; i < rest->operand_count; i++) {
        SCOPED(memory_free_pointer) char *path = path_absolute(rest->operands[i], NULL);
        add_word(words, arena_printf(&words->arena, "-fplugin-arg-cet-mutate-file=%s", path));
    }
}

/* A library to which all references are weak would be left out. */
static void add_linker_words(struct words *words, const char *runtime)
{
    add_word(words, "-Wl,--push-state,--no-as-needed");
    add_word(words, arena_strdup(&words->arena, runtime));
    add_word(words, "-Wl,--pop-state");
}

static const char *quote(struct words *words, const char *word)
{
    SCOPED(strbuf_release) struct strbuf quoted = {0};
    shell_word_add(&quoted, word);
    return arena_strdup(&words->arena, strbuf_text(&quoted));
}

static const char *join_words(struct words *words)
{
    SCOPED(strbuf_release) struct strbuf joined = {0};
    for (size_t i = 0; i < words->count; i++)
        strbuf_printf(&joined, "%s%s", i ? " " : "", words->items[i]);
    return arena_strdup(&words->arena, strbuf_text(&joined));
}

/* Replaces the compiler's words by the lines that start a build with them. A make's own CFLAGS stay when the words go
 * to the compiler's name. */
static enum status make_lines(const struct flags_args *args, const struct installation *installation,
                              struct words *words, struct error *err)
{
    SCOPED(toolchain_release) struct toolchain tools = {0};
    enum status status = toolchain_find(&tools, err);
    if (status != STATUS_OK)
        return status;
    const char *flags = join_words(words), *clang = tools.clang.path;
    const char *cmake = "cmake -S . -B build -DCMAKE_EXPORT_COMPILE_COMMANDS=ON -DCMAKE_C_COMPILER=";
    words->count = 0;
    if (!strcmp(args->build_system, "make")) {
        const char *compiler = arena_printf(&words->arena, "%s %s", clang, flags);
        add_word(words, arena_printf(&words->arena, "make CC=%s", quote(words, compiler)));
    } else if (!strcmp(args->build_system, "cmake")) {
        SCOPED(memory_free_pointer) char *package = path_join(installation->library, "../cmake/cet");
        SCOPED(memory_free_pointer) char *folder = path_absolute(package, NULL);
        add_word(words, arena_printf(&words->arena, "%s%s -DCMAKE_C_FLAGS=%s", cmake, quote(words, clang),
                                     quote(words, flags)));
        add_word(
            words,
            arena_printf(&words->arena,
                         "%s%s -Dcet_DIR=%s  # and in CMakeLists.txt: find_package(cet REQUIRED), cet_enable(TARGET)",
                         cmake, quote(words, clang), quote(words, folder)));
    } else if (!strcmp(args->build_system, "meson")) {
        add_word(words, arena_printf(&words->arena, "CC=%s meson setup build -Dc_args=%s", quote(words, clang),
                                     quote(words, flags)));
    } else {
        return error_set(err, STATUS_INVALID, "'%s' (--for) is no build system; known are make, cmake, meson",
                         args->build_system);
    }
    return STATUS_OK;
}

static void print_words(const struct words *words, const char *between, bool as_json)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct json_writer json = {.out = &text, .indent = 2};
    if (as_json)
        json_array_begin(&json, NULL);
    for (size_t i = 0; i < words->count; i++)
        if (as_json)
            json_string(&json, NULL, words->items[i]);
        else
            strbuf_printf(&text, "%s%s", i ? between : "", words->items[i]);
    if (as_json)
        json_array_end(&json);
    else
        strbuf_add_char(&text, '\n');
    fputs(strbuf_text(&text), stdout);
}

int command_flags(int argc, char **argv, struct error *err)
{
    struct flags_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(installation_release) struct installation installation = {0};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (!args.mutate && !command_has_no_operand(&rest, err))
        return EXIT_COULD_NOT_RUN;
    if (args.link && !args.mutate) {
        error_set(err, STATUS_INVALID, "--link needs --mutate: only mutants need a library");
        return EXIT_COULD_NOT_RUN;
    }
    if (args.link && args.build_system) {
        error_set(err, STATUS_INVALID, "--for prints what compiles; give --link alone for the linker's words");
        return EXIT_COULD_NOT_RUN;
    }
    if (installation_find(&installation, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    SCOPED(words_release) struct words words = {0};
    if (args.link)
        add_linker_words(&words, installation.runtime);
    else
        add_compiler_words(&words, &args, &rest, installation.plugin);
    if (args.build_system && make_lines(&args, &installation, &words, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    print_words(&words, args.build_system ? "\n" : " ", args.common.json);
    return EXIT_CLEAN;
}
