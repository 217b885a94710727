/* flags: -std=c23 -fopenmp -fblocks */
#include <stddef.h>

static void release(int *p) { *p = 0; }
bool truth(void) { return true; } // facts: node in=truth int-literal `true` value=1
int *none(void) { return nullptr; } // facts: node in=none null-pointer `nullptr`
int cleaned(void)
{
    [[gnu::cleanup(release)]] int held = 1; // facts: local `held` of cleaned type=`int`
    static_assert(sizeof held == 4);
    constexpr int fixed = 3; // facts: local `fixed` of cleaned
    typeof(held) copy = held + fixed;
    auto same = copy; // facts: local `same` of cleaned type=`int`
    return same;
}
enum wide : unsigned long { FAR = 0xffffffffffff }; // facts: enumerator `FAR` value=281474976710655
enum wide far;
int parallel(int n)
{
    int sum = 0;
#pragma omp parallel for reduction(+ : sum)
    for (int i = 0; i < n; i++)
        sum += i; // facts: node in=parallel assign + `sum += i`
    return sum;
}
int block(int n)
{
    int (^twice)(int) = ^(int a) { return a * 2; }; // facts: function `block` defined cyclomatic=1
    return twice(n);
}
int jumps(int a)
{
    __asm__ goto("" : : "r"(a) : : away);
    return 1;
away:
    return 0b1'000; // facts: node in=jumps int-literal `0b1'000` value=8
}
_BitInt(129) huge; // facts: type `_BitInt(129)` int signed
unsigned _BitInt(129) square(unsigned _BitInt(129) a) { return a * 2wbu; }
