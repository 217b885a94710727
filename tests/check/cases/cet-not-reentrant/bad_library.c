/* Starts no threads, but locks: it is called by them. */
#include <pthread.h>
#include <string.h>
#include <time.h>

struct logger {
    pthread_mutex_t mutex;
    char stamp[32];
};

void logger_stamp(struct logger *logger, time_t now)
{
    struct tm *tm = gmtime(&now); /* expect: cet-not-reentrant */
    pthread_mutex_lock(&logger->mutex);
    if (tm)
        strftime(logger->stamp, sizeof logger->stamp, "%F", tm);
    pthread_mutex_unlock(&logger->mutex);
}
