/* The sections of the page, one file each: the whole section with its heading, nothing when there is nothing to show.
 */
#ifndef CET_REPORT_PAGE_PARTS_H
#define CET_REPORT_PAGE_PARTS_H

#include "page_model.h"

void page_add_verdict(const struct page_model *model, struct strbuf *out);
void page_add_figures(const struct page_model *model, struct strbuf *out);
void page_add_stages(const struct page_model *model, struct strbuf *out);
void page_add_trend(const struct page_model *model, struct strbuf *out);
void page_add_treemap(const struct page_model *model, struct strbuf *out);
void page_add_survivors(const struct page_model *model, struct strbuf *out);
void page_add_new_lines(const struct page_model *model, struct strbuf *out);
void page_add_findings(const struct page_model *model, struct strbuf *out);
void page_add_files(const struct page_model *model, struct strbuf *out);
void page_add_tests(const struct page_model *model, struct strbuf *out);
void page_add_plans(const struct page_model *model, struct strbuf *out);
void page_add_faults(const struct page_model *model, struct strbuf *out);
void page_add_basis(const struct page_model *model, struct strbuf *out);
/* Compressed: what every file's view needs, then each file. */
void page_add_data(const struct page_model *model, struct strbuf *out);

/* Path as people want to see it. */
const char *page_path(const struct report_page *page, const char *path);
/* "path:line", linked to the line of the file's view where the page has one. */
void page_add_place(const struct page_model *model, const char *path, uint32_t line, struct strbuf *out);
/* The opening tag of a link to that line. */
void page_add_link(const struct page_model *model, const struct page_file *file, uint32_t line, struct strbuf *out);
/* A bar filled to ratio, with a mark at threshold unless that is NaN. */
void page_add_bar(double ratio, double threshold, struct strbuf *out);
/* "81.2 %", rounded down; "-" for NaN. */
void page_add_percent(double ratio, struct strbuf *out);
/* part / whole, NaN when there is nothing to divide by. */
double page_ratio(uint64_t part, uint64_t whole);
/* Of the mutants that count; NaN: no score. */
double page_score(const struct mutant_counts *counts);
/* The edit as lines with - and +. */
struct source_lines;
void page_add_edit(const struct mutant *mutant, struct source_lines *lines, struct strbuf *out);

#endif
