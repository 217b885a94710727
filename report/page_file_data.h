/* All that a file's view shows, as JSON for the page's script (report/page/page.js):
 *
 *     {"path": "src/a.c", "source": "...", "lines": [line, hits, ...], "branches": [line, block, taken, ...],
 *      "conditions": [line, group, index, met true, met false, ...], "functions": [[line, name, complexity], ...],
 *      "changed": [first, last, ...], "sets": ["test,test", ...], "reached": [line, set, ...],
 *      "mutants": {"line": [...], "column": [...], "from": [...], ...}, "findings": [...]}
 *
 * taken is -1 for what was not evaluated, source null for a file that cannot be read. A set is the tests that reach a
 * line or a mutant, as places in the list of all tests; many lines share one. Mutants come as columns, which get
 * smaller than rows; columns of text count characters. */
#ifndef CET_REPORT_PAGE_FILE_DATA_H
#define CET_REPORT_PAGE_FILE_DATA_H

#include "page_model.h"

void page_file_data_format(const struct page_model *model, const struct page_file *file, struct strbuf *out);

#endif
