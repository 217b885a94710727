#include "code_line.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* Of a line; a longer one is taken for prose. */
#define MAX_TOKENS 96

enum token_kind { TOKEN_WORD, TOKEN_KEYWORD, TOKEN_TYPE, TOKEN_LITERAL, TOKEN_OPERATOR };

struct token {
    enum token_kind kind;
    const char *text;
    uint32_t length;
};

struct token_line {
    struct token tokens[MAX_TOKENS];
    uint32_t count;
    bool is_odd; /* holds what C has not, or too much */
};

static bool is_one_of(const char *const *words, const char *text, uint32_t length)
{
    for (; *words; words++)
        if (strlen(*words) == length && !memcmp(*words, text, length))
            return true;
    return false;
}

static enum token_kind kind_of_word(const char *text, uint32_t length)
{
    static const char *const keywords[] = {"if",      "else",  "for",      "while",  "do",   "switch", "case",
                                           "default", "break", "continue", "return", "goto", "sizeof", NULL};
    static const char *const types[] = {"int",      "char",     "long",   "short", "unsigned", "signed",
                                        "float",    "double",   "void",   "bool",  "_Bool",    "const",
                                        "static",   "extern",   "struct", "union", "enum",     "typedef",
                                        "volatile", "register", "inline", "FILE",  "size_t",   NULL};
    if (is_one_of(keywords, text, length))
        return TOKEN_KEYWORD;
    if (is_one_of(types, text, length) || (length > 2 && !memcmp(text + length - 2, "_t", 2)))
        return TOKEN_TYPE;
    return TOKEN_WORD;
}

static uint32_t literal_length(const char *text, uint32_t length)
{
    uint32_t at = 1;
    if (*text != '"' && *text != '\'') {
        while (at < length && (isalnum((unsigned char)text[at]) || text[at] == '.'))
            at++;
        return at;
    }
    while (at < length && text[at] != *text)
        at += text[at] == '\\' ? 2 : 1;
    return at < length ? at + 1 : 0; /* without its end it is an apostrophe */
}

static uint32_t operator_length(const char *text, uint32_t length)
{
    static const char *const operators[] = {"<<=", ">>=", "...", "->", "++", "--", "<<", ">>", "<=", ">=", "==", "!=",
                                            "&&",  "||",  "+=",  "-=", "*=", "/=", "%=", "&=", "|=", "^=", NULL};
    for (const char *const *op = operators; *op; op++)
        if (strlen(*op) <= length && !memcmp(*op, text, strlen(*op)))
            return (uint32_t)strlen(*op);
    return strchr("+-*/%&|^!~<>=?:;,.()[]{}", *text) && *text ? 1 : 0;
}

static struct token next_token(const char *text, uint32_t length)
{
    if (isalpha((unsigned char)*text) || *text == '_') {
        uint32_t end = 1;
        while (end < length && (isalnum((unsigned char)text[end]) || text[end] == '_'))
            end++;
        return (struct token){kind_of_word(text, end), text, end};
    }
    if (isdigit((unsigned char)*text) || *text == '"' || *text == '\'')
        return (struct token){TOKEN_LITERAL, text, literal_length(text, length)};
    return (struct token){TOKEN_OPERATOR, text, operator_length(text, length)};
}

static void read_tokens(const char *text, uint32_t length, struct token_line *line)
{
    line->count = 0;
    line->is_odd = false;
    for (uint32_t at = 0; at < length && !line->is_odd;) {
        if (isspace((unsigned char)text[at])) {
            at++;
            continue;
        }
        struct token token = next_token(text + at, length - at);
        if (!token.length || line->count == MAX_TOKENS) {
            line->is_odd = true;
            return;
        }
        line->tokens[line->count++] = token;
        at += token.length;
    }
}

static bool is(const struct token_line *line, uint32_t at, const char *text)
{
    return at < line->count && line->tokens[at].length == strlen(text) &&
           !memcmp(line->tokens[at].text, text, line->tokens[at].length);
}

static bool ends_with(const struct token_line *line, const char *text)
{
    return line->count && is(line, line->count - 1, text);
}

static bool is_operand(const struct token_line *line, uint32_t at)
{
    return at < line->count && (line->tokens[at].kind == TOKEN_WORD || line->tokens[at].kind == TOKEN_LITERAL);
}

/* Two words or numbers in a row, as prose has them and an expression has not; a declaration may begin so, and texts
 * stand in a row to be joined. */
