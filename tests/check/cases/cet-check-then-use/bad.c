#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

struct job {
    const char *input;
    char output[128];
};

#define LOCK_FILE "/run/job.lock"

FILE *open_if_allowed(const char *path)
{
    if (access(path, R_OK) != 0)
        return NULL;
    return fopen(path, "r"); /* expect: cet-check-then-use */
}

int open_regular(const char *path)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISREG(status.st_mode))
        return open(path, O_RDONLY); /* expect: cet-check-then-use */
    return -1;
}

void make_folder(const char *path)
{
    struct stat status;
    if (stat(path, &status) == -1)
        mkdir(path, 0700); /* expect: cet-check-then-use */
}

int remove_link(const struct job *job)
{
    struct stat status;
    if (lstat(job->output, &status) != 0)
        return -1;
    if (!S_ISLNK(status.st_mode))
        goto out;
    return unlink(job->output); /* expect: cet-check-then-use */
out:
    return 0;
}

int make_lock(void)
{
    if (!access(LOCK_FILE, F_OK))
        return -1;
    return open(LOCK_FILE, O_WRONLY | O_CREAT, 0600); /* expect: cet-check-then-use */
}

static bool exists(const char *path)
{
    return access(path, F_OK) == 0;
}

FILE *through_a_wrapper(struct job *job)
{
    if (!exists(job->input))
        return NULL;
    return fopen(job->input, "rb"); /* expect: cet-check-then-use */
}

static FILE *open_input(const char *path)
{
    return fopen(path, "r");
}

FILE *through_two_wrappers(const char *path)
{
    return exists(path) ? open_input(path) : NULL; /* expect: cet-check-then-use */
}

void at_folder(int folder, const char *name)
{
    struct stat status;
    if (fstatat(folder, name, &status, 0) == 0)
        unlinkat(folder, name, 0); /* expect: cet-check-then-use */
}

int run(const char *program, char *const argv[])
{
    if (access(program, X_OK) == 0)
        return execv(program, argv); /* expect: cet-check-then-use */
    return -1;
}
