/* cet hook run: findings in what is staged, as it is staged. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/model/baseline.h"
#include "cet/model/changed_findings.h"
#include "cet/report/findings.h"
#include "git.h"
#include "hook.h"
#include "scan_settings.h"

static const struct option_spec options[] = {
    HOOK_OPTIONS,
    COMMON_JOBS,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet hook run [-p BUILD] [--checks GLOBS] [--baseline FILE] [FILE...] [-- CFLAGS]",
    .about =
        "Looks at the C files and headers that are staged, as git's index has them, and fails when a function that\n"
        "changes has a finding or a C file cannot be looked at. Of FILEs only these are looked at; those that are\n"
        "not staged as wholes.",
    .example = "  cet hook run -p build",
    .options = options,
};

struct staged {
    const struct hook_args *args;
    struct strbuf top;
    struct changes changes;
    const char **files; /* absolute, in the working tree */
    size_t count;
    struct arena arena;
    struct tree_at tree;
    struct hook_units chosen;  /* by their paths in the working tree */
    struct source_units units; /* in tree */
    struct found found;
};

static void staged_release(struct staged *staged)
{
    found_release(&staged->found);
    source_units_release(&staged->units);
    hook_units_release(&staged->chosen);
    tree_at_close(&staged->tree);
    changes_release(&staged->changes);
    arena_release(&staged->arena);
    strbuf_release(&staged->top);
    free(staged->files);
}

static bool is_c(const char *path)
{
    return path_has_extension(path, ".c") || path_has_extension(path, ".h");
}

static bool is_staged(const struct changes *changes, const char *path)
{
    for (size_t i = 0; i < changes->lines.count; i++)
        if (!strcmp(changes->lines.files[i].path, path))
            return true;
    return false;
}

/* The operands, or all that is staged. An operand of which nothing is staged counts as changed in all its lines. */
static void choose_files(struct staged *staged, const struct option_rest *rest)
{
    struct changed_lines *lines = &staged->changes.lines;
    size_t staged_count = lines->count;
    staged->files = memory_new(rest->operand_count + staged_count + 1, sizeof *staged->files);
    for (size_t i = 0; i < rest->operand_count; i++) {
        SCOPED(memory_free_pointer) char *path = path_absolute(rest->operands[i], NULL);
        if (!is_c(path))
            continue;
        staged->files[staged->count++] = arena_strdup(&staged->arena, path);
        if (!is_staged(&staged->changes, path))
            changed_lines_add_file(lines, path);
    }
    for (size_t i = 0; i < staged_count && !rest->operand_count; i++)
        if (is_c(lines->files[i].path))
            staged->files[staged->count++] = arena_strdup(&staged->arena, lines->files[i].path);
}

static void move_changes_into_tree(struct staged *staged)
{
    for (size_t i = 0; i < staged->changes.lines.count; i++) {
        struct changed_file *file = &staged->changes.lines.files[i];
        char *moved = path_join(staged->tree.folder, path_below(file->path, strbuf_text(&staged->top)));
        free(file->path);
        file->path = moved;
    }
}

static enum status find(struct staged *staged, struct error *err)
{
    const struct hook_args *args = staged->args;
    SCOPED(baseline_release) struct baseline baseline = {0};
    struct error why = {0};
    source_units_moved(&staged->chosen.units, strbuf_text(&staged->top), staged->tree.folder, &staged->units);
    if (!staged->units.count)
        return STATUS_OK;
    struct scan_settings settings;
    enum status status = scan_settings_choose(&staged->units.project, args->checks, NULL, &settings, err);
    if (status != STATUS_OK)
        return status;
    status = find_in_units(&(struct find_request){.units = &staged->units,
                                                  .checks = {.scope = CHECK_SCOPE_PROGRAM,
                                                             .globs = settings.checks,
                                                             .level = settings.level,
                                                             .thresholds = &settings.thresholds,
                                                             .is_part = true},
                                                  .jobs = args->common.jobs},
                           &staged->found, &why);
    if (status == STATUS_INVALID && staged->found.unread.count)
        return STATUS_OK; /* none can be read: each is said */
    if (status != STATUS_OK)
        return error_set(err, status, "%s", why.message);
    if (args->baseline)
        status = baseline_load(args->baseline, &baseline, err);
    if (status != STATUS_OK)
        return status;
    baseline_apply(&baseline, &staged->found.findings);
    findings_leave_unchanged(
        &(struct finding_comparison){.changed = &staged->changes.lines, .facts = &staged->found.facts},
        &staged->found.findings);
    return STATUS_OK;
}

static size_t say_left_out(const struct unread_units *left_out, const char *root)
{
    for (size_t i = 0; i < left_out->count; i++)
        fprintf(stderr, "cet hook: '%s' was not looked at: %s\n", path_below(left_out->items[i].path, root),
                path_below(left_out->items[i].why, root)); /* which often begins with a place */
    return left_out->count;
}

static int report(const struct staged *staged)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    size_t shown = finding_set_count_state(&staged->found.findings, FINDING_SHOWN);
    report_findings_text(&staged->found.findings, staged->tree.folder, &text);
    fputs(strbuf_text(&text), stdout);
    fflush(stdout);
    say_left_out(&staged->chosen.left_out, strbuf_text(&staged->top));
    size_t missing = staged->chosen.missing_count + say_left_out(&staged->found.unread, staged->tree.folder);
    if (!shown && !missing)
        return EXIT_CLEAN;
    fprintf(
        stderr,
        "cet hook: %zu findings in what is staged, %zu C files not looked at; git commit --no-verify passes it by\n",
        shown, missing);
    return EXIT_NOT_ACCEPTED;
}

static enum status look(struct staged *staged, const struct option_rest *rest, int *ret_exit, struct error *err)
{
    enum status status = git_top(&staged->top, err);
    if (status == STATUS_OK)
        status = changes_read_staged(&staged->changes, err);
    if (status != STATUS_OK)
        return status;
    choose_files(staged, rest);
    *ret_exit = EXIT_CLEAN;
    if (!staged->count)
        return STATUS_OK;
    const char *top = strbuf_text(&staged->top);
    status = tree_at_open(top, NULL, &staged->tree, err);
    if (status == STATUS_OK)
        status = hook_units_collect(staged->args, rest, top, &staged->tree, staged->files, staged->count,
                                    &staged->chosen, err);
    if (status == STATUS_OK) {
        move_changes_into_tree(staged);
        status = find(staged, err);
    }
    if (status == STATUS_OK)
        *ret_exit = report(staged);
    return status;
}

int hook_verb_run(int argc, char **argv, struct error *err)
{
    struct hook_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(staged_release) struct staged staged = {.args = &args};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (args.checks && !checks_chosen(args.checks)) {
        error_set(err, STATUS_INVALID, "'%s' (--checks) chooses no check; their names stand in docs/checks",
                  args.checks);
        return EXIT_COULD_NOT_RUN;
    }
    return look(&staged, &rest, &exit_code, err) == STATUS_OK ? exit_code : EXIT_COULD_NOT_RUN;
}
