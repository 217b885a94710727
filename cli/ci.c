/* cet ci: the usual job on a change, in one command. */
#include "ci.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/digest.h"
#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/exec/compiler.h"
#include "installation.h"
#include "result_folder.h"
#include "verdict_record.h"

#define DEFAULT_FOLDER "cet-report"
#define MAX_COMMENT_BYTES (1u << 20)
#define SHORT_COMMIT 12

static const struct option_spec options[] = {
    {0, "base", "REF", "what the change is counted from (default: what the runner says, else where main was left)",
     OPTION_TEXT, offsetof(struct ci_args, base)},
    {0, "post", NULL, "send the report as the one comment on the pull or merge request, or bring it up to date",
     OPTION_FLAG, offsetof(struct ci_args, post)},
    {0, "comment", "FILE", "with --post: send this comment.md of an earlier run, and judge nothing", OPTION_TEXT,
     offsetof(struct ci_args, comment)},
    {0, "viewer", "FILE", "write mutation.html around this mutation-test-elements.js of the npm package", OPTION_TEXT,
     offsetof(struct ci_args, viewer)},
    {0, "store", "FILE", "keep the run in this store (default: the user's)", OPTION_TEXT,
     offsetof(struct ci_args, store)},
    COMMON_OUT,
    COMMON_JOBS,
    COMMON_JSON,
    COMMON_OPTIONS,
    OPTION_END,
};

static const struct command_usage usage = {
    .synopsis = "cet ci [--base REF] [--out DIR] [--post] [--json]\n       cet ci --post --comment FILE",
    .about = "Judges what changed in the repository around the current folder: new findings, the project's tests, "
             "coverage of\n"
             "the new lines, mutants on them. Exit 0: accepted; 1: a test fails, a finding is new, a new line is not "
             "tested;\n"
             "2: could not judge. How the project is built and tested stands in \"ci\" of cet.json, or is found out "
             "for CMake,\n"
             "configure and make. DIR (default: cet-report) gets report.html, comment.md, junit.xml, SARIF and more.",
    .example = "  cet ci\n  cet ci --base origin/main --post",
    .options = options,
};

static void describe(const struct ci_change *change, const struct project *project, const struct toolchain *tools,
                     struct verdict *verdict)
{
    struct arena *arena = &verdict->arena;
    verdict_stamp(tools, verdict);
    verdict->seed = project->seed;
    verdict->subject = arena_strdup(arena, project->name ? project->name : path_name(change->changes.top));
    verdict->inputs = arena_array(arena, change->file_count + 1, sizeof *verdict->inputs);
    for (size_t i = 0; i < change->file_count; i++)
        verdict_add_input(verdict, change->files[i]);
    verdict->not_enforced = arena_array(arena, 1, sizeof *verdict->not_enforced);
    if (!change->unchanged)
        verdict->not_enforced[verdict->not_enforced_count++] =
            "the project's own builds and tests ran as they do by hand, outside of the sandbox";
}

static void judge(const struct project *project, const struct ci_measured *measured, struct verdict *verdict)
{
    const struct thresholds thresholds = {.line_ratio = project->ci.line_ratio,
                                          .branch_ratio = project->ci.branch_ratio,
                                          .mutation_ratio = project->ci.mutation_ratio};
    gate_judge_change(&measured->evidence, &thresholds, verdict);
}

static void show(const struct ci_args *args, const struct change_report *report)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (args->common.json)
        verdict_format(report->verdict, &text);
    else
        report_change_text(report, command_has_colours(), &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
}

static enum status report_all(const struct ci_request *request, const struct ci_measured *measured,
                              const struct verdict *verdict, struct result_folder *results, struct error *err)
{
    const struct ci_args *args = request->args;
    SCOPED(memory_free_pointer) char *commit = memory_strndup(request->base->commit, SHORT_COMMIT);
    const struct change_report report = {.verdict = verdict,
                                         .findings = &measured->found.findings,
                                         .new_code = &measured->new_code,
                                         .mutants = &measured->mutants,
                                         .gaps = request->change->gaps,
                                         .gap_count = request->change->gap_count,
                                         .marks = measured->evidence.coverage_marks,
                                         .root = request->change->changes.top,
                                         .base = commit,
                                         .base_name = request->base->name,
                                         .folder = args->common.out ? args->common.out : DEFAULT_FOLDER,
                                         .log = strbuf_text(&measured->log),
                                         .tests_failed = measured->evidence.tests_failed != NULL,
                                         .build_failed = measured->build_failed};
    enum status status = ci_reports_write(&report, measured, args, results->scratch, err);
    if (status == STATUS_OK)
        status = result_folder_commit(results, "verdict.json", err);
    if (status == STATUS_OK)
        show(args, &report);
    return status;
}

