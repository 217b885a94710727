#include "cet/model/analyser_output.h"

#include <ctype.h>
#include <string.h>

#include "cet/core/file.h"
#include "cet/core/memory.h"

#define MAX_NOTES 24

static const struct {
    const char *name, *prefix;
} analysers[] = {
#define ANALYSER(id, name, prefix) {name, prefix},
#include "cet/model/analysers.def"
#undef ANALYSER
};

const char *analyser_name(enum analyser analyser)
{
    return analysers[analyser].name;
}

bool analyser_find(const char *name, enum analyser *ret_analyser)
{
    for (size_t i = 0; i < ARRAY_LENGTH(analysers); i++)
        if (!strcmp(name, analysers[i].name)) {
            *ret_analyser = (enum analyser)i;
            return true;
        }
    return false;
}

struct reading {
    enum analyser analyser;
    const char *folder;
    struct finding_set *findings;
    struct arena arena;     /* texts of the finding that is being read */
    struct finding finding; /* rule NULL: none */
    struct finding_note notes[MAX_NOTES];
};

static void end_finding(struct reading *reading)
{
    reading->finding.notes = reading->notes;
    if (reading->finding.rule)
        finding_set_add(reading->findings, &reading->finding);
    reading->finding = (struct finding){0};
    arena_release(&reading->arena);
}

/* The pieces of one line. */
struct line {
    const char *path;
    uint32_t line, column;
    char *rest; /* behind the place */
};

/* ":N" at *at, which moves behind it. */
static bool read_number(char **at, uint32_t *ret_number)
{
    uint64_t number = 0;
    char *p = *at;
    if (*p != ':' || !isdigit((unsigned char)p[1]))
        return false;
    for (p++; isdigit((unsigned char)*p); p++)
        if ((number = number * 10 + (uint64_t)(*p - '0')) > INT32_MAX)
            return false;
    *ret_number = (uint32_t)number;
    *at = p;
    return true;
}

/* "path:line:column:" or "path:line:" at the start; the first place that reads so ends the path. */
static bool read_place(char *text, struct line *ret_line)
{
    for (char *colon = text[0] == ':' ? NULL : strchr(text, ':'); colon; colon = strchr(colon + 1, ':')) {
        char *at = colon;
        struct line line = {.path = text};
        if (!read_number(&at, &line.line))
            continue;
        read_number(&at, &line.column);
        if (*at != ':')
            continue;
        if (!line.line)
            return false;
        *colon = '\0';
        line.rest = at + 1 + strspn(at + 1, " ");
        *ret_line = line;
        return true;
    }
    return false;
}

/* Takes "[TEXT]" off the end; NULL when there is none. */
static char *take_bracket(char *text)
{
    size_t length = strlen(text);
    while (length && strchr(" \r", text[length - 1]))
        text[--length] = '\0';
    if (!length || text[length - 1] != ']')
        return NULL;
    char *open = strrchr(text, '[');
    if (!open)
        return NULL;
    char *inside = open + 1;
    text[length - 1] = '\0';
    *open = '\0';
    while (open > text && open[-1] == ' ')
        *--open = '\0';
    return inside;
}

/* "CWE-401" where the text names one; CWE-0 is none. */
static const char *read_cwe(struct arena *arena, const char *text)
{
    const char *at = text ? strstr(text, "CWE-") : NULL;
    size_t digits = at ? strspn(at + 4, "0123456789") : 0;
    return digits && at[4] != '0' && digits <= 5 ? arena_strndup(arena, at, digits + 4) : "";
}

static const char *absolute(struct reading *reading, const char *path)
{
    SCOPED(memory_free_pointer) char *whole = path_absolute(path, reading->folder);
    return arena_strdup(&reading->arena, whole);
}

static void add_note(struct reading *reading, const struct line *line, const char *message)
{
    struct finding *finding = &reading->finding;
    bool says_nothing = !strncmp(message, "expanded from macro", strlen("expanded from macro")) ||
                        (finding->rule && !strcmp(message, finding->message));
    if (!finding->rule || finding->note_count == MAX_NOTES || says_nothing)
        return;
    reading->notes[finding->note_count++] = (struct finding_note){absolute(reading, line->path), line->line,
                                                                  line->column, arena_strdup(&reading->arena, message)};
}

static bool is_below_tidy_warnings(const char *rule)
{
    static const char *const prefixes[] = {"readability-", "modernize-", "google-", "llvm-",       "hicpp-",
                                           "fuchsia-",     "altera-",    "misc-",   "performance-"};
    for (size_t i = 0; i < ARRAY_LENGTH(prefixes); i++)
        if (!strncmp(rule, prefixes[i], strlen(prefixes[i])))
            return true;
    return false;
}

