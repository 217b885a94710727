#include "bad_all.h"
#include "bad_constants.h"
#include "bad_mixed.h"

int use_log(void)
{
    struct log_open o = {1, 2};
    return log_open(o.a) + log_read(C_LOG_OPEN) + m_log_count(log_find_total) + C_LOG_CLOSE;
}