static bool has_row_of_words(const struct token_line *line, uint32_t from)
{
    for (uint32_t i = from; i + 1 < line->count; i++) {
        bool are_texts = line->tokens[i].text[0] == '"' || line->tokens[i + 1].text[0] == '"';
        bool follows = line->tokens[i + 1].kind != TOKEN_OPERATOR &&
                       (line->tokens[i].kind == TOKEN_WORD || line->tokens[i].kind == TOKEN_LITERAL);
        if (follows && !are_texts)
            return true;
    }
    return false;
}

/* Depth of parentheses and brackets at the end; less than zero when one is closed that was not opened. */
static int balance(const struct token_line *line)
{
    int depth = 0;
    for (uint32_t i = 0; i < line->count; i++) {
        if (is(line, i, "(") || is(line, i, "["))
            depth++;
        else if ((is(line, i, ")") || is(line, i, "]")) && --depth < 0)
            return depth;
    }
    return depth;
}

static bool is_assignment_operator(const struct token *token)
{
    static const char *const operators[] = {"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=", NULL};
    return token->kind == TOKEN_OPERATOR && is_one_of(operators, token->text, token->length);
}

/* Where the first assignment of the first statement stands outside of parentheses, count when it has none. */
static uint32_t find_assignment(const struct token_line *line)
{
    int depth = 0;
    for (uint32_t i = 0; i < line->count && !is(line, i, ":") && !is(line, i, ";") && !is(line, i, "?"); i++) {
        depth += is(line, i, "(") - is(line, i, ")");
        if (depth == 0 && is_assignment_operator(&line->tokens[i]))
            return i;
    }
    return line->count;
}

/* Words that are types, then a name and what goes on behind one: a variable or the head of a function. */
static bool is_declaration(const struct token_line *line)
{
    uint32_t at = 0, types = 0;
    for (; at < line->count && line->tokens[at].kind == TOKEN_TYPE; at++) {
        types++;
        if ((is(line, at, "struct") || is(line, at, "union") || is(line, at, "enum")) && is_operand(line, at + 1))
            at++;
    }
    while (is(line, at, "*") || is(line, at, "const"))
        at++;
    bool has_name = at < line->count && line->tokens[at].kind == TOKEN_WORD;
    bool goes_on = is(line, at + 1, ";") || is(line, at + 1, "=") || is(line, at + 1, "[") || is(line, at + 1, ",") ||
                   is(line, at + 1, "(");
    return types && has_name && goes_on;
}

/* A place that is written to, at the beginning, and something behind the equals sign. */
static bool is_assignment(const struct token_line *line)
{
    uint32_t at = find_assignment(line);
    if (at == 0 || at + 1 >= line->count - 1)
        return false;
    bool is_place = line->tokens[0].kind == TOKEN_WORD || is(line, 0, "*") || is(line, 0, "(");
    return is_place && !has_row_of_words(line, is_operand(line, 0) && is(line, 1, "*") ? 1 : 0);
}

/* A call whose result nobody wants, also of a member; or a step of a counter. */
static bool is_call_or_step(const struct token_line *line)
{
    uint32_t last = line->count - 1; /* the semicolon */
    if (has_row_of_words(line, 0))
        return false;
    if (is(line, 0, "++") || is(line, 0, "--"))
        return is_operand(line, 1);
    if (is(line, last - 1, "++") || is(line, last - 1, "--"))
        return line->tokens[0].kind == TOKEN_WORD;
    bool begins = line->tokens[0].kind == TOKEN_WORD || (is(line, 0, "(") && is(line, 1, "void"));
    if (!begins || !is(line, last - 1, ")"))
        return false;
    uint32_t at = is(line, 0, "(") ? 3 : 0;
    while (is_operand(line, at) && (is(line, at + 1, "->") || is(line, at + 1, ".")))
        at += 2;
    return is_operand(line, at) && is(line, at + 1, "(") &&
           line->tokens[at + 1].text == line->tokens[at].text + line->tokens[at].length;
}

static bool is_jump(const struct token_line *line)
{
    if (is(line, 0, "break") || is(line, 0, "continue"))
        return line->count == 2;
    if (is(line, 0, "goto"))
        return line->count == 3 && is_operand(line, 1);
    return is(line, 0, "return") && !has_row_of_words(line, 1);
}

