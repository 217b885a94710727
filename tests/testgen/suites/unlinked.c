/* Calls what nothing that it is linked with defines. Has the variable of flawed.c, by whose facts it is emitted. */
int elsewhere(int number);

int *kept;

int add(int a, int b)
{
    return elsewhere(a) + b;
}
