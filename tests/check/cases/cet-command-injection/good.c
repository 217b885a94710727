#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

char *shell_quote(const char *text);

static const char *const tools[] = {"gzip -9", "xz -e"};

int fixed(void)
{
    return system("sync");
}

int chosen(int is_long)
{
    const char *command = "ls";
    if (is_long)
        command = "ls -l";
    return system(command);
}

int of_a_table(unsigned i)
{
    return system(tools[i % 2]);
}

/* Numbers hold no commands. */
int renice(int pid, int level)
{
    char command[64];
    snprintf(command, sizeof command, "renice %d -p %d", level, pid);
    return system(command);
}

int literals_together(int is_quiet)
{
    char command[64];
    snprintf(command, sizeof command, "make %s", is_quiet ? "-s" : "-k");
    strcat(command, " all");
    return system(command);
}

int quoted(const char *name)
{
    char command[256];
    char *safe = shell_quote(name);
    if (!safe)
        return -1;
    snprintf(command, sizeof command, "cat %s", safe);
    int status = system(command);
    free(safe);
    return status;
}

/* The program itself, with its argument. */
int without_a_shell(const char *name)
{
    pid_t child = fork();
    if (child < 0)
        return -1;
    if (child == 0) {
        execlp("cat", "cat", "--", name, (char *)NULL);
        _exit(127);
    }
    int status = 0;
    return waitpid(child, &status, 0) == child ? status : -1;
}

static int run(const char *command)
{
    return system(command);
}

int through_a_wrapper(void)
{
    return run("true") || run("sync");
}

/* A text that is printed, not run. */
void shown(const char *name)
{
    char line[128];
    snprintf(line, sizeof line, "rm %s", name);
    puts(line);
}
