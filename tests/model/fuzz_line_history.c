/* Whatever the bytes: no owner is changed by more commits than there are, and every line has an owner or none. */
#include "cet/model/line_history.h"
#include "cet/model/source.h"
#include "core/fuzz_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct line_history history = {.owner_count = 3};
    line_history_add_file(&history, "a.c", 40);
    line_history_add_file(&history, "b.c", 8);
    line_history_own(&history, "a.c", 3, 17, 0);
    line_history_own(&history, "a.c", 20, 40, 1);
    line_history_own(&history, "b.c", 1, 8, 2);
    line_history_read(&history, (const char *)bytes, length);
    for (uint32_t i = 0; i < history.owner_count; i++)
        if (history.changes[i] > history.commits)
            abort();
    for (size_t i = 0; i < history.file_count; i++)
        for (uint32_t k = 0; k < history.files[i].line_count; k++)
            if (history.files[i].owners[k] >= history.owner_count && history.files[i].owners[k] != NO_ID)
                abort();
    line_history_release(&history);
    return 0;
}
