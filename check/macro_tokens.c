#include "macro_tokens.h"

#include <ctype.h>
#include <string.h>

/* The length of the token at text; a blank separates tokens, but may stand inside of a literal. */
static size_t token_length(const char *text)
{
    size_t length = 0;
    char quote = 0;
    for (; text[length] && (quote || text[length] != ' '); length++) {
        char c = text[length];
        if (quote && c == '\\' && text[length + 1])
            length++;
        else if (quote && c == quote)
            quote = 0;
        else if (!quote && (c == '"' || c == '\''))
            quote = c;
    }
    return length;
}

static uint32_t find_param(const struct fact_macro *macro, const struct macro_token *token)
{
    for (uint32_t i = 0; i < macro->param_count; i++)
        if (macro_token_is(token, macro->params[i]))
            return i;
    return NO_ID;
}

void macro_tokens_read(const struct fact_macro *macro, struct macro_tokens *ret_tokens)
{
    const char *text = macro->body;
    ret_tokens->count = 0;
    while (*text) {
        size_t length = token_length(text);
        if (length) {
            if (ret_tokens->count == MACRO_MAX_TOKENS) {
                ret_tokens->count = 0;
                return;
            }
            struct macro_token token = {.text = text, .length = length};
            token.param = find_param(macro, &token);
            ret_tokens->items[ret_tokens->count++] = token;
        }
        text += length + (text[length] != '\0');
    }
}

bool macro_token_is(const struct macro_token *token, const char *text)
{
    return strlen(text) == token->length && !memcmp(token->text, text, token->length);
}

bool macro_token_is_name(const struct macro_token *token)
{
    return token->length && (isalpha((unsigned char)token->text[0]) || token->text[0] == '_');
}

bool macro_token_is_one_of(const struct macro_token *token, const char *words)
{
    while (*words) {
        size_t length = strcspn(words, " ");
        if (length == token->length && !memcmp(words, token->text, length))
            return true;
        words += length + (words[length] == ' ');
    }
    return false;
}
