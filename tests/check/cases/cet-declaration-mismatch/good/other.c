struct options {
    int level;
};

unsigned flags = 1;
int table[4] = {1, 2, 3, 4};
const char *name = "example";
struct options *current;

int old_style(int a, int b)
{
    return a + b;
}

int set_mode(unsigned mode)
{
    return mode != 0;
}

unsigned long length_of(const char *text)
{
    unsigned long length = 0;
    while (text[length])
        length++;
    return length;
}

/* Another function of the same name; both are static. */
static long helper(long a, long b)
{
    return a + b;
}

long other(void)
{
    return helper(1, 2);
}
