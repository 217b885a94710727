#include <pthread.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct job {
    char *line;
    time_t when;
    uid_t owner;
};

static void log_time(time_t when)
{
    struct tm *tm = localtime(&when); /* expect: cet-not-reentrant */
    if (tm)
        printf("%02d:%02d\n", tm->tm_hour, tm->tm_min);
}

static void split(char *line)
{
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " ")) /* expect: cet-not-reentrant, cet-not-reentrant */
        puts(word);
}

static void *work(void *arg)
{
    struct job *job = arg;
    log_time(job->when);
    split(job->line);
    struct passwd *owner = getpwuid(job->owner); /* expect: cet-not-reentrant */
    printf("%s %s", owner ? owner->pw_name : "?", ctime(&job->when)); /* expect: cet-not-reentrant */
    return NULL;
}

static int start(pthread_t *thread, void *(*function)(void *), void *arg)
{
    int status = pthread_create(thread, NULL, function, arg);
    if (status != 0)
        fprintf(stderr, "thread: %s\n", strerror(status));
    return status;
}

/* Through a function that starts threads. */
static void *roll(void *arg)
{
    int *result = arg;
    *result = rand() % 6; /* expect: cet-not-reentrant */
    return NULL;
}

int run(struct job *job)
{
    pthread_t first, second;
    int result = 0;
    if (start(&first, work, job) != 0 || start(&second, roll, &result) != 0)
        return -1;
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return result;
}
