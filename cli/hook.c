/* cet hook: cet before each commit, as git's own pre-commit hook. */
#include "hook.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "git.h"
#include "shell_word.h"

#define HOOK_MARK "# Written by `cet hook install`; `cet hook uninstall` takes it away."
#define MAX_HOOK_BYTES (1u << 20)

static const struct option_spec install_options[] = {
    HOOK_OPTIONS,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct option_spec uninstall_options[] = {
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage install_usage = {
    .synopsis = "cet hook install [-p BUILD] [--checks GLOBS] [--baseline FILE] [-- CFLAGS]",
    .about =
        "Makes `cet hook run` with these words the pre-commit hook of the repository around the current folder, where\n"
        "git looks for hooks (core.hooksPath). Another's hook is left alone.",
    .example = "  cet hook install -p build",
    .options = install_options,
};

static const struct command_usage uninstall_usage = {
    .synopsis = "cet hook uninstall",
    .about = "Takes away the hook that `cet hook install` wrote.",
    .example = "  cet hook uninstall",
    .options = uninstall_options,
};

static void add_word(struct strbuf *line, const char *word)
{
    strbuf_add_char(line, ' ');
    shell_word_add(line, word);
}

/* git calls hooks in the top folder: what lies below it is named from there. */
static void add_path(struct strbuf *line, const char *option, const char *path, const char *top)
{
    if (!path)
        return;
    SCOPED(memory_free_pointer) char *absolute = path_absolute(path, NULL);
    const char *below = path_below(absolute, top);
    strbuf_add_text(line, option);
    add_word(line, *below ? below : ".");
}

static enum status write_line(const struct hook_args *args, const struct option_rest *rest, const char *top,
                              struct strbuf *line, struct error *err)
{
    SCOPED(memory_free_pointer) char *binary = path_real("/proc/self/exe");
    if (!binary)
        return error_set(err, STATUS_IO, "the path of the running cet cannot be read from /proc/self/exe");
    strbuf_add_text(line, "exec");
    add_word(line, binary);
    strbuf_add_text(line, " hook run");
    add_path(line, " -p", args->common.build, top);
    add_path(line, " --baseline", args->baseline, top);
    if (args->checks) {
        strbuf_add_text(line, " --checks");
        add_word(line, args->checks);
    }
    if (rest->has_dashes)
        strbuf_add_text(line, " --");
    for (size_t i = 0; i < rest->after_dashes_count; i++)
        add_word(line, rest->after_dashes[i]);
    return STATUS_OK;
}

/* Where git looks for the hook; *ret_is_ours tells whether one of ours is there, *ret_exists whether any is. */
static enum status find_hook(char **ret_path, bool *ret_exists, bool *ret_is_ours, struct error *err)
{
    static const char *const words[] = {"git", "rev-parse", "--git-path", "hooks", NULL};
    SCOPED(strbuf_release) struct strbuf folder = {0}, text = {0};
    enum status status = git_ask_line(&(struct git_request){.argv = words}, &folder, err);
    if (status != STATUS_OK)
        return status;
    SCOPED(memory_free_pointer) char *absolute = path_absolute(strbuf_text(&folder), NULL);
    char *path = path_join(absolute, "pre-commit");
    *ret_exists = file_exists(path);
    *ret_is_ours = *ret_exists && file_read(path, MAX_HOOK_BYTES, &text, NULL) == STATUS_OK &&
                   strstr(strbuf_text(&text), HOOK_MARK);
    *ret_path = path;
    return STATUS_OK;
}

static enum status make_executable(const char *path, struct error *err)
{
    struct stat now;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool is_done =
        fd >= 0 && fstat(fd, &now) == 0 && fchmod(fd, (now.st_mode | S_IXUSR | S_IXGRP | S_IXOTH) & 0777) == 0;
    const enum status status = is_done ? STATUS_OK : error_set_errno(err, "'%s' cannot be made executable", path);
    if (fd >= 0)
        close(fd);
    return status;
}

static enum status install(const struct hook_args *args, const struct option_rest *rest, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf top = {0}, line = {0}, text = {0};
    SCOPED(memory_free_pointer) char *path = NULL;
    bool exists = false, is_ours = false;
    enum status status = git_top(&top, err);
    if (status == STATUS_OK)
        status = find_hook(&path, &exists, &is_ours, err);
    if (status == STATUS_OK)
        status = write_line(args, rest, strbuf_text(&top), &line, err);
    if (status != STATUS_OK)
        return status;
    if (exists && !is_ours)
        return error_set(err, STATUS_INVALID, "'%s' is there and not cet's; add to it: %s || exit 1", path,
                         strbuf_text(&line) + strlen("exec "));
    SCOPED(memory_free_pointer) char *folder = path_folder(path);
    strbuf_printf(&text, "#!/bin/sh\n%s\n%s\n", HOOK_MARK, strbuf_text(&line));
    status = folder_make(folder, err);
    if (status == STATUS_OK)
        status = file_write(path, text.bytes, text.length, err);
    if (status == STATUS_OK)
        status = make_executable(path, err);
    if (status == STATUS_OK)
        printf("%s\n", path);
    return status;
}

static enum status uninstall(struct error *err)
{
    SCOPED(memory_free_pointer) char *path = NULL;
    bool exists = false, is_ours = false;
    enum status status = find_hook(&path, &exists, &is_ours, err);
    if (status != STATUS_OK || !exists)
        return status;
    if (!is_ours)
        return error_set(err, STATUS_INVALID, "'%s' is not cet's; it is left alone", path);
    return unlink(path) == 0 ? STATUS_OK : error_set_errno(err, "'%s' cannot be removed", path);
}

static int verb_install(int argc, char **argv, struct error *err)
{
    struct hook_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (!command_parse(&install_usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (!command_has_no_operand(&rest, err) || install(&args, &rest, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    return EXIT_CLEAN;
}

static int verb_uninstall(int argc, char **argv, struct error *err)
{
    struct hook_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (!command_parse(&uninstall_usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    return command_has_no_operand(&rest, err) && uninstall(err) == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
}

int command_hook(int argc, char **argv, struct error *err)
{
    static const struct command verbs[] = {
        {"install", "make cet the pre-commit hook of this repository", verb_install},
        {"run", "look at what is staged", hook_verb_run},
        {"uninstall", "take the hook away", verb_uninstall},
    };
    return command_run_verb("hook", verbs, ARRAY_LENGTH(verbs), argc, argv, err);
}
