#include "commit_list.h"

#include <stdbool.h>
#include <string.h>

#include "cet/core/memory.h"
#include "git.h"

#define FIELDS "%H%x1f%cI%x1f%s"
#define FIELD_END '\x1f'

void commit_list_release(struct commit_list *list)
{
    if (!list)
        return;
    arena_release(&list->arena);
    *list = (struct commit_list){0};
}

/* Oldest first, a commit a line. */
static enum status ask(const char *top, const char *range, struct strbuf *out, struct error *err)
{
    const char *const words[] = {"git",
                                 "log",
                                 "--first-parent",
                                 "--reverse",
                                 "--no-color",
                                 "--no-decorate",
                                 "--format=" FIELDS,
                                 "--end-of-options",
                                 range ? range : "HEAD",
                                 "--",
                                 ":(top,glob)**/*.c",
                                 ":(top,glob)**/*.h",
                                 NULL};
    return git_ask(&(struct git_request){.argv = words, .folder = top}, out, err);
}

static uint32_t count_lines(const struct strbuf *text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text->length; i++)
        count += text->bytes[i] == '\n';
    return count;
}

/* Cuts the next field off; NULL behind the last. */
static const char *take_field(const char **at, const char *end, struct arena *arena)
{
    const char *stop = memchr(*at, FIELD_END, (size_t)(end - *at));
    stop = stop ? stop : end;
    const char *field = arena_strndup(arena, *at, (size_t)(stop - *at));
    *at = stop < end ? stop + 1 : end;
    return field;
}

/* Whether the index-th of all is one of the sample of `limit`. */
static bool is_sampled(size_t index, size_t all, size_t limit, size_t taken)
{
    if (all <= limit)
        return true;
    size_t wanted = limit == 1 ? all - 1 : taken * (all - 1) / (limit - 1);
    return taken < limit && index == wanted;
}

enum status commit_list_read(const char *top, const char *range, size_t limit, struct commit_list *ret_list,
                             struct error *err)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    struct commit_list list = {0};
    enum status status = ask(top, range, &text, err);
    if (status != STATUS_OK)
        return status;
    list.all = count_lines(&text);
    if (!list.all)
        return error_set(err, STATUS_INVALID, "no commit of '%s' (--history) touches a C file", range ? range : "HEAD");
    list.items = arena_array(&list.arena, limit < list.all ? limit : list.all, sizeof *list.items);
    const char *line = strbuf_text(&text);
    for (size_t i = 0; i < list.all; i++) {
        const char *end = strchr(line, '\n'), *at = line;
        if (!end)
            break;
        if (is_sampled(i, list.all, limit, list.count)) {
            struct commit *commit = &list.items[list.count++];
            commit->hash = take_field(&at, end, &list.arena);
            commit->date = take_field(&at, end, &list.arena);
            commit->subject = take_field(&at, end, &list.arena);
        }
        line = end + 1;
    }
    *ret_list = list;
    return STATUS_OK;
}
