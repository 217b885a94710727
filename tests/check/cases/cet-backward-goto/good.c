#include <stdio.h>
#include <stdlib.h>

int load(const char *path)
{
    int result = -1;
    char *buffer = NULL;
    FILE *in = fopen(path, "r");
    if (!in)
        goto out;
    buffer = malloc(100);
    if (!buffer)
        goto close;
    result = fgets(buffer, 100, in) ? 0 : -1;
    free(buffer);
close:
    if (fclose(in) != 0)
        result = -1;
out:
    return result;
}

int find(int rows, int columns, int cells[rows][columns], int wanted)
{
    int r, c;
    for (r = 0; r < rows; r++)
        for (c = 0; c < columns; c++)
            if (cells[r][c] == wanted)
                goto found;
    return -1;
found:
    return r * columns + c;
}

/* Loops as they should be. */
int sum_to(int n)
{
    int sum = 0;
    for (int i = 0; i <= n; i++)
        sum += i;
    return sum;
}

/* A table of labels is another thing than a loop. */
int run(const unsigned char *code)
{
    static void *const actions[] = {&&halt, &&step};
    goto *actions[*code & 1];
step:
    return 1;
halt:
    return 0;
}

/* Another function's label of the same name. */
int forward(int a)
{
    if (a)
        goto again;
    a = 3;
again:
    return a;
}
