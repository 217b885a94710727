#include "sanitizer_report.h"

#include <stdio.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

#define OUTCOME_MAX 120u

static const struct {
    const char *start;
    const char *outcome; /* NULL: the words behind start */
    bool is_line;        /* all of them, and the place stands before start; else one word, and frames follow */
    bool needs_frame;    /* one without a frame in the unit is about somebody else */
    bool is_anywhere;    /* the place is in any of its stacks; else where it happened, which comes first */
} reports[] = {
    {"ERROR: AddressSanitizer: attempting double-free", "double-free", .is_anywhere = true},
    {"ERROR: AddressSanitizer: attempting free on address which was not malloc", "free of what was not allocated",
     .is_line = false},
    {"ERROR: AddressSanitizer: heap-use-after-free", "heap-use-after-free", .is_anywhere = true},
    {"ERROR: AddressSanitizer: ", NULL, .is_line = false},
    {"ERROR: LeakSanitizer: detected memory leaks", "leak", .is_anywhere = true},
    {"WARNING: MemorySanitizer: use-of-uninitialized-value", "use of an uninitialised value", .needs_frame = true},
    {"runtime error: ", NULL, .is_line = true},
};

/* " at stack.c:12" from "/src/stack.c:12:3" at the end of text; NULL: there is no such place. */
static const char *place_at_end(const char *text, size_t length, struct arena *arena)
{
    SCOPED(strbuf_release) struct strbuf place = {0};
    size_t start = length;
    while (start > 0 && text[start - 1] != '/' && text[start - 1] != ' ')
        start--;
    strbuf_add(&place, text + start, length - start);
    char *colon = strchr(place.bytes ? place.bytes : "", ':');
    unsigned line;
    if (!colon || sscanf(colon, ":%u", &line) != 1)
        return NULL;
    *colon = '\0';
    return arena_printf(arena, " at %s:%u", place.bytes, line);
}

/* Of the report that line is in, NULL: it was the last. */
static const char *next_line(const char *line)
{
    line = strchr(line, '\n');
    return line && strncmp(line, "\nsuite: ", 8) != 0 ? line + 1 : NULL;
}

/* Of the report that begins at text: its first frame in the unit's file. An empty line ends a stack, and behind the
 * first one stands where the memory came from: what a caller does with it is not the unit's doing. */
static const char *place_in_frames(const char *text, bool is_anywhere, const char *unit, struct arena *arena)
{
    SCOPED(strbuf_release) struct strbuf name = {0};
    strbuf_printf(&name, "/%s:", path_name(unit));
    for (const char *line = next_line(text); line; line = next_line(line)) {
        const size_t length = strcspn(line, "\n");
        if (!length && !is_anywhere)
            return NULL;
        const char *path = strstr(line, strbuf_text(&name));
        const char *place = path && path < line + length ? place_at_end(line, length, arena) : NULL;
        if (place)
            return place;
    }
    return NULL;
}

/* Where memory lies differs from run to run, and says nothing to a reader. */
static const char *without_addresses(const char *text, size_t length, struct arena *arena)
{
    SCOPED(strbuf_release) struct strbuf out = {0};
    for (const char *end = text + length; text < end; text++) {
        if (!strncmp(text, "address 0x", strlen("address 0x"))) {
            strbuf_add_text(&out, "an address");
            text += strlen("address 0x");
            text += strspn(text, "0123456789abcdef") - 1;
        } else {
            strbuf_add_char(&out, *text);
        }
    }
    return arena_strdup(arena, strbuf_text(&out));
}

const char *sanitizer_outcome(const char *line, const char *unit, struct arena *arena)
{
    SCOPED(strbuf_release) struct strbuf text = {0};
    strbuf_add(&text, line, strcspn(line, "\n"));
    for (size_t i = 0; i < ARRAY_LENGTH(reports); i++) {
        const char *at = strstr(strbuf_text(&text), reports[i].start);
        if (!at)
            continue;
        const size_t before = (size_t)(at - strbuf_text(&text));
        at += strlen(reports[i].start);
        const char *place = reports[i].is_line ? place_at_end(line, before > 2 ? before - 2 : 0, arena)
                                               : place_in_frames(line, reports[i].is_anywhere, unit, arena);
        if (!place && reports[i].needs_frame)
            return NULL;
        size_t length = reports[i].is_line ? strcspn(at, "\n") : strcspn(at, " \n:");
        const char *words = reports[i].outcome ? reports[i].outcome : without_addresses(at, length, arena);
        return arena_printf(arena, "%.*s%s", (int)OUTCOME_MAX, words, place ? place : "");
    }
    return NULL;
}

/* The function whose variables they are stands on the line below, the file of a global in quotes on the same. */
static bool is_variable_of_test(const char *line, const char *below)
{
    const size_t length = strcspn(line, "\n");
    const char *frame = below ? strstr(below, " in ") : NULL;
    const char *stack = strstr(line, " is located in stack of thread ");
    if (stack && stack < line + length)
        return frame && frame < below + strcspn(below, "\n") && !strncmp(frame, " in test_", 9);
    const char *file = strstr(line, " defined in '");
    if (!file || file >= line + length)
        return false;
    file += strlen(" defined in '");
    const size_t name_length = strcspn(file, "':\n");
    size_t start = name_length;
    while (start > 0 && file[start - 1] != '/')
        start--;
    return !strncmp(file + start, "test_", 5);
}

bool sanitizer_tells_of_test_memory(const char *line)
{
    for (const char *below; line; line = below) {
        below = next_line(line);
        if (is_variable_of_test(line, below))
            return true;
    }
    return false;
}
