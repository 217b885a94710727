#include <stdbool.h>

int read_one(void);
void write_one(int value);

static int transfer(bool is_write, int value) /* refactor: replace-flag-argument */
{
    if (is_write) {
        write_one(value);
        return value;
    }
    return read_one();
}

int both(int value)
{
    return transfer(true, value) + transfer(false, 0);
}

static void show(int count, int is_long) /* refactor: replace-flag-argument */
{
    if (!is_long)
        write_one(count);
    else
        for (int i = 0; i < count; i++)
            write_one(i);
}

void show_all(void)
{
    show(1, 0);
    show(2, 0);
    show(3, 1);
}

static int round_to(int value, _Bool up) /* refactor: replace-flag-argument */
{
    if (up)
        value += 9;
    return value / 10 * 10;
}

int round_both(int value)
{
    return round_to(value, 1) - round_to(value, 0);
}
