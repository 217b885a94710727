int straight(int a) { return a; } // facts: function `straight` cyclomatic=1 cognitive=0 nesting=0 statements=1

int chain(int a)
{
    if (a == 1)
        return 1;
    else if (a == 2)
        return 2;
    else
        return 3;
}
// facts: function `chain` cyclomatic=3 cognitive=3 nesting=1 statements=5 lines=9

int nested(int a, int b)
{
    for (int i = 0; i < a; i++) {
        if (i > b) {
            while (a)
                a--;
        }
    }
    return a;
}
// facts: function `nested` cyclomatic=4 cognitive=6 nesting=3

int logic(int a, int b, int c, int d)
{
    if (a && b && c)
        return 1;
    return a || (b && c) || d;
}
// facts: function `logic` cyclomatic=7 cognitive=4

int choose(int a)
{
    switch (a) {
    case 1:
        return 1;
    case 2:
        return a ? 3 : 4;
    default:
        return 0;
    }
}
// facts: function `choose` cyclomatic=4 cognitive=3

int again(int n) { return n ? again(n - 1) : 0; } // facts: function `again` cyclomatic=2 cognitive=2

int jump(int a)
{
retry:
    if (a-- > 0)
        goto retry;
    return a;
}
// facts: function `jump` cyclomatic=2 cognitive=2
// facts: node in=jump goto text=`retry`
// facts: node in=jump label text=`retry`

#define HIDDEN(x) ((x) ? 1 : 2)
int hides(int a) { return HIDDEN(a); } // facts: function `hides` cyclomatic=2 cognitive=0

#define GUARDED(x)                                                                                                     \
    do {                                                                                                               \
        if (x)                                                                                                         \
            a++;                                                                                                       \
    } while (0)
#define EACH(i, n) for (int i = 0; i < (n); i++)
int in_macros(int a)
{
    EACH(i, a) {
        if (i)
            GUARDED(a < 9);
    }
    return a;
}
// facts: function `in_macros` cyclomatic=5 cognitive=1 nesting=2
