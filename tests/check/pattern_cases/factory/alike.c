#include <stdlib.h>
#include <string.h>

/* Made, and given back by whoever wants to: there is no pair. */
struct box {
    int value;
};

struct box *box_new(int value)
{
    struct box *box = malloc(sizeof *box);
    if (box)
        box->value = value;
    return box;
}

/* A look-up returns what was there. */
struct entry {
    const char *name;
    int value;
};

static struct entry entries[4];

struct entry *entry_find(const char *name)
{
    for (int i = 0; i < 4; i++)
        if (!strcmp(entries[i].name, name))
            return &entries[i];
    return NULL;
}

void entry_clear(struct entry *entry)
{
    entry->value = 0;
}

/* A setter that replaces a field. */
struct label {
    char *text;
};

int label_set(struct label *label, const char *text)
{
    char *copy = strdup(text);
    if (!copy)
        return -1;
    free(label->text);
    label->text = copy;
    return 0;
}
