#include "cet/model/source_comments.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

struct scan {
    const char *text;
    size_t length;
    size_t at;
    uint32_t line;
};

static bool looks_at(const struct scan *s, char first, char second)
{
    return s->at + 1 < s->length && s->text[s->at] == first && s->text[s->at + 1] == second;
}

static void step(struct scan *s)
{
    s->line += s->text[s->at++] == '\n';
}

/* A quote that its line does not close is an apostrophe in text that the preprocessor skips. */
static void pass_quoted(struct scan *s)
{
    char quote = s->text[s->at];
    step(s);
    while (s->at < s->length && s->text[s->at] != quote && s->text[s->at] != '\n') {
        if (s->text[s->at] == '\\' && s->at + 1 < s->length)
            step(s);
        step(s);
    }
    if (s->at < s->length && s->text[s->at] == quote)
        step(s);
}

/* Behind the opening marks; stops before what ends the comment. */
static void pass_comment(struct scan *s, bool is_block)
{
    while (s->at < s->length) {
        if (is_block ? looks_at(s, '*', '/') : s->text[s->at] == '\n')
            return;
        if (!is_block && looks_at(s, '\\', '\n'))
            step(s);
        step(s);
    }
}

/* Moves to the next comment's opening marks; false when there is none. */
static bool find_comment(struct scan *s)
{
    while (s->at < s->length) {
        if (looks_at(s, '/', '*') || looks_at(s, '/', '/'))
            return true;
        if (s->text[s->at] == '"' || s->text[s->at] == '\'')
            pass_quoted(s);
        else
            step(s);
    }
    return false;
}

static void read_comment(struct scan *s, source_comment_fn visit, void *context)
{
    bool is_block = s->text[s->at + 1] == '*';
    uint32_t line = s->line;
    s->at += 2;
    size_t start = s->at;
    pass_comment(s, is_block);
    char *text = memory_strndup(s->text + start, s->at - start);
    visit(context, text, line, s->line);
    free(text);
    if (is_block && s->at < s->length)
        s->at += 2;
}

void source_comments_each(const char *text, size_t length, source_comment_fn visit, void *context)
{
    struct scan s = {.text = text, .length = length, .line = 1};
    while (find_comment(&s))
        read_comment(&s, visit, context);
}

char *source_comments_blank(const char *text, size_t length)
{
    struct scan s = {.text = text, .length = length, .line = 1};
    char *blank = memory_new(length + 1, 1);
    memcpy(blank, text, length);
    while (find_comment(&s)) {
        size_t start = s.at;
        bool is_block = text[s.at + 1] == '*';
        s.at += 2;
        pass_comment(&s, is_block);
        if (is_block && s.at < s.length)
            s.at += 2;
        for (size_t i = start; i < s.at; i++)
            if (blank[i] != '\n')
                blank[i] = ' ';
    }
    return blank;
}

struct code {
    struct strbuf *out;
    size_t start; /* of our text in out */
    bool is_blank_due;
    bool is_in_directive;
};

static void add_code(struct code *code, const char *text, size_t length)
{
    if (code->is_blank_due && code->out->length > code->start && code->out->bytes[code->out->length - 1] != '\n')
        strbuf_add_char(code->out, ' ');
    code->is_blank_due = false;
    strbuf_add(code->out, text, length);
}

static void end_line(struct code *code)
{
    if (code->out->length > code->start && code->out->bytes[code->out->length - 1] != '\n')
        strbuf_add_char(code->out, '\n');
    code->is_blank_due = false;
}

static void keep_obeyed(void *context, const char *text, uint32_t line, uint32_t end_line)
{
    struct code *code = context;
    (void)line, (void)end_line;
    code->is_blank_due = true;
    if (strstr(text, "NOLINT") || strstr(text, "_EXCL_") || strstr(text, "LCOV_UNREACHABLE_") ||
        strstr(text, "fallthrough"))
        add_code(code, text, strlen(text));
    code->is_blank_due = true;
}

static void take_character(struct scan *s, struct code *code, bool *is_line_empty)
{
    char c = s->text[s->at];
    bool starts_directive = c == '#' && *is_line_empty;
    if (starts_directive)
        end_line(code);
    if (c == '\n' && code->is_in_directive)
        end_line(code);
    code->is_in_directive = (code->is_in_directive && c != '\n') || starts_directive;
    if (strchr(" \t\r\n\v\f", c) && c)
        code->is_blank_due = true;
    else
        add_code(code, &c, 1);
    *is_line_empty = c == '\n' || (*is_line_empty && code->is_blank_due);
    step(s);
}

void source_comments_leave_out(const char *text, size_t length, struct strbuf *out)
{
    struct scan s = {.text = text, .length = length, .line = 1};
    struct code code = {.out = out, .start = out->length};
    bool is_line_empty = true;
    while (s.at < s.length) {
        size_t start = s.at;
        if (looks_at(&s, '/', '*') || looks_at(&s, '/', '/')) {
            read_comment(&s, keep_obeyed, &code);
        } else if (looks_at(&s, '\\', '\n')) {
            s.at++;
            step(&s);
        } else if (text[s.at] == '"' || text[s.at] == '\'') {
            pass_quoted(&s);
            add_code(&code, text + start, s.at - start);
            is_line_empty = false;
        } else {
            take_character(&s, &code, &is_line_empty);
        }
    }
    end_line(&code);
}
