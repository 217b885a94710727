#define MAX(a, b)                                                                                                      \
    ({                                                                                                                 \
        __typeof__(a) x_ = (a);                                                                                        \
        __typeof__(b) y_ = (b);                                                                                        \
        x_ > y_ ? x_ : y_;                                                                                             \
    })
int larger(int a, int b) { return MAX(a, b); } // facts: node in=larger statement-expr macro=MAX macro-body
// facts: node in=larger binary > `x_ > y_` seen `MAX(a, b)` macro=MAX macro-body op=gnu.c:5:12

int dispatch(int op)
{
    static const void *const targets[] = {&&first, &&second}; // facts: node other-expr `&&first` text=`first` constant
    goto *targets[op];                                        // facts: node in=dispatch goto children=1
first:
    return 1;
second:
    return 2;
}

#define KIND(x) _Generic((x), int: 1, double: 2, default: 3)
int kind(double d) { return KIND(d); } // facts: node in=kind param seen `KIND(d)` unevaluated macro=KIND macro-arg
// facts: node in=kind int-literal `2` macro=KIND

int choose(int a) { return __builtin_choose_expr(1, a, 2); } // facts: node in=choose param `a`
void barrier(int *p) { __asm__ volatile("" : "+r"(*p)); }    // facts: node in=barrier asm
int fall(int a)
{
    switch (a) {
    case 1:
        a++;
        __attribute__((fallthrough)); // facts: node in=fall empty fallthrough
    case 2:
        return a;
    }
    return 0;
}
const char *self(void) { return __func__; } // facts: node in=self other-expr implicit
struct empty {};
int ranged[] = {[0 ... 999] = 7}; // facts: global `ranged` type=`int[1000]`
int label_at_end(int a)
{
    if (a)
        goto out;
    a = __extension__ 3; // facts: node in=label_at_end int-literal value=3
out:
    return a;
}
_Thread_local int per_thread; // facts: global `per_thread` thread-local defined
