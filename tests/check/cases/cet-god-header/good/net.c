#include "../good_needed.h"
#include "../good_small.h"
#include "../good_few.h"

int use_net(void)
{
    return NEED(log) + NEED(net) + NEED(disk) + NEED(user) + NEED(job) + NEED(mail) + s_open(1) + f_net_open(2);
}
