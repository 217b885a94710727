#include "environment.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

static bool same_name(const char *a, const char *b)
{
    size_t length = strcspn(a, "=");
    return length == strcspn(b, "=") && memcmp(a, b, length) == 0;
}

void environment_set(struct words *environment, const char *assignment)
{
    for (size_t i = 0; i < environment->count; i++) {
        if (same_name(environment->items[i], assignment)) {
            free(environment->items[i]);
            environment->items[i] = memory_strdup(assignment);
            return;
        }
    }
    words_add(environment, assignment);
}

void environment_set_all(struct words *environment, const char *const *assignments)
{
    for (size_t i = 0; assignments && assignments[i]; i++)
        environment_set(environment, assignments[i]);
}

static void set_pair(struct words *environment, const char *name, const char *value)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_printf(&text, "%s=%s", name, value);
    environment_set(environment, strbuf_text(&text));
}

void environment_set_clean(struct words *environment, const char *temporary_folder)
{
    set_pair(environment, "PATH", CLEAN_PATH);
    set_pair(environment, "HOME", temporary_folder);
    set_pair(environment, "TMPDIR", temporary_folder);
    set_pair(environment, "LC_ALL", "C.UTF-8");
}

const char *environment_find(const struct words *environment, const char *name)
{
    for (size_t i = 0; i < environment->count; i++) {
        if (same_name(environment->items[i], name) && strchr(environment->items[i], '='))
            return strchr(environment->items[i], '=') + 1;
    }
    return NULL;
}
