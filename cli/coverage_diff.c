/* cet coverage diff: what tests execute of a change. */
#include "coverage_diff.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "coverage.h"
#include "coverage_marks.h"

#define MAX_SOURCE_BYTES (64u << 20)
#define SHOWN_RUNS 20

struct diff_args {
    struct coverage_args coverage;
    double lines_ratio, branches_ratio;
};

static const struct option_spec options[] = {
    {0, "threshold", "RATIO", "exit 1 when less of the changed lines is executed (0 to 1)", OPTION_NUMBER,
     offsetof(struct diff_args, lines_ratio)},
    {0, "branch-threshold", "RATIO", "exit 1 when less of their branches is taken (0 to 1)", OPTION_NUMBER,
     offsetof(struct diff_args, branches_ratio)},
    COVERAGE_SOURCE,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet coverage diff [--threshold RATIO] [--branch-threshold RATIO] [--json] REF|FILE.diff "
                "[FOLDER|TRACEFILE...]",
    .about = "What tests execute of new code alone: lines that were added or edited since the current branch left REF, "
             "or in a\n"
             "unified diff, with the missing ones. The data are read as by `cet coverage read` (default: .gcda files "
             "below the\n"
             "current folder). A changed C file without data is named, and its lines of code count as not executed.",
    .example = "  cet coverage diff main report/coverage.info --threshold 0.9",
    .options = options,
};

void new_code_release(struct new_code *code)
{
    if (!code)
        return;
    coverage_change_release(&code->change);
    strbuf_release(&code->base);
}

/* A file that cannot be read stays unmeasured, without lines. */
static void read_source(struct coverage_change *change, struct coverage_change_file *file)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (file_read(file->path, MAX_SOURCE_BYTES, &text, NULL) == STATUS_OK)
        coverage_change_read_source(change, file, strbuf_text(&text), text.length);
}

/* Git knows the real path of a file, the data the one that the compiler was given. */
static void keep_changed(const struct coverage *coverage, const struct changed_lines *changed,
                         struct coverage *ret_kept)
{
    const char **paths = memory_new(changed->count + 1, sizeof *paths);
    for (size_t i = 0; i < changed->count; i++)
        paths[i] = changed->files[i].path;
    coverage_keep(coverage, paths, ret_kept);
    free(paths);
}

enum status new_code_read(const char *diff, const struct coverage *coverage, struct new_code *ret, struct error *err)
{
    SCOPED(changes_release) struct changes changes = {0};
    SCOPED(coverage_release) struct coverage kept = {0};
    struct new_code code = {0};
    enum status status = changes_read_of_branch(diff, &changes, &code.base, err);
    if (status != STATUS_OK)
        return status;
    keep_changed(coverage, &changes.lines, &kept);
    coverage_change_compute(&kept, &changes.lines, &code.change);
    for (size_t i = 0; i < code.change.count; i++)
        if (coverage_change_wants_source(&code.change.files[i]))
            read_source(&code.change, &code.change.files[i]);
    *ret = code;
    return STATUS_OK;
}

static double percent(uint64_t part, uint64_t whole)
{
    return whole ? 100.0 * (double)part / (double)whole : 100;
}

static void print_branches(const struct coverage_change_file *file)
{
    const char *lead = "  branches not taken: ";
    for (size_t i = 0, shown = 0; i < file->branch_count; i++) {
        const struct changed_branches *line = &file->branches[i];
        if (line->taken == line->total)
            continue;
        if (shown++ == SHOWN_RUNS) {
            fputs(", ...", stdout);
            break;
        }
        printf("%s%" PRIu32 " (%" PRIu32 " of %" PRIu32 ")", lead, line->line, line->total - line->taken, line->total);
        lead = ", ";
    }
    if (*lead == ',')
        putchar('\n');
}

