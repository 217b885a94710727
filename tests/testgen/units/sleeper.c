/* Nearly every call takes longer than a run may. */
#include <unistd.h>

int settle(unsigned rounds)
{
    if (rounds < 3)
        return 1;
    sleep(3);
    return 0;
}
