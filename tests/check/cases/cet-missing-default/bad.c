int of_characters(const char *text)
{
    int blanks = 0, lines = 0;
    for (; *text; text++)
        switch (*text) { /* expect: cet-missing-default */
        case ' ':
        case '\t':
            blanks++;
            break;
        case '\n':
            lines++;
            break;
        }
    return blanks + lines;
}

int of_numbers(int status)
{
    switch (status) { /* expect: cet-missing-default */
    case 0:
        return 1;
    case 1:
        return 2;
    }
    return -1;
}

int inner_one_only(int a, int b)
{
    switch (a) { /* expect: cet-missing-default */
    case 1:
        switch (b) {
        case 2:
            return 1;
        default:
            return 2;
        }
    }
    return 3;
}

#define KIND(item) ((item)->kind & 7)
struct item {
    unsigned kind;
};

int some_of_the_bits(const struct item *item)
{
    switch (KIND(item)) { /* expect: cet-missing-default */
    case 0 ... 5:
        return 1;
    case 7:
        return 2;
    }
    return 0;
}