static enum status open_parts(const struct ci_request *request, struct ci_recipe *recipe, struct toolchain *tools,
                              struct installation *installation, struct arena *arena, struct error *err)
{
    if (request->change->unchanged)
        return STATUS_OK; /* nothing is compiled */
    enum status status = ci_recipe_find(request->project, arena, recipe, err);
    if (status == STATUS_OK)
        status = toolchain_find(tools, err);
    if (status == STATUS_OK)
        status = installation_find(installation, err);
    if (status == STATUS_OK && !tools->gcc.path)
        status = error_set(err, STATUS_NOT_FOUND, "gcc is not installed; coverage is measured with it");
    return status;
}

static enum status judge_change(const struct ci_args *args, struct project *project, struct verdict *verdict,
                                struct error *err)
{
    SCOPED(ci_base_release) struct ci_base base = {0};
    SCOPED(ci_change_release) struct ci_change change = {0};
    SCOPED(ci_measured_release) struct ci_measured measured = {0};
    SCOPED(result_folder_close) struct result_folder results = {0};
    SCOPED(toolchain_release) struct toolchain tools = {0};
    SCOPED(installation_release) struct installation installation = {0};
    SCOPED(arena_release) struct arena arena = {0};
    struct ci_recipe recipe = {0};
    const struct ci_request request = {args, project, &base, &change, &recipe, &tools, &installation};
    enum status status = ci_base_find(args->base, &base, err);
    if (status == STATUS_OK)
        status = ci_change_read(&base, project, &change, err);
    if (status == STATUS_OK)
        status = open_parts(&request, &recipe, &tools, &installation, &arena, err);
    if (status == STATUS_OK)
        status = result_folder_open(args->common.out ? args->common.out : DEFAULT_FOLDER, &results, err);
    if (status == STATUS_OK)
        status = ci_measure(&request, &measured, err);
    if (status != STATUS_OK)
        return status;
    judge(project, &measured, verdict);
    describe(&change, project, &tools, verdict);
    status = report_all(&request, &measured, verdict, &results, err);
    if (status == STATUS_OK)
        verdict_keep(args->store, "ci", verdict);
    return status;
}

static enum status post_file(const char *path, struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = file_read(path, MAX_COMMENT_BYTES, &text, err);
    if (status != STATUS_OK)
        return status;
    if (strncmp(strbuf_text(&text), REPORT_COMMENT_MARKER "\n", sizeof REPORT_COMMENT_MARKER) != 0)
        return error_set(err, STATUS_INVALID, "'%s' (--comment) is no comment.md of cet ci: it must begin with %s",
                         path, REPORT_COMMENT_MARKER);
    return ci_post(strbuf_text(&text), err);
}

/* A verdict is not lost because nobody could be told. */
static int post_report(const char *folder, int exit_code, struct error *err)
{
    struct error why = {0};
    SCOPED(memory_free_pointer) char *path = path_join(folder, "comment.md");
    if (post_file(path, &why) == STATUS_OK)
        return exit_code;
    if (exit_code == EXIT_CLEAN) {
        error_set(err, why.status, "accepted, but the comment was not sent: %s", why.message);
        return EXIT_COULD_NOT_RUN;
    }
    fprintf(stderr, "cet ci: the comment was not sent: %s\n", why.message);
    return exit_code;
}

static int run(const struct ci_args *args, struct error *err)
{
    SCOPED(source_units_release) struct source_units none = {0};
    SCOPED(verdict_release) struct verdict verdict = {0};
    if (source_units_none(&none, err) != STATUS_OK || judge_change(args, &none.project, &verdict, err) != STATUS_OK)
        return EXIT_COULD_NOT_RUN;
    int exit_code = verdict_exit_code(verdict.outcome);
    return args->post ? post_report(args->common.out ? args->common.out : DEFAULT_FOLDER, exit_code, err) : exit_code;
}

int command_ci(int argc, char **argv, struct error *err)
{
    struct ci_args args = {0};
    SCOPED(option_rest_release) struct option_rest rest = {0};
    int exit_code;
    if (!command_parse(&usage, argc, argv, &args.common, &rest, &exit_code, err))
        return exit_code;
    if (!command_has_no_operand(&rest, err))
        return EXIT_COULD_NOT_RUN;
    if (args.comment && !args.post) {
        error_set(err, STATUS_INVALID, "--comment needs --post: it names what is sent");
        return EXIT_COULD_NOT_RUN;
    }
    if (args.comment)
        return post_file(args.comment, err) == STATUS_OK ? EXIT_CLEAN : EXIT_COULD_NOT_RUN;
    return run(&args, err);
}
