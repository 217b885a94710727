#include <errno.h>
#include <stdio.h>
#include <unistd.h>

long read_all(int fd, char *out, size_t size)
{
    long count;
again:
    count = read(fd, out, size);
    if (count < 0 && errno == EINTR)
        goto again; /* expect: cet-backward-goto */
    return count;
}

int sum_to(int n)
{
    int i = 0, sum = 0;
top:
    if (i > n)
        goto done;
    sum += i++;
    goto top; /* expect: cet-backward-goto */
done:
    return sum;
}

int ask(FILE *in, int tries)
{
    int c;
    for (;;) {
retry:
        c = getc(in);
        switch (c) {
        case ' ':
            goto retry; /* expect: cet-backward-goto */
        case 'y':
            return 1;
        default:
            if (--tries > 0)
                goto retry; /* expect: cet-backward-goto */
            return 0;
        }
    }
}
