#include "../bad_all.h"
#include "../bad_constants.h"
#include "../bad_mixed.h"

int use_disk(void)
{
    struct disk_open o = {1, 2};
    return disk_open(o.a) + disk_read(C_DISK_OPEN) + m_disk_count(disk_find_total) + C_DISK_CLOSE;
}
