#include <pthread.h>
#include <stdlib.h>

void *run(void *context);

/* class: impossible-failure */
int starts(pthread_t *thread)
{
    if (pthread_create(thread, NULL, run, NULL) == -1) /* expect: cet-impossible-failure */
        return -1;
    return 0;
}

/* class: impossible-failure */
int waits(pthread_t thread)
{
    int error = pthread_join(thread, NULL);
    if (error < 0) /* expect: cet-impossible-failure */
        return -1;
    return 0;
}

/* class: impossible-failure */
void *aligned(size_t size)
{
    void *block = NULL;
    int error;
    if ((error = posix_memalign(&block, 64, size)) < 0) /* expect: cet-impossible-failure */
        return NULL;
    return block;
}
