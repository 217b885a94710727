#include <stddef.h>

typedef unsigned int flags_t;
enum mode { OFF, ON };
struct options;

extern flags_t flags;
extern int table[];
extern const char *name;
extern struct options *current;
int old_style();
int set_mode(enum mode mode);
size_t length_of(const char *text);
long other(void);
static int helper(int n)
{
    return n;
}

int main(void)
{
    return helper(table[0]) + old_style(1, 2) + set_mode(ON) + (int)length_of(name) + (int)flags + (current != 0) +
           (int)other();
}
