#include "report_inputs.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/coverage/read.h"
#include "cet/model/findings_sarif.h"

#define HEAD_BYTES 4096 /* that tell what a file holds */

void report_inputs_release(struct report_inputs *inputs)
{
    if (!inputs)
        return;
    verdict_release(&inputs->verdict);
    finding_set_release(&inputs->findings);
    coverage_release(&inputs->coverage);
    mutant_set_release(&inputs->mutants);
    for (size_t i = 0; i < inputs->plan_count; i++)
        test_plan_release(&inputs->plans[i]);
    free(inputs->plans);
    for (size_t i = 0; i < inputs->suite_count; i++)
        suite_stamp_release(&inputs->suites[i]);
    free(inputs->suites);
    *inputs = (struct report_inputs){0};
}

static enum status add_verdict(struct report_inputs *inputs, const char *path, struct error *err)
{
    if (inputs->has_verdict)
        return error_set(err, STATUS_INVALID, "'%s' is a second verdict; a page is about one", path);
    inputs->has_verdict = true;
    return verdict_load(path, &inputs->verdict, err);
}

static enum status add_findings(struct report_inputs *inputs, const char *path, struct error *err)
{
    SCOPED(finding_set_release) struct finding_set found = {0};
    enum status status = finding_set_load(path, &found, err);
    inputs->has_findings = true;
    for (size_t i = 0; i < found.count && status == STATUS_OK; i++)
        finding_set_add(&inputs->findings, &found.items[i]);
    finding_set_sort(&inputs->findings);
    return status;
}

/* Relative addresses are those of a run in the current folder. */
static enum status add_sarif(struct report_inputs *inputs, const char *path, struct error *err)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    inputs->has_findings = true;
    enum status status = findings_sarif_load(path, here, &inputs->findings, err);
    finding_set_sort(&inputs->findings);
    return status;
}

static enum status add_mutants(struct report_inputs *inputs, const char *path, struct error *err)
{
    inputs->has_mutants = true;
    enum status status = mutant_set_load(path, &inputs->mutants, err);
    mutant_set_sort(&inputs->mutants);
    return status;
}

static enum status add_coverage(struct report_inputs *inputs, const char *path, struct error *err)
{
    inputs->has_coverage = true;
    SCOPED(coverage_release) struct coverage coverage = {0};
    struct coverage_pile *pile = coverage_pile_new(&(struct coverage_pile_options){0});
    enum status status = coverage_read_file(path, pile, err);
    if (status == STATUS_OK) {
        coverage_pile_take(pile, &coverage);
        coverage_merge(&inputs->coverage, &coverage);
    }
    coverage_pile_free(pile);
    return status;
}

static enum status add_plan(struct report_inputs *inputs, const char *path, struct error *err)
{
    struct test_plan plan = {0};
    enum status status = test_plan_load(path, &plan, err);
    if (status == STATUS_OK)
        ARRAY_PUSH(inputs->plans, inputs->plan_count, inputs->plan_capacity, plan);
    return status;
}

static enum status add_suite(struct report_inputs *inputs, const char *path, struct error *err)
{
    struct suite_stamp suite = {0};
    enum status status = suite_stamp_load(path, &suite, err);
    if (status == STATUS_OK)
        ARRAY_PUSH(inputs->suites, inputs->suite_count, inputs->suite_capacity, suite);
    return status;
}

/* What the head of each kind holds, and what reads it; anything else can only be coverage. */
static const struct input_kind {
    const char *mark;
    enum status (*add)(struct report_inputs *inputs, const char *path, struct error *err);
} kinds[] = {
    {"\"" VERDICT_FORMAT "\"", add_verdict},   {"\"" FINDINGS_FORMAT "\"", add_findings},
    {"\"" MUTANTS_FORMAT "\"", add_mutants},   {"\"" TEST_PLAN_FORMAT "\"", add_plan},
    {"\"" SUITE_STAMP_FORMAT "\"", add_suite}, {"\"2.1.0\"", add_sarif},
};

static enum status read_head(const char *path, char head[HEAD_BYTES + 1], struct error *err)
{
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return error_set_errno(err, "cannot read '%s'", path);
    const ssize_t got = read(fd, head, HEAD_BYTES);
    const enum status status = got < 0 ? error_set_errno(err, "cannot read '%s'", path) : STATUS_OK;
    head[got < 0 ? 0 : got] = '\0';
    close(fd);
    return status;
}

