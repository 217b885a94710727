#include <stdio.h>
#include <string.h>

/* An else if is no deeper than its if. */
const char *season(int month)
{
    if (month == 12) {
        return "winter";
    } else if (month < 3) {
        return "winter";
    } else if (month < 6) {
        return "spring";
    } else if (month < 9) {
        return "summer";
    } else if (month < 12) {
        return "autumn";
    } else {
        return "never";
    }
}

#define TRY(call)                                                                                                      \
    do {                                                                                                               \
        if ((call) != 0) {                                                                                             \
            if (verbose)                                                                                               \
                puts(#call);                                                                                           \
            return -1;                                                                                                 \
        }                                                                                                              \
    } while (0)

/* What a macro hides is not nested here. */
int run(int rows, int verbose)
{
    for (int i = 0; i < rows; i++) {
        if (i > 0) {
            while (rows > 100) {
                TRY(rename("a", "b"));
                rows--;
            }
        }
    }
    return 0;
}

/* As deep as is allowed. */
int four(const int *map, int n)
{
    for (int i = 0; i < n; i++) {
        for (int k = 0; k < n; k++) {
            if (map[i] == map[k]) {
                if (i != k)
                    return i;
            }
        }
    }
    return -1;
}

/* Blocks alone nest nothing. */
int blocks(int a)
{
    {
        int b = a;
        {
            int c = b;
            {
                int d = c;
                {
                    int e = d;
                    {
                        return e;
                    }
                }
            }
        }
    }
}
