#include "../bad_all.h"
#include "../bad_constants.h"
#include "../bad_mixed.h"

int use_user(void)
{
    struct user_open o = {1, 2};
    return user_open(o.a) + user_read(C_USER_OPEN) + m_user_count(user_find_total) + C_USER_CLOSE;
}
