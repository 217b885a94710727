#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define LOG_FLAGS (O_WRONLY | O_CREAT | O_APPEND)
#define OPEN_MODE 0777

void chmods(const char *path)
{
    chmod(path, 0777);                        /* expect: cet-open-to-all */
    chmod(path, S_IRUSR | S_IWUSR | S_IWOTH); /* expect: cet-open-to-all */
}

void chmods_open(int fd)
{
    if (fchmod(fd, 0666) != 0) /* expect: cet-open-to-all */
        perror("fchmod");
}

int without_mode(const char *path)
{
    return open(path, O_WRONLY | O_CREAT); /* expect: cet-open-to-all */
}

int without_mode_at(int folder, const char *path)
{
    return openat(folder, path, LOG_FLAGS); /* expect: cet-open-to-all */
}

int program_for_all(const char *path)
{
    return open(path, O_WRONLY | O_CREAT, OPEN_MODE); /* expect: cet-open-to-all */
}

void daemon_start(void)
{
    umask(0); /* expect: cet-open-to-all */
    if (chdir("/") != 0)
        perror("/");
}

int odd_mode(const char *path)
{
    return mkdir(path, 0722); /* expect: cet-open-to-all */
}

/* As usual, umask decides: a matter of taste. */
int usual(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666); /* expect: cet-open-to-all */
}

int by_variables(const char *path)
{
    int flags = O_WRONLY | O_CREAT;
    mode_t mode = 0666;
    if (chmod(path, mode) != 0) /* expect: cet-open-to-all */
        return -1;
    return open(path, flags); /* expect: cet-open-to-all */
}
