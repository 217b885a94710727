/* compare_facts CASE.c FACTS: says which expectations in CASE.c's comments the facts do not meet.
 *
 *     static int f(int a) { return a; } // facts: function `f` static params=1
 *
 * An expectation holds when one line of the description has all of its words; text between ` marks is one word. `no
 * facts:` expects that no line has them. `compare_facts FACTS` prints the description. */
#include <stdio.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"
#include "describe_facts.h"

#define CASE_MAX_BYTES (1u << 20)

/* The next word of an expectation, up to a blank outside ` marks. */
static size_t word_length(const char *text, const char *end)
{
    bool is_quoted = false;
    const char *at = text;
    while (at < end && (is_quoted || *at != ' ')) {
        is_quoted ^= *at == '`';
        at++;
    }
    return (size_t)(at - text);
}

static bool has_word(const char *line, size_t line_length, const char *word, size_t length)
{
    for (size_t i = 0; i + length <= line_length; i++) {
        bool begins = i == 0 || line[i - 1] == ' ';
        bool ends = i + length == line_length || line[i + length] == ' ';
        if (begins && ends && memcmp(line + i, word, length) == 0)
            return true;
    }
    return false;
}

static bool has_all_words(const char *line, size_t line_length, const char *expected, const char *end)
{
    while (expected < end) {
        size_t length = word_length(expected, end);
        if (length && !has_word(line, line_length, expected, length))
            return false;
        expected += length + 1;
    }
    return true;
}

static bool is_described(const char *description, const char *expected, const char *end)
{
    size_t kind = word_length(expected, end);
    for (const char *line = description; *line;) {
        size_t length = strcspn(line, "\n");
        if (length >= kind && memcmp(line, expected, kind) == 0 && has_all_words(line, length, expected, end))
            return true;
        line += length + (line[length] == '\n');
    }
    return false;
}

static const char *expectation_end(const char *text)
{
    const char *end = text + strcspn(text, "\n");
    const char *comment_end = strstr(text, "*/");
    if (comment_end && comment_end < end)
        end = comment_end;
    while (end > text && end[-1] == ' ')
        end--;
    return end;
}

static int compare(const char *path, const char *source, const char *description)
{
    int misses = 0, expectations = 0;
    const char *line_begin = source;
    unsigned line = 1;
    for (const char *at = source; (at = strstr(at, "facts: ")) != NULL;) {
        bool is_unwanted = at - source >= 3 && memcmp(at - 3, "no ", 3) == 0;
        const char *expected = at + strlen("facts: ");
        const char *end = expectation_end(expected);
        for (; line_begin < at; line_begin++)
            line += *line_begin == '\n';
        expectations++;
        if (is_described(description, expected, end) == is_unwanted) {
            printf("%s:%u: %s: %.*s\n", path, line, is_unwanted ? "unwanted" : "missing", (int)(end - expected),
                   expected);
            misses++;
        }
        at = end;
    }
    if (expectations == 0)
        printf("%s: expects nothing\n", path);
    return misses == 0 && expectations > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    SCOPED(facts_release) struct facts facts = {0};
    SCOPED(strbuf_release) struct strbuf source = {0};
    SCOPED(strbuf_release) struct strbuf description = {0};
    struct error err = {0};
    if (argc < 2 || facts_load(argv[argc - 1], &facts, &err) != STATUS_OK ||
        (argc > 2 && file_read(argv[1], CASE_MAX_BYTES, &source, &err) != STATUS_OK)) {
        printf("%s\n", argc < 2 ? "usage: compare_facts [CASE.c] FACTS" : err.message);
        return 2;
    }
    describe_facts(&facts, &description);
    if (argc > 2)
        return compare(argv[1], strbuf_text(&source), strbuf_text(&description));
    fputs(strbuf_text(&description), stdout);
    return 0;
}
