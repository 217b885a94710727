/* Findings of several analysers that mean the same become one. */
#include <string.h>
#include <strings.h>

#include "cet/core/memory.h"
#include "cet/model/analyser_output.h"

enum family {
    FAMILY_NONE,
#define DEFECT_FAMILY(id, cwes, words) FAMILY_##id,
#include "cet/model/defect_families.def"
#undef DEFECT_FAMILY
};

static const struct {
    const char *cwes, *words;
} families[] = {
    {"", ""},
#define DEFECT_FAMILY(id, cwes, words) {cwes, words},
#include "cet/model/defect_families.def"
#undef DEFECT_FAMILY
};

/* Whether one of the words, with '|' between, stands in the text, upper case or lower. */
static bool has_word(const char *text, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, "|");
        for (const char *at = text; length && *at; at++)
            if (!strncasecmp(at, words, length))
                return true;
        words += length + (words[length] == '|');
    }
    return false;
}

static enum family family_of(const struct finding *finding)
{
    SCOPED(strbuf_release) struct strbuf number = {0};
    if (!strncmp(finding->cwe, "CWE-", 4)) {
        strbuf_printf(&number, " %s ", finding->cwe + 4);
        for (size_t i = 1; i < ARRAY_LENGTH(families); i++)
            if (strstr(families[i].cwes, strbuf_text(&number)))
                return (enum family)i;
    }
    for (size_t i = 1; i < ARRAY_LENGTH(families); i++)
        if (has_word(finding->rule, families[i].words) || has_word(finding->message, families[i].words))
            return (enum family)i;
    return FAMILY_NONE;
}

/* The variable that a message is about: what is quoted first, else the last word; its length. */
static size_t find_name(const char *message, const char **ret_name)
{
    const char *open = strchr(message, '\'');
    if (open && strcspn(open + 1, "'") && strchr(open + 1, '\'')) {
        *ret_name = open + 1;
        return strcspn(open + 1, "'");
    }
    const char *blank = strrchr(message, ' ');
    *ret_name = blank ? blank + 1 : message;
    return strlen(*ret_name);
}

static bool is_same_name(const struct finding *a, const struct finding *b)
{
    const char *first, *second;
    size_t length = find_name(a->message, &first);
    return length == find_name(b->message, &second) && !memcmp(first, second, length);
}

/* Whether a list as "cet, clang-tidy" names the source. */
static bool has_source(const char *list, const char *source)
{
    size_t length = strlen(source);
    for (const char *at = list; *at; at += strcspn(at, ","), at += strspn(at, ", "))
        if (strcspn(at, ",") == length && !strncmp(at, source, length))
            return true;
    return false;
}

static bool is_same_defect(const struct finding *known, const struct finding *other)
{
    if (strcmp(known->path, other->path) != 0)
        return false;
    bool has_its_source = has_source(known->source, other->source);
    if (!strcmp(known->rule, other->rule))
        return known->line == other->line && (!has_its_source || !strcmp(known->message, other->message));
    enum family family = family_of(other);
    if (family == FAMILY_NONE || family_of(known) != family)
        return false;
    return known->line == other->line || (family == FAMILY_LEAK && !has_its_source && *known->function &&
                                          !strcmp(known->function, other->function) && is_same_name(known, other));
}

static void add_source(struct finding_set *set, struct finding *known, const struct finding *other)
{
    if (!has_source(known->source, other->source))
        known->source = arena_printf(&set->arena, "%s, %s", known->source, other->source);
}

void findings_take_in(const struct finding_set *theirs, struct finding_set *findings)
{
    for (size_t i = 0; i < theirs->count; i++) {
        const struct finding *other = &theirs->items[i];
        struct finding *known = NULL;
        for (size_t k = 0; k < findings->count && !known; k++)
            if (is_same_defect(&findings->items[k], other))
                known = &findings->items[k];
        if (known)
            add_source(findings, known, other);
        else
            finding_set_add(findings, other);
    }
}
