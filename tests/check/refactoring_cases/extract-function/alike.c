/* Jumps lead out of what is complex. */
int search(const int *items, int count, int *ret_index)
{
    for (int i = 0; i < count; i++) {
        if (items[i] > 0) {
            if (items[i] % 2)
                return 1;
            if (items[i] % 3 && items[i] % 5)
                return 2;
            if (items[i] % 7) {
                *ret_index = i;
                return 3;
            }
        }
    }
    return 0;
}

/* Two values come out of each part. */
int both(const int *items, int count, int *ret_low)
{
    int low = 0, high = 0;
    for (int i = 0; i < count; i++) {
        if (items[i] > 0) {
            if (items[i] > high)
                high = items[i];
            else if (items[i] < low)
                low = items[i];
        } else if (items[i] < -10 && items[i] > -20) {
            low = items[i];
            high = -items[i];
        }
    }
    *ret_low = low;
    return high;
}

/* Not complex at all. */
int flat(int a)
{
    if (a == 1)
        a = 2;
    if (a == 3)
        a = 4;
    if (a == 5)
        a = 6;
    return a;
}
