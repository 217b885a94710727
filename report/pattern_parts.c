#include "pattern_parts.h"

#include <stdbool.h>
#include <string.h>

#include "cet/core/file.h"

#define MAX_SHOWN 6 /* parts of one role; --json has all */

/* Parts of one role stand on one line: "made by csv_open (csv.c:12), ...". */
static void add_role(const struct pattern_part *parts, uint32_t all, uint32_t first, const char *own, const char *root,
                     struct strbuf *out)
{
    const char *role = parts[first].role;
    uint32_t shown = 0, count = 0;
    strbuf_printf(out, "      %s ", role);
    for (uint32_t i = first; i < all; i++) {
        const struct pattern_part *part = &parts[i];
        if (strcmp(part->role, role) != 0)
            continue;
        if (++count > MAX_SHOWN)
            continue;
        const char *path = path_below(part->path, root);
        bool is_same_file = !strcmp(part->path, own);
        strbuf_printf(out, "%s%s (%s%s%u)", shown++ ? ", " : "", part->name, is_same_file ? "" : path,
                      is_same_file ? "line " : ":", part->line);
    }
    if (count > MAX_SHOWN)
        strbuf_printf(out, " and %u more", count - MAX_SHOWN);
    strbuf_add_char(out, '\n');
}

static bool is_first_of_role(const struct pattern_part *parts, uint32_t index)
{
    for (uint32_t i = 0; i < index; i++)
        if (!strcmp(parts[i].role, parts[index].role))
            return false;
    return true;
}

void add_pattern_parts(const struct pattern_part *parts, uint32_t count, const char *path, const char *root,
                       struct strbuf *out)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_first_of_role(parts, i))
            add_role(parts, count, i, path, root, out);
}
