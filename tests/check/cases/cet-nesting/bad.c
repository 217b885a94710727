#include <stdio.h>

void print_cells(int tables, int rows, int columns, const int *cells) /* expect: cet-nesting */
{
    for (int t = 0; t < tables; t++) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                if (cells[c] >= 0) {
                    while (putchar('.') == EOF)
                        clearerr(stdout);
                }
            }
        }
    }
}

int find_free(const int *map, int n) /* expect: cet-nesting */
{
    if (map) {
        if (n > 0) {
            for (int i = 0; i < n; i++) {
                if (map[i] == 0) {
                    if (i % 2 == 0)
                        return i;
                }
            }
        }
    }
    return -1;
}

int scan(const char *text, int mode) /* expect: cet-nesting */
{
    int depth = 0;
    while (*text) {
        switch (mode) {
        case 1:
            if (*text == '(') {
                do {
                    switch (text[1]) {
                    case '"':
                        depth++;
                        break;
                    default:
                        depth--;
                    }
                } while (*++text == '(');
            }
            break;
        default:
            break;
        }
        text++;
    }
    return depth;
}
