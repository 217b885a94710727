/* Its allocator is somewhere else; so is a function of an allocator's type that asks for no measured size. */
#include <stddef.h>

void *notebook_alloc(size_t size);
void notebook_free(void *block);
void *page_of(size_t number);

struct note {
    int number;
    struct note *next;
};

int keep_two(int first, int second)
{
    struct note *a = notebook_alloc(sizeof *a);
    if (!a)
        return -1;
    a->next = notebook_alloc(sizeof *a);
    if (!a->next) {
        notebook_free(a);
        return -2;
    }
    a->number = first;
    a->next->number = second;
    const int sum = (a->number & 0xff) + (a->next->number & 0xff);
    notebook_free(a->next);
    notebook_free(a);
    return sum;
}

int has_page(size_t number)
{
    return page_of(number) != NULL;
}
