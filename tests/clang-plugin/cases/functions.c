#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

// facts: file functions.c user main
// facts: file stdio.h system
// facts: include line=1 stdarg.h

/* Adds what it was given.
 * Twice. */
static int documented(int a, const char *s) { return a + s[0]; }
// facts: function `documented` static defined params=2 result=`int` doc=`Adds
// facts: param `s` of documented 1 type=`const char *`

// First line,
// second line.
int lines_join(void) { return 1; } // facts: function `lines_join` external

int x; /* belongs to x */
int undocumented(void) { return documented(1, "a"); } // facts: function `undocumented` doc=``

inline int c99_inline(int a) { return a; }                  // facts: function `c99_inline` inline-only defined
static inline int static_inline(int a) { return a; }        // facts: function `static_inline` static defined
__attribute__((weak)) void weak_one(void) {}                // facts: function `weak_one` weak
_Noreturn void stop(void) { exit(1); }                      // facts: function `stop` noreturn
void *make(size_t n) __attribute__((malloc, warn_unused_result, returns_nonnull));
// facts: function `make` declared malloc warn-unused-result returns-nonnull
int log_line(int level, const char *form, ...) __attribute__((format(printf, 2, 3)));
// facts: function `log_line` variadic printf format=2
int sum(int n, ...)
{
    va_list list;
    va_start(list, n);
    int total = va_arg(list, int); // facts: node in=sum va-arg `va_arg(list,
    va_end(list);
    return total;
}
void fixed(int a[static 4], char b[16], int (*call)(int));
// facts: param `a` of fixed 0 type=`int *` declared=4 nonnull
// facts: param `b` of fixed 1 type=`char *` declared=16
// facts: param `call` of fixed 2 type=`int (*)(int)`
void second(char *p, char *q) __attribute__((nonnull(2))); // facts: param `q` of second 1 nonnull
// no facts: param `p` of second 0 nonnull

int old_style(a, b)
int a;
char *b;
{
    return a + *b;
}
// facts: function `old_style` defined params=2
// facts: param `b` of old_style 1 type=`char *`

void uses_library(void) { free(malloc(3)); }
// facts: function `malloc` system builtin declared
// no facts: function `calloc`
// facts: node in=uses_library call `malloc(3)` calls=malloc
