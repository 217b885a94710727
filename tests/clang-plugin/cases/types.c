#include <stddef.h>
#include <stdint.h>

struct packet {
    unsigned kind : 3;
    unsigned : 5;
    int length;
    union {
        char text[8];
        double number;
    };
    struct packet *next;
    unsigned char data[];
};
// facts: type `struct packet` struct size=24 flexible
// facts: field `kind` of 0 offset=0 width=3
// facts: field `` of 1 offset=3 width=5
// facts: field `length` of 2 type=`int` offset=32
// facts: field `next` of 4 type=`struct packet *`
// facts: field `data` of 5 type=`unsigned char[]`
// facts: type `unsigned char[]` array incomplete

typedef struct {
    int a;
} anonymous_t;
anonymous_t uses_anonymous; // facts: type `anonymous_t` typedef size=4

enum color { RED, GREEN = 5, BLUE = -1 };
enum color shade; // facts: type `enum color` enum size=4 signed
// facts: enumerator `GREEN` of value=5
// facts: enumerator `BLUE` of value=-1

typedef uint8_t byte;
const volatile byte *pointer; // facts: type `byte` typedef target=`uint8_t` size=1
// facts: type `const volatile byte *` pointer size=8
// facts: type `const volatile byte` typedef const volatile

struct later;
struct later *early(struct later *p) { return p; }
struct later {
    short s;
};
// facts: type `struct later` struct size=2
struct never *opaque; // facts: type `struct never` struct incomplete size=0

typedef int (*operation)(int, ...); // facts: type `operation` typedef
// facts: type `int (int, ...)` function variadic target=`int`
operation operations[4]; // facts: type `operation[4]` array count=4 size=32
int no_prototype();      // facts: type `int ()` function no-prototype
_Complex double wave;    // facts: type `_Complex double` complex size=16
int __attribute__((vector_size(16))) lanes; // facts: type vector count=4 size=16
_Atomic int counter;     // facts: type `_Atomic(int)` int atomic size=4
struct __attribute__((packed)) tight {
    char c;
    int i;
} tight; // facts: type `struct tight` packed size=5
int variable(int n)
{
    int vla[n]; // facts: local `vla` of variable type=`int[n]`
    vla[0] = n;
    return sizeof vla > 4; // facts: node in=variable sizeof `sizeof vla`
}
// facts: type `int[n]` array vla size=0
_Bool flag; // facts: type `_Bool` bool size=1
__int128 wide; // facts: type `__int128` int signed size=16
