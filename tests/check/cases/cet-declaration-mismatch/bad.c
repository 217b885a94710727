/* The other file defines all of these with other types; neither the compiler nor the linker tells. */
#include <stdio.h>

struct options {
    int level;
    int depth;
};

extern int limit;                      /* expect: cet-declaration-mismatch */
extern char *program_name;             /* expect: cet-declaration-mismatch */
extern double ratio(int a, int b);     /* expect: cet-declaration-mismatch */
int open_log(const char *path);        /* expect: cet-declaration-mismatch */
extern struct options standard;        /* expect: cet-declaration-mismatch */
void set_level(unsigned char level);   /* expect: cet-declaration-mismatch */

int main(void)
{
    extern unsigned flags; /* expect: cet-declaration-mismatch */
    set_level((unsigned char)flags);
    printf("%s %d %f %d\n", program_name, limit, ratio(1, 2), standard.depth);
    return open_log("/tmp/log");
}
