#include <limits.h>
#define SIZE (1u << 4)          // facts: macro `SIZE` body=`( 1u << 4 )` value=16
#define TWICE (SIZE * 2)        // facts: macro `TWICE` value=32
#define LETTER 'a'              // facts: macro `LETTER` value=97
#define LESS (3 < 2 ? 10 : -20) // facts: macro `LESS` value=-20
#define HEX 0xFFFFFFFFFFFFFFFF  // facts: macro `HEX` value=-1
#define TEXT "text"             // no facts: macro `TEXT` value=0
#define CAST ((int)3)           // no facts: macro `CAST` value=3
#define LOOP_A LOOP_B           // no facts: macro `LOOP_A` value=0
#define LOOP_B LOOP_A
#define DIVIDED (1 / 0)
#define EMPTY // facts: macro `EMPTY` body=`` expansions=1
#define ABOVE(a, b) ((a) > (b)) // facts: macro `ABOVE` function-like expansions=3 param=a param=b
#define OUTER(a) ABOVE(a, 5)
#define PASTE(a, b) a##b

int direct(int v) { return ABOVE(v + 1, SIZE); }
// facts: node in=direct binary > `(a) > (b)` seen `ABOVE(v + 1, SIZE)` macro=ABOVE macro-body op=macros.c:13:26
// facts: node in=direct binary + `v + 1` seen `ABOVE(v + 1, SIZE)` macro=ABOVE macro-arg
// facts: node in=direct binary << `1u << 4` macro=SIZE macro-body value=16

int through(int v) { return OUTER(v * 2); }
// facts: node in=through binary > `(a) > (b)` macro=ABOVE macro-body
// facts: node in=through binary * `v * 2` macro-arg
// facts: node in=through int-literal `5` macro=OUTER macro-body

int again(int v) { return ABOVE(v, 1) EMPTY && ABOVE(v, 2); } // facts: node in=again binary && `ABOVE(v, 1) EMPTY && ABOVE(v, 2)`

int pasted(int v1) { return PASTE(v, 1) + 1; } // facts: node in=pasted param `` seen `PASTE(v, 1)`
int limit(void) { return INT_MAX; }            // facts: macro `INT_MAX` system expansions=1

#if 0
int never;
#else
int always;
#endif
// facts: inactive from=32 to=34
// facts: conditional line=32
// facts: conditional line=34
// facts: conditional line=36
#define LISTED(first, ...) first // facts: macro `LISTED` param=first param=__VA_ARGS__

// TODO: a thing
int todo; // facts: comment `TODO: a thing`
/* NOLINTNEXTLINE(cet-x) */
int silent; // facts: comment `NOLINTNEXTLINE(cet-x)`
