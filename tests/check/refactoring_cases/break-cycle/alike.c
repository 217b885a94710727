/* One way only; and what calls itself is in one file. */
int list_count(void);

int twice(int value)
{
    return value > 0 ? twice(value - 1) + list_count() : 0;
}
