/* fault: names_remove (shows in names_has, names_clear, names_add), use-after-free
 * The list still starts with the node that was removed from its front. */
#define _POSIX_C_SOURCE 200809L
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct name {
    struct name *next;
    char *text;
};

struct names {
    struct name *first;
};

void names_init(struct names *names)
{
    names->first = NULL;
}

bool names_has(const struct names *names, const char *text)
{
    for (const struct name *name = names->first; name; name = name->next)
        if (strcmp(name->text, text) == 0)
            return true;
    return false;
}

/* False when there is no memory. */
bool names_add(struct names *names, const char *text)
{
    struct name *name = malloc(sizeof *name);
    if (name == NULL)
        return false;
    name->text = strdup(text);
    if (name->text == NULL) {
        free(name);
        return false;
    }
    name->next = names->first;
    names->first = name;
    return true;
}

/* False when it is not there. */
bool names_remove(struct names *names, const char *text)
{
    struct name *before = NULL;
    for (struct name *name = names->first; name; before = name, name = name->next) {
        if (strcmp(name->text, text) != 0)
            continue;
        if (before)
            before->next = name->next;
#ifdef REPAIRED
        else
            names->first = name->next;
#endif
        free(name->text);
        free(name);
        return true;
    }
    return false;
}

void names_clear(struct names *names)
{
    while (names->first) {
        struct name *next = names->first->next;
        free(names->first->text);
        free(names->first);
        names->first = next;
    }
}
