int use_other(int value);

/* Of one form, and different things all over. */
int third(const char *text)
{
    int length = 0;
    while (text[length] != 0)
        length++;
    if (length > 80)
        length = 80;
    return length;
}

int fourth(int a)
{
    do
        a = use_other(a);
    while (a > 7);
    return a;
}
