#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t time_mutex = PTHREAD_MUTEX_INITIALIZER;

static void log_time(time_t when)
{
    struct tm tm;
    if (localtime_r(&when, &tm))
        printf("%02d:%02d\n", tm.tm_hour, tm.tm_min);
}

static void split(char *line)
{
    char *rest;
    for (char *word = strtok_r(line, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        puts(word);
}

/* One at a time. */
static int hour(time_t when)
{
    pthread_mutex_lock(&time_mutex);
    struct tm *tm = gmtime(&when);
    int result = tm ? tm->tm_hour : -1;
    pthread_mutex_unlock(&time_mutex);
    return result;
}

static void *work(void *arg)
{
    log_time(0);
    split(arg);
    printf("%d\n", hour(0));
    return NULL;
}

/* The main thread alone calls it. */
static void print_start(time_t now)
{
    printf("%s", ctime(&now));
}

int main(int argc, char **argv)
{
    pthread_t thread;
    print_start(time(NULL));
    if (argc < 2 || pthread_create(&thread, NULL, work, argv[1]) != 0)
        return 1;
    pthread_join(thread, NULL);
    return 0;
}
