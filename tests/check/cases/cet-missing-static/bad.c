#include <stdio.h>

int calls; /* expect: cet-missing-static */

const char *const names[] = {"zero", "one"}; /* expect: cet-missing-static */

int helper(int n); /* a prototype in the same file makes it no more public */

int helper(int n) /* expect: cet-missing-static */
{
    calls++;
    return n < 2 ? n : helper(n - 1);
}

void print_name(int n) /* expect: cet-missing-static */
{
    puts(names[n]);
}

int main(void)
{
    print_name(helper(1));
    return calls;
}
