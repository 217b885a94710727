#include <errno.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include "box.h"

/* `nobody` of every system with 16-bit users in its past; owns nothing. */
#define UNPRIVILEGED 65534

/* In a container root may lack the right, or the user namespace the user: only trying tells. */
static bool can_become(uid_t user, gid_t group)
{
    pid_t pid = fork();
    if (pid == 0)
        _exit(setgroups(0, NULL) != 0 || setresgid(group, group, group) != 0 || setresuid(user, user, user) != 0);
    int status = -1;
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    return pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool unprivileged_user(uid_t *ret_user, gid_t *ret_group)
{
    static enum { UNKNOWN, YES, NO } answer;
    if (answer == UNKNOWN)
        answer = geteuid() == 0 && can_become(UNPRIVILEGED, UNPRIVILEGED) ? YES : NO;
    if (answer == NO)
        return false;
    *ret_user = UNPRIVILEGED;
    *ret_group = UNPRIVILEGED;
    return true;
}
