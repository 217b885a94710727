#include "../bad_all.h"
#include "../bad_constants.h"
#include "../bad_mixed.h"

int use_net(void)
{
    struct net_open o = {1, 2};
    return net_open(o.a) + net_read(C_NET_OPEN) + m_net_count(net_find_total) + C_NET_CLOSE;
}
