#include <alloca.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct node {
    struct node *next;
    const char *label;
};

struct view {
    const char *text;
    size_t length;
};

static const char *last_message;
static struct node *head;

int *returns_address(void)
{
    int value = 3;
    return &value; /* expect: cet-stack-escape */
}

char *returns_array(int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    return text; /* expect: cet-stack-escape */
}

char *returns_through_pointer(int number)
{
    char text[16];
    char *start = text;
    snprintf(text, sizeof text, "%8d", number);
    while (*start == ' ')
        start++;
    return start; /* expect: cet-stack-escape */
}

const int *returns_parameter(int value)
{
    return &value; /* expect: cet-stack-escape */
}

char *returns_echo(const char *name)
{
    char copy[32];
    if (strlen(name) >= sizeof copy)
        return NULL;
    return strcpy(copy, name); /* expect: cet-stack-escape */
}

const char *on_one_branch(const char *name, int is_loud)
{
    char loud[8] = "LOUD";
    return is_loud ? loud : name; /* expect: cet-stack-escape */
}

char *returns_alloca(size_t size)
{
    char *block = alloca(size);
    memset(block, 0, size);
    return block; /* expect: cet-stack-escape */
}

struct view returns_in_struct(int number)
{
    char text[16];
    struct view view;
    view.length = (size_t)snprintf(text, sizeof text, "%d", number);
    view.text = text;
    return view; /* expect: cet-stack-escape */
}

const struct node *returns_compound(void)
{
    return &(struct node){.label = "x"}; /* expect: cet-stack-escape */
}

void stores_in_global(int code)
{
    char text[32];
    snprintf(text, sizeof text, "code %d", code);
    last_message = text; /* expect: cet-stack-escape */
}

void pushes(const char *label)
{
    struct node node = {.next = head, .label = label};
    head = &node; /* expect: cet-stack-escape */
}

void stores_behind_parameter(struct node *node, int code)
{
    char text[32];
    snprintf(text, sizeof text, "%d", code);
    node->label = text; /* expect: cet-stack-escape */
}

void stores_as_output(const char **ret_text)
{
    char text[] = "none";
    *ret_text = text; /* expect: cet-stack-escape */
}

void stores_in_static(int n)
{
    static int *previous;
    int value = n;
    if (previous)
        printf("%p\n", (void *)previous);
    previous = &value; /* expect: cet-stack-escape */
}

int used_behind_its_block(int n)
{
    int *chosen = NULL;
    if (n > 0) {
        int doubled = 2 * n;
        chosen = &doubled;
    }
    return chosen ? *chosen : 0; /* expect: cet-stack-escape */
}

struct view initialised(int number)
{
    char text[16];
    struct view view = {.text = text, .length = (size_t)snprintf(text, sizeof text, "%d", number)};
    return view; /* expect: cet-stack-escape */
}
