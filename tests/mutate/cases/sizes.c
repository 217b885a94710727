/* Results of calls, initialisers, sizes, texts, indices, floats and returned values. */
#include <stdlib.h>
#include <string.h>
#define YES ((int)1)
#define NAME "name"
#define SIZE_OF(x) sizeof(x)

struct pair {
    int a, b;
    char text[24];
};
static int calls;

static int next(void)
{
    return ++calls;
}

static unsigned long wide(void)
{
    return 5;
}

static struct pair *make(int a)
{
    struct pair *p = malloc(sizeof *p);
    p->a = a;
    p->b = next();
    return p;
}

static struct pair whole(int a)
{
    struct pair p = {a, 2, ""};
    return p;
}

static int truth(int x)
{
    if (x)
        return YES;
    return !YES;
}

static double half(float x)
{
    double y = x;
    return y * 0.5 + 2.5f - 0.0;
}

static unsigned long sizes(struct pair *p, int n)
{
    char buffer[40];
    memset(buffer, 'x', sizeof buffer);
    int variable[n];
    return SIZE_OF(struct pair) + sizeof(p) * 100 + sizeof *p * 10000 + sizeof(buffer) * 1000000 + sizeof variable * 0;
}

static unsigned long texts(void)
{
    const char *t = "abc";
    char copy[] = "four";
    return strlen(t) + strlen(NAME) * 10 + strlen("two" " parts") * 100 + sizeof copy * 1000;
}

static int indices(const int *a, unsigned char i, long j)
{
    return a[i] + a[j] * 10 + a[i + 1] * 100 + i[a] * 1000 + a[2] * 10000;
}

static int chain(void)
{
    return make(3)->a + (int)(wide() - 1) + whole(4).a;
}

int main(void)
{
    static const int a[] = {1, 2, 3, 4, 5};
    int first = next();
    struct pair *p = make(2);
    int ok = first == 1 && p->a == 2 && p->b == 2 && truth(4) && !truth(0) && half(3) == 4;
    ok = ok && sizes(p, 3) == 32 + 800 + 320000 + 40000000 && texts() == 3 + 40 + 900 + 5000;
    ok = ok && indices(a, 1, 2) == 2 + 30 + 300 + 2000 + 30000 && indices(a + 1, 0, 0) == 2 + 20 + 300 + 2000 + 40000;
    return ok && chain() == 11 ? 0 : 1;
}
/* mutant: 26 sizeof-operand survived */
/* mutant: 35 return-zero ignored */
/* mutant: 41 return-zero killed */
/* mutant: 48 constant-zero killed */
/* mutant: 47 initialiser-zero killed */
/* mutant: 56 sizeof-operand killed */
/* mutant: 61 string-empty killed */
/* mutant: 63 string-empty killed */
/* mutant: 68 index-increment killed */
/* mutant: 73 call-zero killed */
/* mutant: 79 initialiser-zero killed */
