#include "../bad_all.h"
#include "../bad_constants.h"
#include "../bad_mixed.h"

int use_mail(void)
{
    struct mail_open o = {1, 2};
    return mail_open(o.a) + mail_read(C_MAIL_OPEN) + m_mail_count(mail_find_total) + C_MAIL_CLOSE;
}
