/* A FILE or DIR that a function opened, lost on one of its ways out: see resources.h. */
#include "lost_resources.h"

void check_file_leak(struct check_pass *pass)
{
    report_lost(pass, RESOURCE_FILE);
    report_lost(pass, RESOURCE_DIRECTORY);
}
