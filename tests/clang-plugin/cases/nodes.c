#include <stddef.h>
#include <stdlib.h>

struct pair {
    int a, b;
};
int table[] = {4711, 2}; // facts: constant 4711 table
static const char *names[] = {"one\0x", "two"}; // facts: constant `one` length=5
static int counted(struct pair *p, struct pair q)
{
    static int calls = 1; // facts: global `calls` static local-static initialised
    extern int elsewhere; // facts: global `elsewhere` external declared
    // facts: local `calls` of counted static
    calls += elsewhere; // facts: node assign + `calls += elsewhere`
    p->a = q.b;         // facts: node member -> `p->a` lvalue
    // facts: node member . `q.b` lvalue
    p++;             // facts: node unary ++ `p++`
    return -p->a;    // facts: node unary - `-p->a`
}
int expressions(int a, unsigned b, double d, char *s)
{
    int local = 3 + 4 * 5; // facts: node binary + `3 + 4 * 5` value=23
    struct pair p = {.b = 2, .a = 1}; // facts: node init-list `{.b = 2, .a = 1}` children=2
    char *null = NULL;    // facts: node null-pointer macro=NULL seen `NULL`
    char *zero = 0;       // facts: node null-pointer `0`
    b = a;                // facts: node cast int `a` type=`unsigned int` implicit
    d = a;                // facts: node cast float `a` type=`double` implicit
    s = (char *)&p;       // facts: node cast pointer `(char *)&p` type=`char *`
    local = (long)s;      // facts: node cast pointer-to-int `(long)s`
    if (s && !null)       // facts: node binary && `s && !null`
        local = a ? 1 : 2; // facts: node conditional `a ? 1 : 2` children=3
    local = a ?: 7;        // facts: node conditional `a ?: 7` children=3
    (void)counted(&p, p);  // facts: node call `counted(&p, p)` cast-to-void calls=counted
    local = sizeof(struct pair); // facts: node sizeof `sizeof(struct pair)` value=8
    local = s[a] == 'x';   // facts: node subscript `s[a]` lvalue
    // facts: node int-literal `'x'` value=120 character
    d = 1.5e3;             // facts: node float-literal text=`1.5e3`
    local = ((a + 1)) * 2; // facts: node binary + `a + 1` parenthesised
    local = (1, a);        // facts: node binary , `1, a`
    local = ~a ^ b << 2;   // facts: node binary << `b << 2`
    p = (struct pair){1, 2}; // facts: node compound-literal `(struct pair){1, 2}`
    local = offsetof(struct pair, b); // facts: node other-expr value=4
    (void)zero, (void)names;
    return local;
}
int statements(int a)
{
    int b = 1, c = 2; // facts: node in=statements declare `int b = 1`
    for (;;)          // facts: node in=statements for children=4
        break;
    for (int i = 0, j = 1; i < j; i++) // facts: node in=statements compound implicit children=2
        continue;
    do
        a--;
    while (a); // facts: node in=statements do children=2
    switch (a) {
    case 1 ... 3: // facts: node in=statements case value=1 text=`3`
        return 1;
    case 4:
        break;
    default:; // facts: node in=statements default
    }
    return b + c;
}
