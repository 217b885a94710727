/* Two functions only. */
static int area(int left, int top, int width)
{
    return left * top * width;
}

int volume(int left, int top, int width)
{
    return area(left, top, width);
}

/* The same names, and nobody hands them on. */
int first(int red, int green, int blue)
{
    return red + green + blue;
}

int second(int red, int green, int blue)
{
    return red - green - blue;
}

int third(int red, int green, int blue)
{
    return red * green * blue;
}

/* Their form is that of a pointer. */
typedef int (*compare_fn)(const void *a, const void *b, void *context);

static int by_size(const void *a, const void *b, void *context)
{
    return a < b && context;
}

static int by_name(const void *a, const void *b, void *context)
{
    return by_size(a, b, context);
}

static int by_both(const void *a, const void *b, void *context)
{
    return by_name(a, b, context);
}

compare_fn comparisons[3] = {by_size, by_name, by_both};
