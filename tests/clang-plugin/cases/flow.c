#include <stdlib.h>

int branch(int a)
{
    if (a)
        return 1;
    return 2;
}
// facts: block in=branch terminator=if successors=2
// facts: block in=branch entry
// facts: block in=branch exit successors=0

int both(int a, int b) { return a && b; } // facts: block in=both terminator=binary successors=2

void fatal(void)
{
    abort();
}
// facts: block in=fatal noreturn

int loop(int n)
{
    int s = 0;
    for (int i = 0; i < n; i++)
        s += i;
    return s;
}
// facts: block in=loop terminator=for successors=2

int pick(int a)
{
    switch (a) {
    case 1:
        return 1;
    default:
        return 2;
    }
}
// facts: block in=pick terminator=switch successors=2
// facts: block in=pick label=case
