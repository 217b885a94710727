#include <stddef.h>
#include <string.h>

/* Many cases, nothing nested: read once from top to bottom. */
int digit_value(int c)
{
    switch (c) {
    case '0':
        return 0;
    case '1':
        return 1;
    case '2':
        return 2;
    case '3':
        return 3;
    case '4':
        return 4;
    case '5':
        return 5;
    case '6':
        return 6;
    case '7':
        return 7;
    case '8':
        return 8;
    case '9':
        return 9;
    case 'a':
    case 'A':
        return 10;
    case 'b':
    case 'B':
        return 11;
    case 'c':
    case 'C':
        return 12;
    case 'd':
    case 'D':
        return 13;
    case 'e':
    case 'E':
        return 14;
    case 'f':
    case 'F':
        return 15;
    default:
        return -1;
    }
}

/* Early returns in a row. */
int is_sound(const char *name, size_t length, int mode, int owner)
{
    if (!name)
        return 0;
    if (length == 0)
        return 0;
    if (length > 200)
        return 0;
    if (name[0] == '.')
        return 0;
    if (name[length - 1] == '/')
        return 0;
    if (memchr(name, '\0', length))
        return 0;
    if (mode < 0)
        return 0;
    if (mode & 07000)
        return 0;
    if (owner < 0)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (name[i] == '\\')
            return 0;
    return 1;
}

#define CHECKED(expression)                                                                                            \
    do {                                                                                                               \
        if (!(expression)) {                                                                                           \
            if (errors++ > 9)                                                                                          \
                return errors;                                                                                         \
        }                                                                                                              \
    } while (0)

int check_all(int a, int b, int c)
{
    int errors = 0;
    CHECKED(a > 0);
    CHECKED(b > 0);
    CHECKED(c > 0);
    CHECKED(a < b);
    CHECKED(b < c);
    CHECKED(a + b > c);
    return errors;
}
