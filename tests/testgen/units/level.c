/* An enumeration of numbers, one of bits, and a table that only names of the first may index. */
enum level { LEVEL_LOW, LEVEL_MIDDLE, LEVEL_HIGH };
enum sides { SIDE_LEFT = 1, SIDE_RIGHT = 2, SIDE_TOP = 4 };

const char *level_text(enum level level)
{
    static const char *const texts[] = {"low", "middle", "high"};
    return texts[level];
}

int side_weight(enum sides sides)
{
    static const int weights[] = {0, 1, 2, 3, 4};
    return weights[sides];
}
