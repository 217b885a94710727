/* A change with everything in it that a report has to tell, hostile texts among them. */
#ifndef TESTS_REPORT_CHANGE_EXAMPLE_H
#define TESTS_REPORT_CHANGE_EXAMPLE_H

#include <math.h>

#include "cet/core/memory.h"
#include "cet/report/change.h"
#include "mutants_example.h"

struct change_example {
    struct source_file source;
    struct finding_set findings;
    struct coverage_change new_code;
    struct mutant_set mutants;
    struct verdict verdict;
    struct report_gap gaps[1];
    struct change_report report;
};

static inline void change_example_figure(struct verdict *verdict, struct verdict_stage *stage, const char *name,
                                         uint64_t part, uint64_t whole)
{
    stage->figures = arena_array(&verdict->arena, 1, sizeof *stage->figures);
    stage->figures[0] = (struct verdict_figure){.name = name,
                                                .measured = (double)part / (double)whole,
                                                .threshold = 1,
                                                .part = part,
                                                .whole = whole,
                                                .unit = "ratio"};
    stage->figure_count = 1;
}

static inline void change_example_judge(struct verdict *verdict)
{
    static const char *const names[] = {"scan", "tests", "coverage", "mutation"};
    static const char *reasons[] = {"`make check` fails: exit code 2 & more"};
    verdict->outcome = VERDICT_REJECTED;
    verdict->created = "2026-01-02T03:04:05Z";
    verdict->stages = arena_array(&verdict->arena, 4, sizeof *verdict->stages);
    verdict->stage_count = 4;
    for (size_t i = 0; i < 4; i++)
        verdict->stages[i] = (struct verdict_stage){.name = names[i], .status = STAGE_MISSED, .duration_ms = 1500};
    verdict->stages[0].status = verdict->stages[1].status = STAGE_FAILED;
    verdict->stages[1].reasons = reasons;
    verdict->stages[1].reason_count = 1;
    change_example_figure(verdict, &verdict->stages[2], "line", 5, 7);
    change_example_figure(verdict, &verdict->stages[3], "mutation", 1, 3);
}

static inline void change_example_cover(struct change_example *example)
{
    struct coverage_change_file file = {.path = memory_strdup(example->source.path),
                                        .state = COVERAGE_CHANGE_MEASURED,
                                        .totals = {.lines = 7, .lines_hit = 5, .branches = 2, .branches_taken = 1}};
    ARRAY_PUSH(file.missing, file.missing_count, file.missing_capacity, ((struct line_run){3, 3}));
    ARRAY_PUSH(file.missing, file.missing_count, file.missing_capacity, ((struct line_run){5, 6}));
    ARRAY_PUSH(example->new_code.files, example->new_code.count, example->new_code.capacity, file);
}

static inline void change_example_open(struct change_example *example)
{
    *example = (struct change_example){.source = source_file_new(EXAMPLE_SOURCE)};
    finding_set_add(&example->findings,
                    &(struct finding){.rule = "cet-x",
                                      .level = FINDING_ERROR,
                                      .path = example->source.path,
                                      .line = 4,
                                      .function = "",
                                      .message = "<script>alert(1)</script> @user #1 ::error::| `x`\x01",
                                      .source = "cet",
                                      .cwe = ""});
    finding_set_add(&example->findings, &(struct finding){.rule = "cet-old",
                                                          .path = example->source.path,
                                                          .line = 1,
                                                          .function = "",
                                                          .message = "old",
                                                          .source = "cet",
                                                          .cwe = "",
                                                          .state = FINDING_UNCHANGED});
    example_fill(&example->mutants, example->source.path);
    change_example_cover(example);
    change_example_judge(&example->verdict);
    example->gaps[0] = (struct report_gap){"/elsewhere/z.c", "does not compile"};
    example->report = (struct change_report){.verdict = &example->verdict,
                                             .findings = &example->findings,
                                             .new_code = &example->new_code,
                                             .mutants = &example->mutants,
                                             .gaps = example->gaps,
                                             .gap_count = 1,
                                             .root = example->source.folder,
                                             .base = "abcdef123456",
                                             .base_name = "origin/main",
                                             .folder = "cet-report",
                                             .log = "first\n```\n<b>last</b> line\n",
                                             .tests_failed = true};
}

static inline void change_example_close(struct change_example *example)
{
    finding_set_release(&example->findings);
    coverage_change_release(&example->new_code);
    mutant_set_release(&example->mutants);
    verdict_release(&example->verdict);
    source_file_release(&example->source);
}

#endif
