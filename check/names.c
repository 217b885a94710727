#include "names.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

#include "storage.h"

#define MAX_WORD 24

/* The next word in small letters, cut to MAX_WORD - 1; false when there is none. */
static bool next_word(const char **at, char *ret_word)
{
    const char *c = *at;
    while (*c && !isalpha((unsigned char)*c))
        c++;
    size_t length = 0;
    for (const char *start = c; isalpha((unsigned char)*c); c++) {
        bool begins_word =
            c > start && isupper((unsigned char)*c) && (islower((unsigned char)c[-1]) || islower((unsigned char)c[1]));
        if (begins_word)
            break;
        if (length < MAX_WORD - 1)
            ret_word[length++] = (char)tolower((unsigned char)*c);
    }
    ret_word[length] = '\0';
    *at = c;
    return length > 0;
}

static bool is_listed(const char *word, const char *const *words)
{
    for (; *words; words++)
        if (!strcmp(word, *words))
            return true;
    return false;
}

bool name_has_word(const char *name, const char *const *words)
{
    char word[MAX_WORD];
    while (next_word(&name, word))
        if (is_listed(word, words))
            return true;
    return false;
}

/* Whether a word of the name makes it one of the kind, and none makes it something else. */
static bool has_word_and_none_of(const char *name, const char *const *words, const char *const *others)
{
    return name_has_word(name, words) && !name_has_word(name, others);
}

static const char *const about_secrets[] = {
    "len",    "length", "size",     "file",  "path",   "prompt",  "count",  "max",     "min",      "field",
    "label",  "policy", "url",      "env",   "option", "opt",     "flag",   "hint",    "regex",    "pattern",
    "is",     "has",    "need",     "needs", "retry",  "retries", "expiry", "fd",      "socket",   "index",
    "offset", "pos",    "type",     "kind",  "class",  "error",   "msg",    "message", "name",     "dir",
    "table",  "list",   "db",       "state", "valid",  "ok",      "num",    "changed", "required", "public",
    "pub",    "bits",   "callback", "cb",    "format", NULL};

static bool is_named_key(const char *name)
{
    static const char *const key_words[] = {"key", "keys", NULL};
    static const char *const kinds[] = {"private", "priv",    "secret",   "session",    "master",  "aes",
                                        "hmac",    "des",     "rsa",      "encryption", "encrypt", "crypto",
                                        "cipher",  "signing", "enc",      "symmetric",  "shared",  "api",
                                        "auth",    "mac",     "material", NULL};
    return name_has_word(name, key_words) && name_has_word(name, kinds);
}

bool name_is_secret(const char *name)
{
    static const char *const words[] = {"password", "passwd",      "passphrase", "passcode",  "secret", "secrets",
                                        "pswd",     "keymaterial", "privkey",    "passwords", NULL};
    static const char *const secret_db[] = {"db", NULL};
    if (has_word_and_none_of(name, words, about_secrets) || (is_named_key(name) && !name_has_word(name, about_secrets)))
        return true;
    /* "db_password" is a password, "password_db" is not one. */
    char word[MAX_WORD] = "";
    const char *at = name;
    bool starts_with_db = next_word(&at, word) && is_listed(word, secret_db);
    return starts_with_db && has_word_and_none_of(at, words, about_secrets);
}

bool name_is_unguessable(const char *name)
{
    static const char *const words[] = {"token", "nonce", "salt",   "session",   "otp",    "csrf",
                                        "iv",    "sid",   "sessid", "challenge", "cookie", NULL};
    return name_is_secret(name) || has_word_and_none_of(name, words, about_secrets);
}

bool name_is_wipe(const char *name)
{
    static const char *const words[] = {"wipe",       "cleanse",    "zeroize",  "zeroise", "scrub",
                                        "burn",       "explicit",   "memzero",  "shred",   "secure",
                                        "zeromemory", "wipememory", "securely", NULL};
    return name_has_word(name, words) || !strcmp(name, "memset_s") || !strcmp(name, "memset_explicit");
}

const char *place_name(const struct facts *facts, const struct fact_function *function, uint32_t node)
{
    const struct function_graph *graph = &function->graph;
    while (node < graph->node_count) {
        const struct graph_node *n = &graph->nodes[node];
        switch ((enum node_kind)n->kind) {
        case NODE_MEMBER:
            return member_field(facts, graph, node) ? member_field(facts, graph, node)->name : "";
        case NODE_PARAM:
            return n->symbol < function->param_count ? function->params[n->symbol].name : "";
        case NODE_LOCAL:
        case NODE_DECLARE:
            return n->symbol < graph->local_count ? graph->locals[n->symbol].name : "";
        case NODE_GLOBAL:
            return n->symbol < facts->global_count ? facts->globals[n->symbol].name : "";
        case NODE_CAST:
        case NODE_SUBSCRIPT:
        case NODE_UNARY:
        case NODE_BINARY:
            node = graph_child(graph, node, 0);
            break;
        default:
            return "";
        }
    }
    return "";
}
