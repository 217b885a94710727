#include <stddef.h>

/* Filled as data. */
struct device_ops { /* pattern: callback-table */
    int (*open)(const char *name);
    int (*read)(int device, char *byte);
    const char *name;
};

static int null_open(const char *name)
{
    return name != NULL;
}

static int null_read(int device, char *byte)
{
    *byte = (char)device;
    return 0;
}

static const struct device_ops null_device = {null_open, null_read, "null"};

int device_read(const struct device_ops *ops, char *byte)
{
    int device = ops->open(ops->name);
    return ops->read(device, byte);
}

int read_null(char *byte)
{
    return device_read(&null_device, byte);
}

/* Filled field by field. */
typedef struct { /* pattern: callback-table */
    void *(*allocate)(size_t size);
    void (*release)(void *block);
} hooks;

static hooks current;

void hooks_set(void *(*allocate)(size_t), void (*release)(void *));
static void *no_memory(size_t size)
{
    (void)size;
    return NULL;
}

static void forget(void *block)
{
    (void)block;
}

void hooks_reset(void)
{
    current.allocate = no_memory;
    current.release = forget;
}

void *hooks_take(size_t size)
{
    return current.allocate(size);
}

/* Filled where it is used. */
struct visitor { /* pattern: callback-table */
    void (*enter)(int node);
    void (*leave)(int node);
};

static void visit(const struct visitor *visitor, int node)
{
    visitor->enter(node);
    (*visitor->leave)(node);
}

static void nothing(int node)
{
    (void)node;
}

void visit_silently(int node)
{
    struct visitor visitor = {.enter = nothing, .leave = nothing};
    visit(&visitor, node);
}
