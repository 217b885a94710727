/* The sections of the HTML page, one file each. */
#ifndef CET_REPORT_PAGE_H
#define CET_REPORT_PAGE_H

#include "cet/report/verdict.h"

extern const char page_style[];

/* The whole section with its heading; nothing when there is nothing to show. */
void page_add_verdict(const struct report_page *page, struct strbuf *out);
void page_add_stages(const struct report_page *page, struct strbuf *out);
void page_add_faults(const struct report_page *page, struct strbuf *out);
void page_add_findings(const struct report_page *page, struct strbuf *out);
void page_add_mutants(const struct report_page *page, struct strbuf *out);
void page_add_coverage(const struct report_page *page, struct strbuf *out);
void page_add_tests(const struct report_page *page, struct strbuf *out);
void page_add_basis(const struct report_page *page, struct strbuf *out);

/* Path as people want to see it. */
const char *page_path(const struct report_page *page, const char *path);
/* "path:line:column", linked to the line where the page shows the file's source. */
void page_add_place(const struct report_page *page, const char *path, uint32_t line, uint32_t column,
                    struct strbuf *out);
/* A bar filled to ratio, with a mark at threshold unless that is NaN. */
void page_add_bar(double ratio, double threshold, struct strbuf *out);

#endif
