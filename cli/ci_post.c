/* Brings the one comment on the pull or merge request up to date. */
#include <stdlib.h>

#include "cet/core/memory.h"
#include "cet/forge/sticky.h"
#include "ci.h"

enum status ci_post(const char *markdown, struct error *err)
{
    SCOPED(arena_release) struct arena arena = {0};
    struct forge_place place = {0};
    struct forge_posted posted = {0};
    enum status status = forge_find_place(getenv, &arena, &place, err);
    if (status == STATUS_OK)
        status = forge_post_sticky(&place, REPORT_COMMENT_MARKER, markdown, &posted, err);
    if (status != STATUS_OK)
        return status;
    printf("comment %s%s%s\n", posted.was_updated ? "updated" : "made", *posted.url ? ": " : "", posted.url);
    return STATUS_OK;
}
