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

/* A K&R definition: it is not the stream that is written. */
struct stream {
    char *state;
};

int stream_pending(stream, pending)
unsigned *pending;
struct stream *stream;
{
    *pending = stream->state != NULL;
    return 0;
}

void stream_end(struct stream *stream)
{
    free(stream->state);
}

/* Two of a kind are given, and one is dropped: no destructor. */
struct pair {
    int value;
};

struct pair *pair_new(void)
{
    return calloc(1, sizeof(struct pair));
}

void pair_replace(struct pair **at, struct pair *old, struct pair *new)
{
    free(old);
    *at = new;
}
