#include "../good_needed.h"
#include "../good_small.h"

int use_mail(void)
{
    return NEED(log) + NEED(net) + NEED(disk) + NEED(user) + NEED(job) + NEED(mail) + s_open(1);
}
