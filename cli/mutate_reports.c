/* What became of mutants, written and printed. */
#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/report/mutants.h"
#include "mutate.h"
#include "result_folder.h"

typedef void (*report_fn)(const struct mutants_report *report, struct strbuf *out);

static enum status write_report(const char *path, report_fn report, const struct mutants_report *about,
                                struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (!path)
        return STATUS_OK;
    report(about, &text);
    return file_write(path, strbuf_text(&text), text.length, err);
}

static enum status write_set(const char *folder, const struct mutant_set *set, struct error *err)
{
    SCOPED(result_folder_close) struct result_folder results = {0};
    SCOPED(strbuf_release) struct strbuf text = {0};
    enum status status = result_folder_open(folder, &results, err);
    if (status != STATUS_OK)
        return status;
    SCOPED(memory_free_pointer) char *path = path_join(results.scratch, "mutants.jsonl");
    mutant_set_format(set, &text);
    status = file_write(path, strbuf_text(&text), text.length, err);
    return status == STATUS_OK ? result_folder_commit(&results, NULL, err) : status;
}

static void print(const struct mutate_args *args, const struct mutants_report *about)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    if (args->common.json)
        mutant_set_format(about->set, &text);
    else if (args->annotations)
        report_mutants_annotations(about, &text);
    else
        report_mutants_text(about, &text);
    fwrite(strbuf_text(&text), 1, text.length, stdout);
}

static bool threshold_holds(const struct mutants_report *about)
{
    struct mutant_counts counts = mutant_set_counts(about->set);
    double score_ratio;
    if (about->threshold_ratio <= 0 || !mutant_score(&counts, &score_ratio) || score_ratio >= about->threshold_ratio)
        return true;
    fflush(stdout);
    fprintf(stderr, "cet mutate: the mutation score is %.1f %%, the threshold %.1f %%\n", 100 * score_ratio,
            100 * about->threshold_ratio);
    return false;
}

enum status mutate_report(const struct mutate_args *args, const struct project *project, struct mutant_set *set,
                          int *ret_exit, struct error *err)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    struct mutants_report about = {.set = set,
                                   .root = here,
                                   .tool_version = CET_VERSION,
                                   .threshold_ratio = args->threshold_ratio > 0 ? args->threshold_ratio
                                                                                : project->mutate_threshold_ratio};
    mutant_set_sort(set);
    enum status status = args->common.out ? write_set(args->common.out, set, err) : STATUS_OK;
    if (status == STATUS_OK)
        status = write_report(args->sarif, report_mutants_sarif, &about, err);
    if (status == STATUS_OK)
        status = write_report(args->elements, report_mutants_elements, &about, err);
    if (status != STATUS_OK)
        return status;
    print(args, &about);
    *ret_exit = threshold_holds(&about) ? EXIT_CLEAN : EXIT_NOT_ACCEPTED;
    return STATUS_OK;
}