static enum status add_file(struct report_inputs *inputs, const char *path, struct error *err)
{
    char head[HEAD_BYTES + 1];
    enum status status = read_head(path, head, err);
    if (status != STATUS_OK)
        return status;
    for (size_t i = 0; i < ARRAY_LENGTH(kinds); i++) {
        if (strstr(head, kinds[i].mark))
            return kinds[i].add(inputs, path, err);
    }
    struct error why = {0};
    if (add_coverage(inputs, path, &why) == STATUS_OK)
        return STATUS_OK;
    return error_set(
        err, why.status,
        "'%s' is no result that a page is made from (a verdict, findings, mutants, a test plan or a suite of "
        "cet, SARIF), and as coverage: %s",
        path, why.message);
}

struct plan_folder {
    struct report_inputs *inputs;
    const char *path;
};

static enum status visit_plan(void *context, const char *name, bool is_folder, struct error *err)
{
    const struct plan_folder *folder = context;
    SCOPED(memory_free_pointer) char *path = path_join(folder->path, name);
    return is_folder ? STATUS_OK : add_file(folder->inputs, path, err);
}

static enum status add_folder(struct report_inputs *inputs, const char *folder, struct error *err)
{
    static const char *const names[] = {"verdict.json",  "findings.json",  "coverage-data.json",       "coverage.info",
                                        "mutants.jsonl", SUITE_STAMP_FILE, ("suite/" SUITE_STAMP_FILE)};
    size_t found = 0;
    enum status status = STATUS_OK;
    SCOPED(memory_free_pointer) char *data = path_join(folder, "coverage-data.json");
    const bool has_data = file_exists(data); /* the same run's, and more than coverage.info says of it */
    for (size_t i = 0; i < ARRAY_LENGTH(names) && status == STATUS_OK; i++) {
        SCOPED(memory_free_pointer) char *path = path_join(folder, names[i]);
        if (!file_exists(path) || (has_data && !strcmp(names[i], "coverage.info")))
            continue;
        found++;
        status = add_file(inputs, path, err);
    }
    SCOPED(memory_free_pointer) char *plans = path_join(folder, "plans");
    if (status == STATUS_OK && file_is_folder(plans))
        status = folder_each(plans, visit_plan, &(struct plan_folder){inputs, plans}, err);
    if (status == STATUS_OK && !found)
        return error_set(
            err, STATUS_NOT_FOUND,
            "'%s' holds no result: no verdict.json, findings.json, coverage.info, mutants.jsonl or suite.json", folder);
    return status;
}

enum status report_inputs_add(struct report_inputs *inputs, const char *path, struct error *err)
{
    if (!file_exists(path))
        return error_set(err, STATUS_NOT_FOUND, "'%s' does not exist", path);
    return file_is_folder(path) ? add_folder(inputs, path, err) : add_file(inputs, path, err);
}

struct common_folder {
    const char *here;
    bool is_below_here;
    char *folder; /* NULL: none yet */
};

static void take_in(struct common_folder *common, const char *path)
{
    if (*path != '/')
        return;
    common->is_below_here = common->is_below_here || path_below(path, common->here) != path;
    if (!common->folder)
        common->folder = path_folder(path);
    while (strcmp(common->folder, "/") != 0 && path_below(path, common->folder) == path) {
        char *above = path_folder(common->folder);
        free(common->folder);
        common->folder = above;
    }
}

char *report_inputs_root(const struct report_inputs *inputs)
{
    SCOPED(memory_free_pointer) char *here = path_absolute(".", NULL);
    struct common_folder common = {.here = here};
    for (size_t i = 0; i < inputs->coverage.file_count; i++)
        take_in(&common, inputs->coverage.files[i].path);
    for (size_t i = 0; i < inputs->mutants.count; i++)
        take_in(&common, inputs->mutants.items[i].path);
    for (size_t i = 0; i < inputs->findings.count; i++)
        take_in(&common, inputs->findings.items[i].path);
    if (!common.folder || common.is_below_here) {
        free(common.folder);
        return memory_strdup(here);
    }
    return common.folder;
}
