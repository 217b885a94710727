#include "../good_needed.h"
#include "../good_small.h"

int use_disk(void)
{
    return NEED(log) + NEED(net) + NEED(disk) + NEED(user) + NEED(job) + NEED(mail) + s_open(1);
}
