#include <stdlib.h>
#include <string.h>

struct entry {
    char *key;
    const char *label;
    struct entry *next;
};

int entry_fill(struct entry *entry, const char *key, const char *label)
{
    entry->key = strdup(key);
    entry->label = label;
    return entry->key ? 0 : -1;
}

void entry_free(struct entry *entry)
{
    free(entry->key);
    free(entry);
}

/* The key goes to the caller. */
char *entry_pop(struct entry **list)
{
    struct entry *entry = *list;
    char *key = entry->key;
    *list = entry->next;
    free(entry);
    return key;
}

/* Who empties it is a function that it is given to. */
void entry_clear(struct entry *entry);

void entry_drop(struct entry **list)
{
    struct entry *entry = *list;
    *list = entry->next;
    entry_clear(entry);
    free(entry);
}

/* The callers have to do with the key. */
static void unlink_entry(struct entry **list)
{
    struct entry *entry = *list;
    *list = entry->next;
    free(entry);
}

void entry_rename(struct entry **list, char **key)
{
    *key = (*list)->key;
    unlink_entry(list);
}

/* Made here, and nothing is in it yet. */
struct entry *entry_new(int size)
{
    struct entry *entry = calloc(1, sizeof *entry);
    if (entry && size < 0) {
        free(entry);
        return NULL;
    }
    return entry;
}

/* Borrowed: what is put there was never allocated for it. */
struct view {
    const char *text;
    struct view *next;
};

void view_set(struct view *view, const char *text)
{
    view->text = text;
}

void view_pop(struct view **list)
{
    struct view *view = *list;
    *list = view->next;
    free(view);
}
