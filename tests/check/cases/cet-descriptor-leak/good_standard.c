#include <fcntl.h>
#include <unistd.h>

/* The lowest free number is the one that was closed. */
void read_terminal(int input)
{
    close(0);
    if (open("/dev/tty", O_RDONLY) < 0)
        (void)!dup(input);
}

int detach(void)
{
    close(1);
    int out = open("/dev/null", O_WRONLY);
    return out < 0 ? -1 : 0;
}
