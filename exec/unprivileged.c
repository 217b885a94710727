#include <errno.h>
#include <grp.h>
#include <sys/wait.h>
#include <unistd.h>

#include "box.h"

/* Limits on processes count all of a user's together, so each run of cet takes a user of its own: one of those that
 * systemd keeps for such use (61184 to 65519) and that belong to nobody. `nobody` where that is not to be had. */
#define TRANSIENT_FIRST 61184u
#define TRANSIENT_COUNT 4336u
#define NOBODY 65534u

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
    static bool is_known;
    static uid_t user; /* 0: none */
    if (!is_known && geteuid() == 0) {
        const uid_t transient = TRANSIENT_FIRST + (uid_t)getpid() * 7919u % TRANSIENT_COUNT;
        user = can_become(transient, transient) ? transient : can_become(NOBODY, NOBODY) ? NOBODY : 0;
    }
    is_known = true;
    if (user == 0)
        return false;
    *ret_user = user;
    *ret_group = user;
    return true;
}
