/* No main: who calls what this offers is not known. */
int library_version(void)
{
    return 3;
}

int library_flags(void)
{
    return 0;
}

static int helper(int n)
{
    return n + 1;
}

int library_next(int n)
{
    return helper(n);
}
