/* A unit with one of each: an opaque object with maker and destroyer, a buffer with a length, text, an output, a
 * callback, a law, a fault, and what cannot be called. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct stack {
    int *items;
    size_t count, capacity;
};

struct stack *stack_new(void)
{
    return calloc(1, sizeof(struct stack));
}

void stack_free(struct stack *stack)
{
    if (!stack)
        return;
    free(stack->items);
    free(stack);
}

int stack_push(struct stack *stack, int item)
{
    if (!stack)
        return -1;
    if (stack->count == stack->capacity) {
        size_t capacity = stack->capacity ? stack->capacity * 2 : 4;
        int *items = realloc(stack->items, capacity * sizeof *items);
        if (!items)
            return -2;
        stack->items = items;
        stack->capacity = capacity;
    }
    stack->items[stack->count++] = item;
    return 0;
}

int stack_pop(struct stack *stack, int *ret_item)
{
    if (!stack || !ret_item || stack->count == 0)
        return -1;
    *ret_item = stack->items[--stack->count];
    return 0;
}

int sum_bytes(const unsigned char *bytes, size_t length)
{
    int sum = 0;
    for (size_t i = 0; i < length; i++)
        sum += bytes[i];
    return sum;
}

/* Reads one byte too many. */
int last_byte(const unsigned char *bytes, size_t length)
{
    return length ? bytes[length] : -1;
}

int is_keyword(const char *word)
{
    return strcmp(word, "while") == 0 || strcmp(word, "return") == 0;
}

void each_word(const char *text, void (*on_word)(const char *word, size_t length, void *data), void *data)
{
    while (*text) {
        size_t length = strcspn(text, " ");
        if (length)
            on_word(text, length, data);
        text += length + (text[length] == ' ');
    }
}

static int clamp(int number)
{
    return number < 0 ? 0 : number > 100 ? 100 : number;
}

int percent_of(int part, int whole)
{
    if (whole == 0)
        return -1;
    return clamp((int)((long)part * 100 / whole));
}

int maximum(int a, int b)
{
    return a > b ? a : b;
}

int sum_list(va_list list, int count)
{
    int sum = 0;
    while (count-- > 0)
        sum += va_arg(list, int);
    return sum;
}
