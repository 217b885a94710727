#include "handles.h"

/* One function takes it: hardly an interface. */
struct once {
    int is_done;
};

int once_run(struct once *once)
{
    return once->is_done++;
}

/* Nobody outside has heard of it. */
struct local {
    int a, b;
};

static int local_sum(const struct local *local)
{
    return local->a + local->b;
}

static void local_clear(struct local *local)
{
    local->a = local->b = 0;
}

int use_local(void)
{
    struct local local;
    local_clear(&local);
    return local_sum(&local);
}

/* Its fields stand in the header. */
int point_length(const struct point *point)
{
    return point->x + point->y;
}

void point_move(struct point *point, int by)
{
    point->x += by;
}
