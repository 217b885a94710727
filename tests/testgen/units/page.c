/* A text in an array that is longer than the texts that are changed at once. */
#include <string.h>

struct page {
    char text[4096];
    int number;
};

/* 0: nothing there, 1: it begins with a brace, 2: it says so. */
int page_kind(const struct page *page)
{
    const size_t length = strnlen(page->text, sizeof page->text);
    if (!length)
        return 0;
    if (page->text[0] == '{')
        return length > 600 ? 4 : 1;
    return length >= 4 && !memcmp(page->text, "page", 4) ? 2 : 3;
}
