/* A place that is left while it is being looked at whether it will ever end, and reached again later, has not been hit
 * too often: this ends by itself. */
/* mutant: 10 relational-negation killed test */
#include <unistd.h>

static int spend(int n)
{
    int sum = 0, a, b;
    int turns;
    turns = n > 0 ? n : 10028; /* a few hits more than are let go without a look */
    for (int round = 0; round < 2; round++) {
        for (a = 0; a < turns; a++)
            sum += a;
        sum += getppid() < 0;
        for (b = 0; b < turns; b++)
            sum -= b;
    }
    return sum + turns;
}

int main(void)
{
    return spend(5) != 5;
}
