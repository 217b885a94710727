#include <assert.h>
#include <stddef.h>

enum token { PLUS, MINUS, STAR, SLASH, PERCENT, AND, OR, NOT, LESS, MORE, EQUAL, COMMA, DOT, COLON, SEMICOLON, END };

/* A flat switch is one decision. */
const char *token_text(enum token token)
{
    switch (token) {
    case PLUS:
        return "+";
    case MINUS:
        return "-";
    case STAR:
        return "*";
    case SLASH:
        return "/";
    case PERCENT:
        return "%";
    case AND:
        return "&";
    case OR:
        return "|";
    case NOT:
        return "!";
    case LESS:
        return "<";
    case MORE:
        return ">";
    case EQUAL:
        return "=";
    case COMMA:
        return ",";
    case DOT:
        return ".";
    case COLON:
        return ":";
    case SEMICOLON:
        return ";";
    case END:
        return "end";
    }
    return "?";
}

/* What assert is made of nobody reads here. */
int checked_sum(const int *items, size_t count)
{
    assert(items);
    assert(count);
    assert(items[0] >= 0);
    assert(items[count - 1] >= 0);
    assert(count < 1000);
    assert(count != 13);
    assert(items[0] < 1000);
    assert(items[count - 1] < 1000);
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        sum += items[i];
    return sum;
}

#define CLAMP(x, low, high) ((x) < (low) ? (low) : (x) > (high) ? (high) : (x))

int average_colour(const unsigned char *p)
{
    int red = CLAMP(p[0] + 3, 0, 255), green = CLAMP(p[1] + 3, 0, 255), blue = CLAMP(p[2] + 3, 0, 255);
    int alpha = CLAMP(p[3] + 3, 0, 255), gamma = CLAMP(p[4] + 3, 0, 255), depth = CLAMP(p[5] + 3, 0, 255);
    int luma = CLAMP(p[6], 0, 255), chroma = CLAMP(p[7], 0, 255), noise = CLAMP(p[8], 0, 255);
    return (red + green + blue + alpha + gamma + depth + luma + chroma + noise) / 9;
}

/* Exactly the limit. */
int at_the_limit(int a)
{
    if (a == 1 || a == 2 || a == 3)
        return 1;
    if (a == 14 || a == 25 || a == 36)
        return 2;
    if (a == 47 || a == 58 || a == 69)
        return 3;
    if (a < 100 && a > 90 && a != 95 && a != 96 && a != 97)
        return 4;
    return 0;
}
