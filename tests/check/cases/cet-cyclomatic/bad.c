#include <ctype.h>
#include <string.h>

struct request {
    const char *host, *path;
    int port, version, keep_alive, chunked, length;
};

int is_valid(const struct request *r) /* expect: cet-cyclomatic */
{
    if (!r)
        return 0;
    if (!r->host || !*r->host)
        return 0;
    if (!r->path || r->path[0] != '/')
        return 0;
    if (r->port < 1 || r->port > 65535)
        return 0;
    if (r->version != 10 && r->version != 11)
        return 0;
    if (r->chunked && r->length)
        return 0;
    if (r->keep_alive && r->version == 10)
        return 0;
    for (const char *p = r->host; *p; p++)
        if (!isalnum((unsigned char)*p) && *p != '.' && *p != '-')
            return 0;
    return r->length >= 0 ? 1 : 0;
}

static int weight(const char *word) /* expect: cet-cyclomatic */
{
    int sum = 0;
    while (*word) {
        sum += *word == 'a' ? 1 : *word == 'b' ? 3 : *word == 'c' ? 3 : 0;
        sum += *word == 'd' ? 2 : *word == 'e' ? 1 : *word == 'f' ? 4 : 0;
        sum += *word == 'g' ? 2 : *word == 'h' ? 4 : *word == 'i' ? 1 : 0;
        sum += *word == 'j' ? 8 : *word == 'k' ? 5 : *word == 'l' ? 1 : 0;
        sum += *word == 'm' ? 3 : *word == 'n' ? 1 : 0;
        word++;
    }
    return sum;
}

/* The cases are simple, what stands in them is not. */
int apply(int op, int a, int b, int *out) /* expect: cet-cyclomatic */
{
    switch (op) {
    case '+':
        if (a > 0 && b > 1000000 - a)
            return -1;
        *out = a + b;
        break;
    case '-':
        if (a < 0 && b > a + 1000000)
            return -1;
        *out = a - b;
        break;
    case '*':
        if (a && b && (a > 1000 || a < -1000) && (b > 1000 || b < -1000))
            return -1;
        *out = a * b;
        break;
    case '/':
        if (!b || (a < 0 && b == -1))
            return -1;
        *out = a / b;
        break;
    default:
        return weight("op") > op || !out ? -1 : 0;
    }
    return 0;
}