/* False for lines that are no findings of this analyser's own. */
static bool judge(enum analyser analyser, const char *word, char *rule, const char **ret_rule,
                  enum finding_level *ret_level)
{
    bool is_error = !strcmp(word, "error"), is_warning = !strcmp(word, "warning");
    *ret_rule = rule;
    *ret_level = is_error ? FINDING_ERROR : FINDING_WARNING;
    rule[strcspn(rule, ",")] = '\0'; /* other names of the same check */
    switch (analyser) {
    case ANALYSER_CLANG_TIDY:
        if (is_warning && is_below_tidy_warnings(rule))
            *ret_level = FINDING_REFACTORING;
        return (is_error || is_warning) && strcmp(rule, "clang-diagnostic-error") != 0;
    case ANALYSER_CPPCHECK:
        if (!is_error && !is_warning)
            *ret_level = FINDING_REFACTORING;
        return strcmp(word, "information") != 0;
    case ANALYSER_GCC:
        if (strncmp(rule, "-Wanalyzer-", strlen("-Wanalyzer-")) != 0)
            return false;
        *ret_rule = rule + strlen("-W");
        *ret_level = FINDING_WARNING;
        return true;
    default:
        return is_warning && rule[0] != '-';
    }
}

/* "warning: message [CWE-401] [rule]" */
static void read_diagnostic(struct reading *reading, struct line *line)
{
    char *end = strstr(line->rest, ": ");
    size_t length = end ? (size_t)(end - line->rest) : 0;
    if (!length || strspn(line->rest, "abcdefghijklmnopqrstuvwxyz ") != length)
        return;
    *end = '\0';
    char *message = end + 2;
    if (!strcmp(line->rest, "note")) {
        add_note(reading, line, message);
        return;
    }
    end_finding(reading);
    const char *name;
    enum finding_level level;
    char *rule = take_bracket(message);
    if (!rule || !*rule || !judge(reading->analyser, line->rest, rule, &name, &level))
        return;
    const char *cwe = read_cwe(&reading->arena, message);
    char *bracket = strstr(message, "[CWE-") ? take_bracket(message) : NULL;
    if (bracket)
        cwe = read_cwe(&reading->arena, bracket);
    reading->finding =
        (struct finding){.rule = arena_printf(&reading->arena, "%s%s", analysers[reading->analyser].prefix, name),
                         .level = level,
                         .path = absolute(reading, line->path),
                         .line = line->line,
                         .column = line->column,
                         .message = arena_strdup(&reading->arena, message),
                         .source = analysers[reading->analyser].name,
                         .cwe = cwe};
}

/* "[4] (buffer) strcpy:Does not check ... (CWE-120). ..." */
static void read_flaw(struct reading *reading, struct line *line)
{
    char *text = line->rest;
    char *close = strchr(text, ')');
    if (text[0] != '[' || !isdigit((unsigned char)text[1]) || text[2] != ']' || !close || close[1] != ' ')
        return;
    char *name = close + 2, *colon = strchr(name, ':');
    if (!colon || colon == name)
        return;
    *colon = '\0';
    struct finding finding = {.rule = arena_printf(&reading->arena, "%s%s", analysers[reading->analyser].prefix, name),
                              .level = text[1] >= '4' ? FINDING_WARNING : FINDING_REFACTORING,
                              .path = absolute(reading, line->path),
                              .line = line->line,
                              .column = line->column,
                              .message = arena_printf(&reading->arena, "%s: %s", name, colon + 1),
                              .source = analysers[reading->analyser].name,
                              .cwe = read_cwe(&reading->arena, colon + 1)};
    finding_set_add(reading->findings, &finding);
}

void analyser_output_read(enum analyser analyser, const char *folder, const char *text, size_t length,
                          struct finding_set *findings)
{
    struct reading reading = {.analyser = analyser, .folder = folder, .findings = findings};
    const char *end = text + length;
    for (const char *at = text; at < end;) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        SCOPED(memory_free_pointer) char *copy = memory_strndup(at, (size_t)((stop ? stop : end) - at));
        struct line line = {0};
        at = stop ? stop + 1 : end;
        if (!read_place(copy, &line))
            continue;
        if (analyser == ANALYSER_FLAWFINDER)
            read_flaw(&reading, &line);
        else
            read_diagnostic(&reading, &line);
    }
    end_finding(&reading);
}
