#include "../bad_all.h"
#include "../bad_constants.h"
#include "../bad_mixed.h"

int use_job(void)
{
    struct job_open o = {1, 2};
    return job_open(o.a) + job_read(C_JOB_OPEN) + m_job_count(job_find_total) + C_JOB_CLOSE;
}
