int table[10];

void asks_for_both_ends(int i, int value)
{
    if (i < 0 || i > 9)
        return;
    table[i] = value;
}

void cannot_be_negative(unsigned i, int value)
{
    if (i > 9)
        return;
    table[i] = value;
}
