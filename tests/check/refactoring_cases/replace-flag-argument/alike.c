#include <stdbool.h>

void write_one(int value);

/* Callers compute it. */
static void put(bool is_loud, int value)
{
    if (is_loud)
        write_one(value);
    else
        write_one(-value);
}

void put_all(int a, int b)
{
    put(a > b, a);
    put(true, b);
    put(false, b);
}

/* All say the same. */
static void start(bool is_first)
{
    if (is_first)
        write_one(1);
    else
        write_one(2);
}

void start_twice(void)
{
    start(true);
    start(true);
}

/* It is handed on, and chooses little. */
static void log_line(int value, bool is_error)
{
    write_one(value);
    write_one(value + 1);
    write_one(value + 2);
    write_one(value + 3);
    write_one(value + 4);
    write_one(value + 5);
    if (is_error)
        write_one(0);
}

void log_both(void)
{
    log_line(1, true);
    log_line(2, false);
}
