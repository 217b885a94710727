/* A file that is no header by its name and is included more than once: rows of a table, read with other macros each
 * time. */
#include <string.h>

#include "cet/core/file.h"
#include "search.h"

static bool is_header_by_name(const char *path)
{
    const char *dot = strrchr(path_name(path), '.');
    return dot && (!strcmp(dot, ".h") || !strcmp(dot, ".hh") || !strcmp(dot, ".hpp") || !strcmp(dot, ".c"));
}

void find_x_macro(struct pattern_search *search)
{
    const struct facts *facts = search->facts;
    for (uint32_t i = 0; i < facts->file_count; i++) {
        if (facts->files[i].is_system || facts->files[i].is_main || is_header_by_name(facts->files[i].path))
            continue;
        draft_begin(search, PATTERN_x_macro, path_name(facts->files[i].path), (struct source_range){i, 1, 1, 1, 1});
        for (uint32_t k = 0; k < facts->include_count; k++) {
            struct source_place at = facts->includes[k].place;
            if (facts->includes[k].target == i && at.file < facts->file_count)
                draft_part(search, "included by", path_name(facts->files[at.file].path),
                           (struct source_range){at.file, at.line, at.column, at.line, at.column});
        }
        uint32_t count = draft_count(search, "included by") + search->draft.pattern.left_out;
        if (count > 1)
            draft_end(search, "it is included in %u places", count);
    }
}
