/* Sizes of variable-length arrays and labels of cases are expressions with nodes of their own. */
#include <stddef.h>

#define WIDTH 4
int next(void);
int sizes(int n, int m, int grid[n][m + 1]) // facts: node in=sizes array-size `m + 1` children=1
{
    // facts: node in=sizes array-size `n` children=1
    int a[n * 2];       // facts: node in=sizes array-size `n * 2` children=1
                        // facts: node in=sizes binary * `n * 2`
                        // facts: node in=sizes declare `int a[n * 2]` children=0
    int (*p)[next()] = 0; // facts: node in=sizes call `next()` calls=next
    // facts: node in=sizes declare `int (*p)[next()] = 0` children=1
    typedef int row[m - 1]; // facts: node in=sizes array-size `m - 1` children=1
    row rows[WIDTH];        // facts: node in=sizes declare `row rows[WIDTH]` children=0
    size_t s = sizeof(int[n - 3]); // facts: node in=sizes sizeof `sizeof(int[n - 3])` children=1
    p = (int (*)[m - 7]) & a;      // facts: node in=sizes cast pointer `(int (*)[m - 7]) & a` children=2
    int fixed[WIDTH * 2];          // facts: node in=sizes declare `int fixed[WIDTH * 2]` children=0
    for (int held[n + 9]; n; n--) // facts: node in=sizes array-size `n + 9` children=1
        held[0] = n;              // facts: node in=sizes for children=4
    return a[0] + grid[0][0] + rows[0][0] + fixed[0] + (*p)[0] + (int)s;
}
enum colour { RED = 3, GREEN };
int labels(int a)
{
    switch (a) { // facts: function `labels` statements=5
    case RED:    // facts: node in=labels enumerator `RED` value=3 constant
        return 1;
    case WIDTH + 1: // facts: node in=labels case value=5 children=2
        // facts: node in=labels binary + `WIDTH + 1` value=5 constant
        return 2;
    case 'a' ... 'z': // facts: node in=labels case value=97 text=`122` children=3
        // facts: node in=labels int-literal `'z'` value=122 constant character
        return 3;
    }
    return 0;
}
// facts: constant 122
const char letters[] = {'q'}; // facts: constant 113 table
