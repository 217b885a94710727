#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int only_exec(char *const argv[])
{
    pid_t child = vfork();
    if (child == 0) {
        execv(argv[0], argv);
        _exit(127);
    }
    if (child < 0)
        perror("vfork");
    return child;
}

int condition_turned(char *const argv[])
{
    int status = 0;
    pid_t child = vfork();
    if (child > 0) {
        if (waitpid(child, &status, 0) != child)
            status = -1;
    } else if (child == 0) {
        execvp(argv[0], argv);
        _exit(127);
    }
    return status;
}

void in_a_switch(char *const argv[])
{
    pid_t child = vfork();
    switch (child) {
    case -1:
        perror("vfork");
        break;
    case 0:
        execv(argv[0], argv);
        _exit(127);
    default:
        printf("started %d\n", (int)child);
    }
}

/* fork's child has memory of its own. */
int by_fork(char *const argv[])
{
    pid_t child = fork();
    if (child == 0) {
        printf("starting %s\n", argv[0]);
        fflush(stdout);
        execv(argv[0], argv);
        exit(127);
    }
    return child;
}
