#include <stdbool.h>

enum color { RED, GREEN };

int has_default(int n)
{
    switch (n) {
    case 1:
        return 1;
    default:
        return 0;
    }
}

int names_all_bits(unsigned n)
{
    switch (n & 3) {
    case 0:
        return 1;
    case 1:
        return 2;
    case 2 ... 3:
        return 3;
    }
    return 0;
}

int names_both(bool is_set)
{
    switch (is_set) {
    case true:
        return 1;
    case false:
        return 2;
    }
    return 0;
}

int names_all_remainders(unsigned n)
{
    switch (n % 2u) {
    case 0:
        return 1;
    case 1:
        return 2;
    }
    return 0;
}

int of_an_enum(enum color color)
{
    switch (color) {
    case RED:
        return 1;
    case GREEN:
        return 2;
    }
    return 0;
}

int default_first(char c)
{
    switch (c) {
    default:
        return 0;
    case 'a':
        return 1;
    }
}
