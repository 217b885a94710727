#include <stdlib.h>
#include <string.h>

struct list { /* pattern: factory */
    int *items;
    size_t count;
};

struct list *list_new(void)
{
    struct list *list = calloc(1, sizeof *list);
    return list;
}

void list_free(struct list *list)
{
    if (!list)
        return;
    free(list->items);
    free(list);
}

/* In the caller's storage. */
struct text { /* pattern: factory */
    char *bytes;
    size_t length;
};

void text_init(struct text *text)
{
    memset(text, 0, sizeof *text);
}

void text_release(struct text *text)
{
    free(text->bytes);
}

/* Through an allocator and a release of the program's own, and an out-parameter. */
typedef struct { /* pattern: factory */
    int port;
} connection;

static void *take(size_t size)
{
    return malloc(size);
}

static void give(void *block)
{
    free(block);
}

int connect_to(connection **ret_connection, int port)
{
    connection *made = take(sizeof *made);
    if (!made)
        return -1;
    made->port = port;
    *ret_connection = made;
    return 0;
}

void disconnect(connection *connection)
{
    give(connection);
}
