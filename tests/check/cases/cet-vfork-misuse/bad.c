#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

static int last_error;

int prints(char *const argv[])
{
    pid_t child = vfork();
    if (child == 0) {
        printf("starting %s\n", argv[0]); /* expect: cet-vfork-misuse */
        execv(argv[0], argv);
        _exit(127);
    }
    return child < 0 ? -1 : 0;
}

int exits(char *const argv[])
{
    pid_t child;
    if ((child = vfork()) == 0) {
        execvp(argv[0], argv);
        exit(127); /* expect: cet-vfork-misuse */
    }
    return child;
}

int returns(char *const argv[])
{
    pid_t child = vfork();
    if (!child) {
        execvp(argv[0], argv);
        return -1; /* expect: cet-vfork-misuse */
    }
    return child;
}

int assigns(char *const argv[])
{
    pid_t child = vfork();
    if (child < 0) {
        return -1;
    } else if (child > 0) {
        return 0;
    } else {
        execv(argv[0], argv);
        last_error = errno; /* expect: cet-vfork-misuse */
        _exit(1);
    }
}

void in_a_switch(char *const argv[])
{
    pid_t child;
    switch (child = vfork()) {
    case -1:
        perror("vfork");
        break;
    case 0:
        execv(argv[0], argv);
        perror(argv[0]); /* expect: cet-vfork-misuse */
        _exit(127);
    default:
        waitpid(child, NULL, 0);
    }
}

int parent_first(char *const argv[])
{
    pid_t child = vfork();
    if (child != 0)
        return child;
    setsid(); /* expect: cet-vfork-misuse */
    execv(argv[0], argv);
    _exit(127);
}
