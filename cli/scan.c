/* cet scan: what the code says, and what is wrong with it. */
#include "scan.h"

#include "ask_analysers.h"
#include "cet/core/memory.h"
#include "scan_settings.h"

static const struct option_spec options[] = {
    COMMON_BUILD,
    {0, "checks", "GLOBS", "run these checks, as in clang-tidy: '*,-cet-errno-stale'", OPTION_TEXT,
     offsetof(struct scan_args, checks)},
    {0, "level", "LEVEL", "show findings from this level up: refactoring, warning (default) or error", OPTION_TEXT,
     offsetof(struct scan_args, level)},
    {0, "with", "TOOL,...", "ask other analysers too: clang-tidy, cppcheck, gcc, clang, flawfinder", OPTION_TEXT,
     offsetof(struct scan_args, with)},
    {0, "baseline", "FILE", "findings that stand in FILE are known: show and count only others", OPTION_TEXT,
     offsetof(struct scan_args, baseline)},
    {0, "accept-new", NULL, "with --baseline: add what is shown to FILE, take out what is stale", OPTION_FLAG,
     offsetof(struct scan_args, accept_new)},
    {0, "diff", "REF|FILE", "only findings of what changed since git's REF, or by the unified diff FILE", OPTION_TEXT,
     offsetof(struct scan_args, diff)},
    {0, "fix", NULL, "repair in the sources what can be repaired mechanically, show the rest", OPTION_FLAG,
     offsetof(struct scan_args, fix)},
    {0, "patterns", NULL, "no findings: the design idioms that the code shows, with the places that show them",
     OPTION_FLAG, offsetof(struct scan_args, patterns)},
    {0, "refactorings", NULL,
     "no findings: changes of structure that are worth most, by complexity, git's changes, callers", OPTION_FLAG,
     offsetof(struct scan_args, refactorings)},
    {0, "history", "N|RANGE", "no findings: the figures of N commits, or of git's RANGE (a..b), oldest first",
     OPTION_TEXT, offsetof(struct scan_args, history)},
    {0, "limit", "N", "of --refactorings: show N (default 20); of --history RANGE: analyse N commits (default 20)",
     OPTION_UINT, offsetof(struct scan_args, limit)},
    {0, "sarif", "FILE", "write the findings as SARIF 2.1.0 to FILE", OPTION_TEXT, offsetof(struct scan_args, sarif)},
    {0, "code-quality", "FILE", "write the findings as GitLab's code quality report to FILE", OPTION_TEXT,
     offsetof(struct scan_args, code_quality)},
    COMMON_JSON,
    COMMON_JOBS,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet scan [-p BUILD] [--checks GLOBS] [--level LEVEL] [--with TOOL,...] [--baseline FILE "
                "[--accept-new]] [--diff "
                "REF|FILE] [--fix] "
                "[--sarif FILE] [--code-quality FILE] [--patterns | --refactorings [--limit N] | --history N|RANGE "
                "[--limit N]] [--json] [FILE... | FOLDER] [-- CFLAGS]",
    .about =
        "Reads C files inside the compiler, merges what it learned of them into facts of the whole program, and\n"
        "reports findings. Without FILE all C files of the compilation database are read. \"scan\" in the cet.json of\n"
        "FOLDER, or of the current folder, says what holds where the command line says nothing.",
    .example = "  cet scan -p build\n  cet scan -p build --baseline cet-baseline.jsonl --diff main\n"
               "  cet scan cJSON.c cJSON_Utils.c --sarif findings.sarif -- -I.\n"
               "  cet scan -p build --refactorings --limit 5",
    .options = options,
};

static enum status check_args(const struct scan_args *args, struct error *err)
{
    if (args->with && analysers_check(args->with, err) != STATUS_OK)
        return err->status;
    if (args->accept_new && !args->baseline)
        return error_set(err, STATUS_INVALID, "--accept-new needs --baseline FILE, which it adds to");
    if (args->patterns + args->refactorings + (args->history != NULL) > 1)
        return error_set(err, STATUS_INVALID, "--patterns, --refactorings and --history are asked for one at a time");
    bool has_survey = args->patterns || args->refactorings || args->history;
    if (has_survey && (args->baseline || args->diff || args->with || args->fix || args->sarif || args->code_quality))
        return error_set(err, STATUS_INVALID,
                         "--patterns, --refactorings and --history show no findings: leave out --baseline, --diff, "
                         "--with, --fix, --sarif and --code-quality");
    if (args->limit && !args->refactorings && !args->history)
        return error_set(err, STATUS_INVALID, "--limit needs --refactorings or --history");
    return STATUS_OK;
}

enum status scan_find(const struct scan_args *args, const struct find_request *request, struct found *ret_found,
                      struct scan_baseline *ret_baseline, struct error *err)
{
    enum status status = find_in_units(request, ret_found, err);
    if (status == STATUS_OK)
        status = scan_baseline_open(args, ret_found, ret_baseline, err);
    if (status == STATUS_OK && args->diff)
        status = scan_leave_unchanged(args->diff, request, ret_found, err);
    return status;
}

static enum status scan(const struct scan_args *args, const struct find_request *request, size_t *ret_shown,
                        struct error *err)
{
    SCOPED(found_release) struct found found = {0};
    SCOPED(scan_baseline_release) struct scan_baseline baseline = {0};
    enum status status = scan_find(args, request, &found, &baseline, err);
    if (status == STATUS_OK && args->fix)
        status = scan_repair(args, request, &found, &baseline, err);
    if (status == STATUS_OK)
        status = scan_baseline_settle(args, request, &found, &baseline, err);
    if (status == STATUS_OK)
        status = scan_report(args, &found, &baseline, err);
    if (status == STATUS_OK && !args->common.build && found.unread.count)
        status = error_set(err, STATUS_INVALID, "'%s' does not compile; give its flags after -- or by -p BUILD",
                           found.unread.items[0].path);
    *ret_shown = finding_set_count_state(&found.findings, FINDING_SHOWN);
    return status;
}

/* What shows the program instead of findings. */
static enum status survey(const struct scan_args *args, const struct find_request *request, struct error *err)
{
    if (args->patterns)
        return scan_patterns(args, request, err);
    return args->refactorings ? scan_refactorings(args, request, err) : scan_history(args, request, err);
}

int command_scan(int argc, char **argv, struct error *err)
{
    struct scan_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(source_units_release) struct source_units units = {0};
    struct scan_settings settings;
    int exit_code;
    size_t shown = 0;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (check_args(&args, err) != STATUS_OK ||
        source_units_collect_present(&rest, args.common.build, &units, err) != STATUS_OK ||
        scan_settings_choose(&units.project, args.checks, args.level, &settings, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    struct find_request request = {.units = &units,
                                   .checks = {.scope = CHECK_SCOPE_PROGRAM,
                                              .globs = settings.checks,
                                              .level = settings.level,
                                              .thresholds = &settings.thresholds,
                                              .is_part = args.common.build && rest.operand_count},
                                   .with = args.with,
                                   .jobs = args.common.jobs,
                                   .progress = command_progress(&args.common)};
    if (args.patterns || args.refactorings || args.history)
        return survey(&args, &request, err) == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
    if (scan(&args, &request, &shown, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    return shown ? EXIT_NOT_ACCEPTED : EXIT_CLEAN;
}
