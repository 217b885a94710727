/* ++, -- and compound assignments on all that can be counted. */
#define BUMP(x) ((x)++)
#define ADD_TO(a, b) ((a) += (b))

struct bits {
    unsigned low : 3;
    signed high : 4;
    unsigned char byte;
};
static volatile int seen;
static _Atomic int shared;

static int integers(void)
{
    signed char c = 127;
    unsigned short s = 65535;
    long l = 1;
    int a = 1, b = a++, d = ++a, e = a--, f = --a;
    c++;
    s++;
    l--;
    --l;
    seen = 3;
    seen++;
    return c == -128 && s == 0 && l == -1 && a == 1 && b == 1 && d == 3 && e == 3 && f == 1 && seen == 4;
}

static int bit_fields(void)
{
    struct bits b = {7, -8, 0};
    unsigned before = b.low++;
    int after = --b.high;
    b.byte--;
    b.low += 2;
    b.high ^= 3;
    return before == 7 && b.low == 2 && after == 7 && b.high == 4 && b.byte == 255;
}

static int others(void)
{
    double x = 1.5, y = x++, z = --x;
    float f = 2;
    _Bool t = 0;
    f++;
    t++;
    shared++;
    shared += 2;
    return x == 1.5 && y == 1.5 && z == 1.5 && f == 3 && t == 1 && shared == 3;
}

static int pointers(void)
{
    int a[6] = {1, 2, 3, 4, 5, 6}, *p = a + 1;
    const char *s = "abcd";
    int first = *p++, second = *++p;
    p += 2;
    p -= 1;
    long n = 1;
    p -= n;
    s++;
    ++s;
    return first == 2 && second == 4 && *p == 4 && *s == 'c' && *s-- == 'c' && *s == 'b' && a[1]++ == 2 && a[1] == 3;
}

static int assigned(unsigned char c, int i, unsigned u, double d)
{
    long l = 40;
    c += 200;
    i *= 3;
    i -= 1;
    u >>= 2;
    u |= 16;
    u &= 29;
    l <<= i;
    l /= 10;
    l %= 1000;
    d += i;
    i += d / 2;
    c ^= u;
    ADD_TO(l, i);
    BUMP(l);
    return c == (144 ^ 17) && i == 5 && u == 17 && l == 22 && d == 6.5;
}

static int once(void)
{
    int a[3] = {0, 0, 0}, i = 0;
    a[i++] += 5;
    a[i++]++;
    a[++i - 1] -= 1;
    return i == 3 && a[0] == 5 && a[1] == 1 && a[2] == -1;
}

int main(void)
{
    int ok = integers() && bit_fields() && others() && pointers() && once();
    ok = ok && assigned(200, 1, 7, 4.5);
    return ok ? 0 : 1;
}
/* mutant: 18 increment-swap killed */
/* mutant: 18 increment-fixity killed */
/* mutant: 19 increment-swap killed */
/* mutant: 20 increment-swap killed */
/* mutant: 24 increment-swap killed */
/* mutant: 31 increment-swap killed */
/* mutant: 31 increment-fixity ignored */
/* mutant: 32 increment-swap killed */
/* mutant: 33 increment-swap killed */
/* mutant: 34 assignment-swap killed */
/* mutant: 35 assignment-swap killed */
/* mutant: 41 increment-swap killed */
/* mutant: 44 increment-swap killed */
/* mutant: 45 increment-swap ignored */
/* mutant: 46 increment-swap ignored */
/* mutant: 47 assignment-swap ignored */
/* mutant: 55 increment-swap killed */
/* mutant: 56 assignment-swap killed */
/* mutant: 59 assignment-swap killed */
/* mutant: 68 assignment-plain killed */
/* mutant: 71 assignment-swap killed */
/* mutant: 2 increment-swap killed */
/* mutant: 3 assignment-swap killed */
