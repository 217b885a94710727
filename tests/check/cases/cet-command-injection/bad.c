#define _GNU_SOURCE
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
    const char *file;
    char command[256];
};

char *text_format(const char *format, ...) __attribute__((format(printf, 1, 2)));

int remove_tree(const char *folder)
{
    char command[256];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command); /* expect: cet-command-injection */
}

FILE *list_folder(const char *folder)
{
    char command[128] = "ls ";
    if (strlen(folder) > 100)
        return NULL;
    strcat(command, folder);
    return popen(command, "r"); /* expect: cet-command-injection */
}

int compress(struct job *job)
{
    snprintf(job->command, sizeof job->command, "gzip -%d %s", 9, job->file);
    if (system(job->command) != 0) /* expect: cet-command-injection */
        return -1;
    return 0;
}

int on_the_heap(const char *host)
{
    char *command = NULL;
    if (asprintf(&command, "ping -c 1 %s", host) < 0)
        return -1;
    int status = system(command); /* expect: cet-command-injection */
    free(command);
    return status;
}

int made_elsewhere(const char *name)
{
    char *command = text_format("mail %s < /dev/null", name);
    int status = system(command); /* expect: cet-command-injection */
    free(command);
    return status;
}

void by_exec(const char *name)
{
    char command[64];
    snprintf(command, sizeof command, "echo %s", name);
    execl("/bin/sh", "sh", "-c", command, (char *)NULL); /* expect: cet-command-injection */
}

void by_arguments(const char *name)
{
    char command[64];
    snprintf(command, sizeof command, "echo %s", name);
    char *arguments[] = {"sh", "-c", command, NULL}; /* expect: cet-command-injection */
    execv("/bin/sh", arguments);
}

static int run(const char *command)
{
    return system(command);
}

int through_a_wrapper(const char *user)
{
    char command[64];
    snprintf(command, sizeof command, "id %s", user);
    return run(command); /* expect: cet-command-injection */
}

int in_two_steps(const char *user)
{
    char option[32], command[64];
    snprintf(option, sizeof option, "-u %s", user);
    snprintf(command, sizeof command, "id %s", option);
    return system(command); /* expect: cet-command-injection */
}

int from_the_environment(void)
{
    const char *pager = getenv("PAGER");
    return pager ? system(pager) : -1; /* expect: cet-command-injection */
}

int read_from_outside(void)
{
    char line[80];
    if (!fgets(line, sizeof line, stdin))
        return -1;
    return system(line); /* expect: cet-command-injection */
}

int main(int argc, char **argv)
{
    return argc > 1 ? system(argv[1]) : 0; /* expect: cet-command-injection */
}

int by_scanf(void)
{
    char host[64], command[128];
    if (scanf("%63s", host) != 1)
        return -1;
    snprintf(command, sizeof command, "ping -c 1 %s", host);
    return system(command); /* expect: cet-command-injection */
}