static enum code_line read_loop_or_branch(const struct token_line *line, uint32_t at)
{
    bool is_head = is(line, at, "if") || is(line, at, "for") || is(line, at, "while") || is(line, at, "switch");
    if (!is_head || !is(line, at + 1, "(") || has_row_of_words(line, at))
        return LINE_PROSE;
    if (ends_with(line, "{") || ends_with(line, ";") || ends_with(line, "}"))
        return balance(line) == 0 ? LINE_STATEMENT : LINE_PROSE;
    return LINE_PART;
}

/* The head of a statement and perhaps more of it. */
static enum code_line read_head(const struct token_line *line)
{
    uint32_t at = is(line, 0, "}") ? 1 : 0;
    if (is(line, 0, "case") && ends_with(line, ":") && !has_row_of_words(line, 0))
        return LINE_PART; /* alone it tells where another one goes on */
    if (is(line, 0, "do") && is(line, 1, "{"))
        return LINE_STATEMENT;
    if (!is(line, at, "else"))
        return read_loop_or_branch(line, at);
    if (at + 1 == line->count)
        return LINE_PART;
    return is(line, at + 1, "{") ? LINE_STATEMENT : read_loop_or_branch(line, at + 1);
}

static bool is_directive(const char *text, uint32_t length)
{
    static const char *const directives[] = {"include", "define", "undef", "if",    "ifdef",  "ifndef",
                                             "else",    "elif",   "endif", "error", "pragma", NULL};
    if (!length || text[0] != '#')
        return false;
    uint32_t at = 1, end;
    while (at < length && (text[at] == ' ' || text[at] == '\t'))
        at++;
    for (end = at; end < length && isalpha((unsigned char)text[end]);)
        end++;
    if (!is_one_of(directives, text + at, end - at))
        return false;
    return !(end < length && isalnum((unsigned char)text[end]));
}

static bool is_only_marks(const struct token_line *line)
{
    for (uint32_t i = 0; i < line->count; i++)
        if (!is(line, i, "{") && !is(line, i, "}") && !is(line, i, ";") && !is(line, i, "...") && !is(line, i, ".") &&
            !is(line, i, ")"))
            return false;
    return true;
}

/* What a statement over several lines has in the middle: no row of words, and something that prose has not. */
static bool may_be_part(const struct token_line *line)
{
    static const char *const ends[] = {",", "(", "&&", "||", "+", "=", "|", "{", NULL};
    const struct token *last = &line->tokens[line->count - 1];
    bool is_open = balance(line) != 0 || is(line, line->count - 1, ";");
    return !has_row_of_words(line, 0) && line->count > 1 && last->kind == TOKEN_OPERATOR &&
           (is_open || is_one_of(ends, last->text, last->length)) && !is(line, line->count - 1, ".");
}

/* Up to a comment inside the comment: it tells about the code before it. */
static uint32_t length_of_code(const char *text, uint32_t length)
{
    for (uint32_t i = 1; i + 1 < length; i++)
        if (text[i] == '/' && (text[i + 1] == '/' || text[i + 1] == '*') && text[i - 1] != ':')
            return i;
    return length;
}

static enum code_line read_statement(const struct token_line *line)
{
    enum code_line head = read_head(line);
    if (head != LINE_PROSE)
        return head;
    bool is_balanced = balance(line) == 0;
    if (ends_with(line, ";") && is_balanced && line->count > 1 &&
        (is_declaration(line) || is_assignment(line) || is_call_or_step(line) || is_jump(line)))
        return LINE_STATEMENT;
    bool may_declare = is_operand(line, 0) && is_operand(line, 1) && is(line, 2, "=") && !has_row_of_words(line, 1);
    bool is_function_head = is_balanced && is_declaration(line) && (ends_with(line, ")") || ends_with(line, "{"));
    return is_function_head || (ends_with(line, ";") && may_declare) || may_be_part(line) ? LINE_PART : LINE_PROSE;
}

static enum code_line read_directive(const char *text)
{
    text += strspn(text, "# \t");
    return !strncmp(text, "define", 6) || !strncmp(text, "undef", 5) ? LINE_DEFINITION : LINE_STATEMENT;
}

enum code_line code_line_read(const char *text, uint32_t length)
{
    length = length_of_code(text, length);
    while (length && isspace((unsigned char)text[length - 1]))
        length--;
    while (length && isspace((unsigned char)*text)) {
        text++;
        length--;
    }
    if (is_directive(text, length))
        return read_directive(text);
    if (length && text[length - 1] == '\\')
        length--;
    struct token_line line;
    read_tokens(text, length, &line);
    if (line.is_odd)
        return LINE_PROSE;
    return is_only_marks(&line) ? LINE_EMPTY : read_statement(&line);
}
