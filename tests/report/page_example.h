/* A page of a test's own, as text. */
#ifndef TESTS_REPORT_PAGE_EXAMPLE_H
#define TESTS_REPORT_PAGE_EXAMPLE_H

#include <string.h>

#include "cet/core/memory.h"
#include "cet/report/page.h"

static inline bool page_holds(const struct report_page *page, const char *part)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    report_page_html(page, &out);
    return strstr(strbuf_text(&out), part) != NULL;
}

static inline size_t page_count(const struct report_page *page, const char *part)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    size_t count = 0;
    report_page_html(page, &out);
    for (const char *at = strstr(strbuf_text(&out), part); at; at = strstr(at + 1, part))
        count++;
    return count;
}

static inline void example_line(struct coverage_file *file, uint32_t line, uint64_t hits)
{
    ARRAY_PUSH(file->lines, file->line_count, file->line_capacity,
               ((struct coverage_line){.line = line, .hits = hits}));
}

static inline void example_branch(struct coverage_file *file, uint32_t line, uint32_t number, uint64_t taken)
{
    const struct coverage_branch branch = {.line = line, .number = number, .was_evaluated = true, .taken = taken};
    ARRAY_PUSH(file->branches, file->branch_count, file->branch_capacity, branch);
}

static inline void example_function(struct coverage_file *file, const char *name, uint32_t line, uint64_t hits)
{
    const struct coverage_function function = {.name = memory_strdup(name), .line = line, .hits = hits};
    ARRAY_PUSH(file->functions, file->function_count, file->function_capacity, function);
}

#endif
