#include "test_names.h"

#include <stdlib.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

#define MAX_REPORT_BYTES (256u << 20)

void test_names_release(struct test_names *names)
{
    if (!names)
        return;
    for (size_t i = 0; i < names->count; i++)
        free(names->items[i]);
    free(names->items);
    map_release(&names->index);
    *names = (struct test_names){0};
}

static void key_of(const char *program, uint32_t place, struct strbuf *out)
{
    strbuf_printf(out, "%s\n%u", program, place);
}

/* "begin PLACE FIXTURE NAME" */
static void add_name(struct test_names *names, const char *program, char *line)
{
    char *end;
    SCOPED(strbuf_release) struct strbuf key = {0};
    const unsigned long place = strtoul(line, &end, 10);
    const char *name = *end == ' ' ? strchr(end + 1, ' ') : NULL;
    if (!name || place > UINT32_MAX)
        return;
    key_of(program, (uint32_t)place, &key);
    map_set(&names->index, strbuf_text(&key), names->count);
    ARRAY_PUSH(names->items, names->count, names->capacity, memory_strdup(name + 1));
}

void test_names_read(const char *report, struct test_names *ret)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    const char *program = "";
    char *rest = NULL;
    if (file_read(report, MAX_REPORT_BYTES, &text, NULL) != STATUS_OK || !text.length)
        return;
    for (char *line = strtok_r(text.bytes, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
        if (!strncmp(line, "program ", strlen("program ")))
            program = path_name(line + strlen("program "));
        else if (!strncmp(line, "begin ", strlen("begin ")))
            add_name(ret, program, line + strlen("begin "));
}

const char *test_names_find(const struct test_names *names, const char *program, uint32_t place)
{
    SCOPED(strbuf_release) struct strbuf key = {0};
    uint64_t at;
    key_of(program, place, &key);
    return map_find(&names->index, strbuf_text(&key), &at) ? names->items[at] : "";
}
