#include "program_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"
#include "cet/core/strbuf.h"

struct cutter {
    const char *text;
    size_t at;
};

void program_parts_release(struct program_parts *parts)
{
    free(parts->items);
    arena_release(&parts->arena);
    *parts = (struct program_parts){0};
}

static bool looks_at(const struct cutter *c, const char *word)
{
    return !strncmp(c->text + c->at, word, strlen(word));
}

static void pass_comment(struct cutter *c)
{
    if (looks_at(c, "//")) {
        c->at += strcspn(c->text + c->at, "\n");
        return;
    }
    const char *end = strstr(c->text + c->at + 2, "*/");
    c->at = end ? (size_t)(end - c->text) + 2 : c->at + strlen(c->text + c->at);
}

static void pass_literal(struct cutter *c)
{
    const char quote = c->text[c->at++];
    while (c->text[c->at] && c->text[c->at] != quote && c->text[c->at] != '\n')
        c->at += c->text[c->at] == '\\' && c->text[c->at + 1] ? 2 : 1;
    c->at += c->text[c->at] == quote;
}

/* One character, literal or comment. */
static void pass_token(struct cutter *c)
{
    if (looks_at(c, "/*") || looks_at(c, "//"))
        pass_comment(c);
    else if (c->text[c->at] == '"' || c->text[c->at] == '\'')
        pass_literal(c);
    else
        c->at++;
}

static void pass_directive(struct cutter *c)
{
    while (c->text[c->at] && c->text[c->at] != '\n')
        if (c->text[c->at] == '\\' && c->text[c->at + 1])
            c->at += 2;
        else
            pass_token(c);
}

static bool is_name(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

/* What stands right before `at`. */
static const char *name_before(const char *text, size_t start, size_t at, struct arena *arena)
{
    while (at > start && isspace((unsigned char)text[at - 1]))
        at--;
    size_t first = at;
    while (first > start && is_name(text[first - 1]))
        first--;
    return arena_strndup(arena, text + first, at - first);
}

/* A declaration up to its semicolon, a function up to its last brace. */
static enum part_kind pass_external(struct cutter *c, const char **ret_name, struct arena *arena)
{
    const size_t start = c->at;
    unsigned round = 0, curly = 0;
    bool is_function = false;
    char last = '\0';
    *ret_name = "";
    while (c->text[c->at]) {
        const char now = c->text[c->at];
        if (now == '(' && round == 0 && curly == 0 && !**ret_name)
            *ret_name = name_before(c->text, start, c->at, arena);
        is_function |= now == '{' && curly == 0 && last == ')';
        round += now == '(';
        round -= now == ')' && round > 0;
        curly += now == '{';
        const bool ends = (now == '}' && curly == 1 && is_function) || (now == ';' && curly == 0 && round == 0);
        curly -= now == '}' && curly > 0;
        if (!isspace((unsigned char)now) && now != '/')
            last = now;
        pass_token(c);
        if (ends)
            break;
    }
    if (!is_function)
        *ret_name = "";
    return is_function ? PART_FUNCTION : PART_DECLARATION;
}

static void digest_part(const char *text, struct program_part *part)
{
    SCOPED(strbuf_release) struct strbuf tokens = {0};
    struct cutter c = {text, part->start};
    while (c.at < part->end) {
        const size_t start = c.at;
        pass_token(&c);
        if (c.at > start + 1)
            strbuf_add(&tokens, text + start, c.at - start);
        else if (!isspace((unsigned char)text[start]))
            strbuf_add_char(&tokens, text[start]);
    }
    digest_bytes(tokens.bytes, tokens.length, part->digest);
}

/* A comment belongs to what stands on the next line, unless that is a directive or another comment. */
static bool belongs_below(const struct cutter *c)
{
    const char *below = c->text + c->at;
    below += *below == '\n';
    below += strspn(below, " \t");
    return *below && !strchr("\n#/", *below);
}

void program_parts_cut(const char *text, struct program_parts *ret_parts)
{
    struct program_parts parts = {0};
    struct cutter c = {text, 0};
    size_t start = SIZE_MAX; /* of a comment that belongs to the next part */
    while (c.at += strspn(text + c.at, " \t\r\n"), text[c.at]) {
        struct program_part part = {.name = "", .start = start == SIZE_MAX ? c.at : start};
        start = SIZE_MAX;
        if (looks_at(&c, "/*") || looks_at(&c, "//")) {
            pass_comment(&c);
            if (belongs_below(&c)) {
                start = part.start;
                continue;
            }
        } else if (text[c.at] == '#') {
            part.kind = PART_DIRECTIVE;
            pass_directive(&c);
        } else {
            part.kind = pass_external(&c, &part.name, &parts.arena);
        }
        part.end = c.at;
        digest_part(text, &part);
        ARRAY_PUSH(parts.items, parts.count, parts.capacity, part);
    }
    *ret_parts = parts;
}

const struct program_part *program_parts_find(const struct program_parts *parts, const char *function)
{
    for (size_t i = 0; i < parts->count; i++)
        if (parts->items[i].kind == PART_FUNCTION && !strcmp(parts->items[i].name, function))
            return &parts->items[i];
    return NULL;
}

bool program_part_uses(const char *text, const struct program_part *part, const char *name)
{
    const size_t length = strlen(name);
    for (size_t at = part->start; length && at + length <= part->end; at++)
        if (!strncmp(text + at, name, length) && (at == 0 || !is_name(text[at - 1])) && !is_name(text[at + length]))
            return true;
    return false;
}
