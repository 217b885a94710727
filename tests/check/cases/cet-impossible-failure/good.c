#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

void *run(void *context);

int starts(pthread_t *thread)
{
    if (pthread_create(thread, NULL, run, NULL) != 0)
        return -1;
    return 0;
}

int waits(pthread_t thread)
{
    int error = pthread_join(thread, NULL);
    if (error > 0)
        return -error;
    return 0;
}

int closes(int fd)
{
    if (close(fd) == -1)
        return -1;
    return 0;
}

int is_same(pthread_t a, pthread_t b)
{
    return pthread_equal(a, b) != 0;
}
