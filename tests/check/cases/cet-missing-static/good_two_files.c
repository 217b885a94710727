/* Its users declare it themselves: bad enough, but static it cannot be. */
int shared_by_hand(int n)
{
    return n + 1;
}

int table_by_hand[] = {1, 2, 3};
