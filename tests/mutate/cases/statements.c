/* Statements left out: what has a label, a case or a value inside stays. */
#define SET(a, b) a = b
#define TWO(a, b)                                                                                                      \
    a = 1;                                                                                                             \
    b = 2
#define LOOP(x)                                                                                                        \
    do {                                                                                                               \
        x++;                                                                                                           \
        x += 2;                                                                                                        \
    } while (0)
#define NOTE() note()
#define NOTE_NOW() note();

static volatile int seen;
static int notes;

static void note(void)
{
    notes++;
}

static int put(int *p, int x)
{
    *p = x;
    return x;
}

static void leave(int x, int *out)
{
    *out = 1;
    if (x)
        return;
    *out = 2;
}

static int assignments(void)
{
    int a = 0, b = 0, c = 0, room[6] = {0}, *d = room + 2;
    SET(a, 3);
    TWO(b, c);
    LOOP(a);
    d[1] = 4;
    put(&d[0], 5);
    seen = 6;
    (void)put(&a, a + 1);
    return a + b * 10 + c * 100 + d[0] * 1000 + d[1] * 10000 + seen * 100000;
}

static int loops(int n)
{
    int total = 0;
    for (int i = 0, j = 10; i < n; i++, j--)
        total += j;
    for (;; total++)
        if (total % 7 == 0)
            break;
    while (n > 0) {
        n--;
        if (n == 1)
            continue;
        total += 100;
    }
    return total;
}

static int labels(int x)
{
    int result = 0;
    if (x > 100) {
    inside:
        result += 10;
    }
    if (x == 1) {
        x = 0;
        goto inside;
    }
    if (x == 2)
        goto end;
    result += 1;
end:
    result += 100;
    return result;
}

static int cases(int x)
{
    int result = 0;
    switch (x) {
    case 0:
        if (x) {
        case 1:
            result += 1;
        }
        result += 2;
        break;
    case 2:
        result += 4;
    case 3:
        result += 8;
        break;
    default:
        result += 16;
        break;
    }
    return result;
}

static int values(int x)
{
    int y = ({
        note();
        int z = x + 1;
        z++;
        z;
    });
    x > 3 ? note() : (void)0;
    if (x > 4)
        NOTE();
    else
        NOTE_NOW()
    return y;
}

int main(void)
{
    int out;
    leave(1, &out);
    int ok = out == 1;
    leave(0, &out);
    ok = ok && out == 2 && assignments() == 6 * 100000 + 4 * 10000 + 5 * 1000 + 2 * 100 + 10 + 7;
    ok = ok && loops(3) == 28 + 200 && labels(1) == 111 && labels(2) == 100 && labels(3) == 101;
    ok = ok && cases(0) == 2 && cases(1) == 3 && cases(2) == 12 && cases(3) == 8 && cases(4) == 16;
    ok = ok && values(5) == 7 && notes == 3 && values(1) == 3 && notes == 5;
    return ok ? 0 : 1;
}
/* mutant: 44 statement-deletion killed */
/* mutant: 39 statement-deletion killed */
/* mutant: 45 statement-deletion killed */
/* mutant: 4 statement-deletion killed */
/* mutant: 5 statement-deletion killed */
/* mutant: 8 statement-deletion killed */
/* mutant: 52 statement-block killed */
/* mutant: 56 break-removal timeout */
/* mutant: 60 continue-removal killed */
/* mutant: 69 statement-block ignored */
/* mutant: 77 statement-block killed */
/* mutant: 90 statement-block ignored */
/* mutant: 96 switch-case killed */
/* mutant: 89 switch-case killed */
/* mutant: 118 call-removal killed */
