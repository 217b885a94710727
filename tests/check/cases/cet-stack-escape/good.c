#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct frame {
    struct frame *previous;
    const char *name;
};

struct context {
    struct frame *top;
    const char *text;
};

static struct frame *current;

int run(struct context *context);
void leave_frame(struct context *context);

char *static_buffer(int number)
{
    static char text[16];
    snprintf(text, sizeof text, "%d", number);
    return text;
}

/* A frame that is taken off again. */
int with_frame(struct context *context)
{
    struct frame frame = {.previous = context->top, .name = "with_frame"};
    context->top = &frame;
    int result = run(context);
    context->top = frame.previous;
    return result;
}

int with_global_frame(const char *name)
{
    struct frame frame = {.previous = current, .name = name};
    current = &frame;
    int result = puts(name);
    current = frame.previous;
    return result;
}

void taken_off_by_a_call(struct context *context)
{
    struct frame frame = {.name = "call"};
    context->top = &frame;
    leave_frame(context);
}

static void reset(struct context *context)
{
    context->text = NULL;
}

void taken_off_by_own_function(struct context *context)
{
    char text[8] = "abc";
    context->text = text;
    puts(context->text);
    reset(context);
}

/* The value, not the address. */
int value_of_pointer(void)
{
    int value = 3;
    int *pointer = &value;
    return *pointer;
}

struct frame by_value(void)
{
    struct frame frame = {.name = "copy"};
    return frame;
}

char *parameter_itself(char *text)
{
    char *start = text;
    while (*start == ' ')
        start++;
    return start;
}

char *array_parameter(char text[16])
{
    return text;
}

/* A local struct that points to another local. */
int local_context(void)
{
    struct frame frame = {.name = "local"};
    struct context context;
    struct context *self = &context;
    self->top = &frame;
    self->text = frame.name;
    return run(self);
}

char *copied(int number)
{
    char text[16];
    snprintf(text, sizeof text, "%d", number);
    return strdup(text);
}

const char *replaced(const char *name)
{
    char buffer[8] = "x";
    const char *result = buffer;
    if (name)
        puts(result);
    result = name;
    return result;
}

int inside_its_block(int n)
{
    int total = 0;
    for (int i = 0; i < n; i++) {
        int square = i * i;
        int *p = &square;
        total += *p;
    }
    return total;
}

void ends_the_program(const char *name)
{
    struct frame frame = {.name = name};
    current = &frame;
    exit(1);
}

int position(const char *name)
{
    char text[16] = "a,b";
    const char *comma = strchr(text, name[0]);
    return comma ? (int)(comma - text) : -1;
}
