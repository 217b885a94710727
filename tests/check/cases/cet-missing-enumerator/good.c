enum color { RED, GREEN, BLUE, COLOR_COUNT };
enum kind { KIND_NONE, KIND_TEXT, KIND_NUMBER, KIND_DEFAULT = KIND_TEXT };
enum token { TOKEN_NAME, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_PLUS, TOKEN_MINUS, TOKEN_END };

int all_but_the_count(enum color color)
{
    switch (color) {
    case RED:
        return 1;
    case GREEN:
        return 2;
    case BLUE:
        return 3;
    }
    return 0;
}

int two_names_for_one(enum kind kind)
{
    switch (kind) {
    case KIND_NONE:
        return 0;
    case KIND_DEFAULT:
        return 1;
    case KIND_NUMBER:
        return 2;
    }
    return -1;
}

int a_range(enum kind kind)
{
    switch (kind) {
    case KIND_NONE ... KIND_NUMBER:
        return 1;
    }
    return 0;
}

/* Picks out a few on purpose. */
int is_sign(enum token token)
{
    switch (token) {
    case TOKEN_PLUS:
    case TOKEN_MINUS:
        return 1;
    default:
        return 0;
    }
}

int of_a_number(enum kind kind)
{
    switch ((int)kind + 1) {
    case 1:
        return 1;
    default:
        return 0;
    }
}
