/* cet scan: what the code says, and what is wrong with it. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/check/check.h"
#include "cet/core/file.h"
#include "cet/core/json.h"
#include "cet/core/memory.h"
#include "cet/report/findings.h"
#include "command.h"
#include "read_facts.h"
#include "scan_settings.h"

struct scan_args {
    struct common_args common;
    const char *checks;
    const char *level;
    const char *sarif;
};

static const struct option_spec options[] = {
    COMMON_BUILD,
    {0, "checks", "GLOBS", "run these checks, as in clang-tidy: '*,-cet-errno-stale'", OPTION_TEXT,
     offsetof(struct scan_args, checks)},
    {0, "level", "LEVEL", "show findings from this level up: refactoring, warning (default) or error", OPTION_TEXT,
     offsetof(struct scan_args, level)},
    {0, "sarif", "FILE", "write the findings as SARIF 2.1.0 to FILE", OPTION_TEXT, offsetof(struct scan_args, sarif)},
    COMMON_JSON,
    COMMON_JOBS,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis =
        "cet scan [-p BUILD] [--checks GLOBS] [--level LEVEL] [--sarif FILE] [--json] [FILE... | FOLDER] [-- CFLAGS]",
    .about =
        "Reads C files inside the compiler, merges what it learned of them into facts of the whole program, and\n"
        "reports findings. Without FILE all C files of the compilation database are read. \"scan\" in the cet.json of\n"
        "FOLDER, or of the current folder, says what holds where the command line says nothing.",
    .example = "  cet scan -p build\n  cet scan cJSON.c cJSON_Utils.c --sarif findings.sarif -- -I.",
    .options = options,
};

static void print_summary(const struct facts *facts, const struct finding_set *findings)
{
    uint32_t defined = 0, lines = 0, files = 0;
    for (uint32_t i = 0; i < facts->function_count; i++)
        defined += facts->functions[i].is_defined;
    for (uint32_t i = 0; i < facts->file_count; i++)
        if (!facts->files[i].is_system) {
            files++;
            lines += facts->files[i].line_count;
        }
    printf("%u units, %u files, %u lines, %u functions: %zu errors, %zu warnings, %zu refactorings\n",
           facts->unit_count, files, lines, defined, finding_set_count_level(findings, FINDING_ERROR),
           finding_set_count_level(findings, FINDING_WARNING), finding_set_count_level(findings, FINDING_REFACTORING));
}

static enum status write_sarif(const struct finding_set *findings, const char *root, const char *path,
                               struct error *err)
{
    size_t count;
    const struct check *checks = checks_list(&count);
    struct report_rule *rules = memory_new(count, sizeof *rules);
    for (size_t i = 0; i < count; i++)
        rules[i] = (struct report_rule){checks[i].name, checks[i].level, checks[i].summary,
                                        checks[i].help, checks[i].cwe,   checks[i].precision};
    struct strbuf text = {0};
    report_findings_sarif(findings, rules, count, root, CET_VERSION, &text);
    enum status status = file_write(path, text.bytes, text.length, err);
    strbuf_release(&text);
    free(rules);
    return status;
}

static enum status show_findings(const struct scan_args *args, const struct facts *facts,
                                 const struct finding_set *findings, struct error *err)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    if (args->sarif) {
        enum status status = write_sarif(findings, here, args->sarif, err);
        if (status != STATUS_OK)
            return status;
    }
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (args->common.json)
        finding_set_format(findings, &text);
    else
        report_findings_text(findings, here, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
    if (!args->common.json)
        print_summary(facts, findings);
    return STATUS_OK;
}

static enum status scan(const struct scan_args *args, const struct scan_settings *settings,
                        const struct source_units *units, size_t *ret_findings, struct error *err)
{
    SCOPED(workplace_close) struct workplace workplace = {0};
    SCOPED(strbuf_release) struct strbuf messages = {0};
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(finding_set_release) struct finding_set findings = {0};
    enum status status = workplace_open(units, NULL, &workplace, err);
    if (status == STATUS_OK)
        status = read_facts(&(struct read_facts_request){.workplace = &workplace,
                                                         .units = units,
                                                         .jobs = args->common.jobs,
                                                         .progress = command_progress(&args->common)},
                            &facts, &messages, err);
    fputs(strbuf_text(&messages), stderr);
    if (status != STATUS_OK)
        return status;
    check_run(&facts,
              &(struct check_options){.scope = CHECK_SCOPE_PROGRAM,
                                      .globs = settings->checks,
                                      .level = settings->level,
                                      .thresholds = &settings->thresholds},
              &findings);
    finding_set_sort(&findings);
    finding_set_fingerprint(&findings);
    *ret_findings = findings.count;
    return show_findings(args, &facts, &findings, err);
}

int command_scan(int argc, char **argv, struct error *err)
{
    struct scan_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    SCOPED(source_units_release) struct source_units units = {0};
    int exit_code;
    size_t findings = 0;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    struct scan_settings settings;
    if (source_units_collect(&rest, args.common.build, &units, err) != STATUS_OK ||
        scan_settings_choose(&units.project, args.checks, args.level, &settings, err) != STATUS_OK ||
        scan(&args, &settings, &units, &findings, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    return findings ? EXIT_NOT_ACCEPTED : EXIT_CLEAN;
}
