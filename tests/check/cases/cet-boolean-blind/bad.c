#include <stdbool.h>
#include <stdio.h>

struct window;
struct window *window_open(const char *title, bool is_modal, bool resizable, bool visible);

static void sort(int *items, int count, int descending, int unique)
{
    for (int i = 1; i < count; i++)
        if (descending ? items[i - 1] < items[i] : items[i - 1] > items[i])
            items[i] = items[i - 1];
    if (!unique)
        return;
    puts("unique");
}

int copy_file(const char *from, const char *to, int force, int is_recursive);

void opens(void)
{
    window_open("Settings", true, false, true); /* expect: cet-boolean-blind */
    window_open("Log", 1, 0, 0);                /* expect: cet-boolean-blind */
}

void sorts(int *items, int count)
{
    sort(items, count, 0, 1); /* expect: cet-boolean-blind */
}

/* One is enough where there are several to be told apart. */
int copies(const char *from, bool force)
{
    if (copy_file(from, "backup", force, 1) != 0) /* expect: cet-boolean-blind */
        return -1;
    return 0;
}

#define NEW_LOG window_open("Log", true, true, false)

typedef bool flag;
int connect_to(const char *host, flag encrypted, flag persistent);

int through_a_typedef(const char *host)
{
    return connect_to(host, false, true); /* expect: cet-boolean-blind */
}
