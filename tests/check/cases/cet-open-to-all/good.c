#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

void private(const char *path)
{
    chmod(path, 0600);
    chmod(path, S_IRUSR | S_IWUSR | S_IRGRP | S_IROTH);
}

int with_mode(const char *path)
{
    return open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
}

int only_read(const char *path)
{
    return open(path, O_RDONLY);
}

int unknown_flags(const char *path, int flags, mode_t mode)
{
    return open(path, flags, mode);
}

/* As /tmp: everybody may write there, but not take away what others own. */
int shared_folder(const char *path)
{
    return chmod(path, 01777);
}

/* The only way to ask for the mask. */
mode_t current_umask(void)
{
    mode_t mask = umask(0);
    umask(mask);
    return mask;
}

void strict(void)
{
    umask(077);
}