static void print_file(const struct coverage_change_file *file, const char *here)
{
    const struct coverage_totals *t = &file->totals;
    const char *path = path_below(file->path, here);
    SCOPED(strbuf_release) struct strbuf runs = {0};
    line_runs_format(file->missing, file->missing_count, SHOWN_RUNS, &runs);
    if (file->state == COVERAGE_CHANGE_NOTHING) {
        printf("%-40s nothing to cover\n", path);
    } else if (file->state == COVERAGE_CHANGE_UNMEASURED) {
        printf("%-40s no data: %s\n", path,
               file->unmeasured_lines ? "not built for coverage, or not run"
                                      : "nothing of it was compiled; a header may have nothing to cover");
    } else {
        printf("%-40s lines %5.1f %% (%" PRIu64 "/%" PRIu64 ")  branches %5.1f %% (%" PRIu64 "/%" PRIu64 ")\n", path,
               percent(t->lines_hit, t->lines), t->lines_hit, t->lines, percent(t->branches_taken, t->branches),
               t->branches_taken, t->branches);
    }
    if (runs.length && (file->state == COVERAGE_CHANGE_MEASURED || file->unmeasured_lines))
        printf("  lines not executed: %s\n", strbuf_text(&runs));
    print_branches(file);
}

static void print_text(const struct new_code *code)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    const struct coverage_change *change = &code->change;
    for (size_t i = 0; i < change->count; i++)
        print_file(&change->files[i], here);
    if (!change->totals.lines && !change->unmeasured_lines)
        printf("%s of the change since %s\n", change->count ? "nothing to cover" : "no C file is part",
               strbuf_text(&code->base));
    else
        printf("new code since %s: lines %.1f %%, branches %.1f %%\n", strbuf_text(&code->base),
               100 * coverage_change_line_ratio(change), 100 * coverage_change_branch_ratio(change));
}

static bool holds(const char *what, double ratio, double threshold_ratio)
{
    if (ratio >= threshold_ratio)
        return true;
    fflush(stdout);
    fprintf(stderr, "cet coverage: %.1f %% of the %s of new code, the threshold is %.1f %%\n", 100 * ratio, what,
            100 * threshold_ratio);
    return false;
}

static enum status compare(const struct diff_args *args, const struct option_rest *rest, int *ret_exit,
                           struct error *err)
{
    SCOPED(coverage_release) struct coverage coverage = {0};
    SCOPED(new_code_release) struct new_code code = {0};
    static const char *const here[] = {"."};
    if (!rest->operand_count)
        return error_set(err, STATUS_INVALID, "'diff' needs a commit or a diff; see 'cet coverage diff --help'");
    if (args->lines_ratio < 0 || args->lines_ratio > 1 || args->branches_ratio < 0 || args->branches_ratio > 1)
        return error_set(err, STATUS_INVALID, "'--threshold' and '--branch-threshold' must be from 0 to 1");
    bool has_files = rest->operand_count > 1;
    enum status status = coverage_read_operands(&args->coverage, has_files ? rest->operands + 1 : here,
                                                has_files ? rest->operand_count - 1 : 1, &coverage, err);
    if (status == STATUS_OK)
        status = coverage_marks_apply(&coverage, err);
    if (status == STATUS_OK)
        status = new_code_read(rest->operands[0], &coverage, &code, err);
    if (status != STATUS_OK)
        return status;
    if (args->coverage.common.json) {
        SCOPED(strbuf_release) struct strbuf text = {0};
        coverage_change_format_json(&code.change, strbuf_text(&code.base), &text);
        fwrite(strbuf_text(&text), 1, text.length, stdout);
    } else {
        print_text(&code);
    }
    bool lines_hold = holds("lines", coverage_change_line_ratio(&code.change), args->lines_ratio);
    bool branches_hold = holds("branches", coverage_change_branch_ratio(&code.change), args->branches_ratio);
    *ret_exit = lines_hold && branches_hold ? EXIT_CLEAN : EXIT_NOT_ACCEPTED;
    return STATUS_OK;
}

int coverage_verb_diff(int argc, char **argv, struct error *err)
{
    struct diff_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (command_parse(&usage, argc, argv, &args.coverage.common, &rest, &exit_code, err) &&
        compare(&args, &rest, &exit_code, err) != STATUS_OK)
        exit_code = EXIT_COULD_NOT_RUN;
    option_list_release(&args.coverage.sources);
    return exit_code;
}
