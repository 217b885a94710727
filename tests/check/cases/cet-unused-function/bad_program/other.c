int used_elsewhere(int n)
{
    return n - 1;
}

int nobody_needs(int n) /* expect: cet-unused-function */
{
    return n + 1;
}
