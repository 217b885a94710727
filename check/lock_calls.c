#include "lock_calls.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cet/core/memory.h"

#define MAX_NAME_BYTES 120 /* longer names are no lock functions */

struct known_call {
    const char *name;
    struct lock_call call;
};

static const struct known_call known_calls[] = {
#define LOCK_CALL(name, action, argument, traits) {#name, {LOCK_##action, traits, argument}},
#include "lock_calls.def"
#undef LOCK_CALL
};

/* How the taker's name becomes the giver's. `with` must stand in the name too; "": nothing must. */
static const struct {
    const char *take;
    const char *give;
    const char *with;
    unsigned traits;
} name_pairs[] = {
    {"rdlock", "rdunlock", "", LOCK_SHARED},
    {"rdlock", "unlock", "", LOCK_SHARED},
    {"wrlock", "wrunlock", "", 0},
    {"wrlock", "unlock", "", 0},
    {"lock", "unlock", "", 0},
    {"Lock", "Unlock", "", 0},
    {"enter", "leave", "mutex", 0},
    {"enter", "exit", "mutex", 0},
    {"acquire", "release", "lock", 0},
    {"acquire", "release", "mutex", 0},
};

static int compare_name(const void *name, const void *known)
{
    return strcmp(name, ((const struct known_call *)known)->name);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Whether length bytes at name + at are a word of their own: not the end of "block", not the start of "locker". */
static bool is_whole_word(const char *name, size_t at, size_t length)
{
    bool begins = at == 0 || !is_letter(name[at - 1]) || (name[at] >= 'A' && name[at] <= 'Z');
    char next = name[at + length];
    return begins && !(next >= 'a' && next <= 'z');
}

static const char *find_word(const char *name, const char *word)
{
    for (const char *found = strstr(name, word); found; found = strstr(found + 1, word))
        if (is_whole_word(name, (size_t)(found - name), strlen(word)))
            return found;
    return NULL;
}

static bool is_declared_only(const struct facts *facts, const char *name)
{
    const struct fact_function *function = facts_find_function(facts, name);
    return function && !function->is_defined;
}

/* Whether the word in name, replaced by another, is the name of a function that is declared as well. */
static bool has_partner(const struct facts *facts, const char *name, const char *word, const char *other)
{
    const char *found = find_word(name, word);
    char partner[MAX_NAME_BYTES + 16];
    if (!found)
        return false;
    snprintf(partner, sizeof partner, "%.*s%s%s", (int)(found - name), name, other, found + strlen(word));
    return is_declared_only(facts, partner);
}

static struct lock_call call_by_name(const struct facts *facts, const struct fact_function *function)
{
    struct lock_call call = {LOCK_NONE, LOCK_NESTS, function->param_count ? 0 : NO_ID};
    const char *name = function->name;
    if (strlen(name) > MAX_NAME_BYTES || strstr(name, "try") || strstr(name, "init"))
        return call;
    for (size_t i = 0; i < ARRAY_LENGTH(name_pairs); i++) {
        if (!strstr(name, name_pairs[i].with))
            continue;
        if (has_partner(facts, name, name_pairs[i].take, name_pairs[i].give)) {
            call.action = LOCK_TAKE;
            call.traits |= (uint8_t)name_pairs[i].traits;
            break;
        }
        if (has_partner(facts, name, name_pairs[i].give, name_pairs[i].take)) {
            call.action = LOCK_GIVE;
            break;
        }
    }
    if (call.argument != NO_ID) {
        uint32_t type = facts_resolve_type(facts, function->params[0].type);
        if (type == NO_ID || facts->types[type].kind != TYPE_POINTER)
            call.traits |= LOCK_OF_HANDLE;
    }
    return call;
}

struct lock_call lock_call_of(const struct facts *facts, const struct fact_function *function)
{
    static const struct lock_call nothing = {LOCK_NONE, 0, NO_ID};
    if (function->is_defined || function->linkage == LINKAGE_STATIC)
        return nothing;
    const struct known_call *known =
        bsearch(function->name, known_calls, ARRAY_LENGTH(known_calls), sizeof *known_calls, compare_name);
    if (known)
        return known->call;
    bool may_be_one =
        strstr(function->name, "lock") || strstr(function->name, "Lock") || strstr(function->name, "mutex");
    return may_be_one ? call_by_name(facts, function) : nothing;
}

static bool has_word(const char *name, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (find_word(name, words[i]))
            return true;
    return false;
}

bool name_speaks_of_giving(const char *name)
{
    static const char *const words[] = {"release", "Release", "leave",  "Leave", "unpin",  "put",   "end",
                                        "End",     "exit",    "finish", "done",  "resume", "Resume"};
    return strstr(name, "unlock") || strstr(name, "Unlock") || strstr(name, "UNLOCK") ||
           has_word(name, words, ARRAY_LENGTH(words));
}

bool name_speaks_of_taking(const char *name)
{
    static const char *const words[] = {"LOCK", "acquire", "Acquire", "enter", "Enter",  "begin",  "Begin",
                                        "take", "prepare", "atfork",  "pause", "freeze", "suspend"};
    static const char *const others[] = {"block", "clock", "Block", "Clock", "unlock", "Unlock"};
    for (size_t i = 0; i < ARRAY_LENGTH(others); i++)
        if (strstr(name, others[i]))
            return false;
    return strstr(name, "lock") || strstr(name, "Lock") || has_word(name, words, ARRAY_LENGTH(words));
}
