int use(int value);

int first(const int *items, int count)
{
    int sum = 0;
    for (int i = 0; i < count; i++) {
        if (items[i] > 10)
            sum += use(items[i]);
        else
            sum -= items[i];
    }
    if (sum < 0)
        sum = -sum;
    return sum * 2;
}

int second(const int *values, int length)
{
    int total = 0; /* refactor: merge-duplicates */
    for (int k = 0; k < length; k++) {
        if (values[k] > 10)
            total += use(values[k]);
        else
            total -= values[k];
    }
    if (total < 0)
        total = -total;
    return total * 3;
}
