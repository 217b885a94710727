/* What the page is about, gathered once: files in the order of their folders with their figures, functions and tests.
 *
 *     SCOPED(page_model_release) struct page_model model = {0};
 *     page_model_build(&model, page);
 *
 * Points into what the page was given, which must outlive it. */
#ifndef CET_REPORT_PAGE_MODEL_H
#define CET_REPORT_PAGE_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "cet/core/map.h"
#include "cet/report/page.h"

struct page_function {
    const char *name;
    uint32_t line, end_line;
    uint32_t complexity; /* decisions + 1 */
    uint64_t lines, lines_hit;
    struct mutant_counts mutants;
};

struct page_file {
    const char *path;                          /* absolute */
    const char *shown;                         /* as people want to see it */
    const struct coverage_file *coverage;      /* NULL: none */
    const struct coverage_change_file *change; /* NULL: not of the change */
    struct coverage_totals totals;
    struct mutant_counts mutant_counts;
    const struct mutant **mutants; /* by place */
    size_t mutant_count, mutant_capacity;
    const struct finding **findings; /* by place, only those that are shown */
    size_t finding_count, finding_capacity;
    uint32_t levels[3];              /* findings by enum finding_level */
    struct page_function *functions; /* by line */
    size_t function_count;
    uint32_t complexity; /* of all functions */
};

/* A test that is known to reach something. */
struct page_test {
    const char *name; /* "suite/test" */
    uint64_t *places; /* file << 32 | line, sorted, each once */
    size_t place_count, place_capacity;
    uint32_t first_kills; /* mutants that it is the first to notice */
    const char *program;  /* "test_list.c" of the generated suite that it is a part of; NULL: none that is known */
};

struct page_model {
    const struct report_page *page;
    struct page_file *files;
    size_t file_count, file_capacity;
    struct map file_index; /* path -> place in files */
    struct page_test *tests;
    size_t test_count, test_capacity;
    struct map test_index; /* name -> place in tests */
};

void page_model_build(struct page_model *model, const struct report_page *page);
void page_model_release(struct page_model *model);
void page_model_list_tests(struct page_model *model); /* a step of page_model_build */
/* NULL when the page does not show that file. */
const struct page_file *page_model_find(const struct page_model *model, const char *path);
size_t page_file_number(const struct page_model *model, const struct page_file *file);

/* How much of it nothing proves: complexity times (1 - covered share x noticed share of its mutants); what was not
 * measured does not lower it. */
double page_function_risk(const struct page_function *function);
/* 0..1, what the complexity is multiplied with. */
double page_function_unproven(const struct page_function *function);

#endif
