#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum direction { ASCENDING, DESCENDING };
enum copies { KEEP_COPIES, DROP_COPIES };

static void sort(int *items, int count, enum direction direction, enum copies copies)
{
    if (direction == DESCENDING && copies == DROP_COPIES)
        items[0] = count;
}

void sorts(int *items, int count)
{
    sort(items, count, DESCENDING, KEEP_COPIES);
}

/* One flag, and the function's name says what it is. */
void window_set_visible(void *window, bool visible);

void shows(void *window)
{
    window_set_visible(window, true);
}

int copy_file(const char *from, const char *to, bool force, bool is_recursive);

/* The values have names. */
#define RECURSIVE 1
#define NOT_RECURSIVE 0
static const bool overwrite = true;

int copies_by_name(const char *from, bool force)
{
    int failed = copy_file(from, "backup", force, RECURSIVE) != 0;
    failed |= copy_file(from, "backup", overwrite, NOT_RECURSIVE) != 0;
    return failed;
}

/* A comment at the value is a name too. */
int copies_with_words(const char *from)
{
    return copy_file(from, "backup", /*force*/ true, /*is_recursive*/ false);
}

/* Numbers, not truth values. */
static int add(int a, int b, int c)
{
    return a + 2 * b + 3 * c;
}

int adds(void)
{
    return add(0, 1, 1) + add(1, 0, 0);
}

/* Nobody can change the library. */
int keeps(void)
{
    return setenv("MODE", "fast", 1);
}

int point(int x, int y);

int origin(void)
{
    return point(0, 0) + point(1, 1);
}
