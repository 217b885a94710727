/* Hidden in functions they live as long. */
int counter(int which)
{
    static int a, b, c; /* expect: cet-mutable-globals */
    a++;
    b += a;
    c = b;
    return which ? c : b;
}

int other(void)
{
    static int d, e, f;
    d++;
    e--;
    f = d + e;
    return f;
}

int third(void)
{
    static unsigned g, h, i;
    g ^= 1;
    h |= g;
    i <<= h;
    return (int)i;
}
