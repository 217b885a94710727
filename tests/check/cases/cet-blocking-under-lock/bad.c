#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

struct client {
    pthread_mutex_t mutex;
    pthread_mutex_t names_mutex;
    pthread_cond_t changed;
    int fd;
    char line[128];
};

static pthread_mutex_t disk_mutex = PTHREAD_MUTEX_INITIALIZER;

void retries(struct client *c)
{
    pthread_mutex_lock(&c->mutex);
    while (c->fd < 0)
        usleep(1000); /* expect: cet-blocking-under-lock */
    pthread_mutex_unlock(&c->mutex);
}

long receives(struct client *c)
{
    pthread_mutex_lock(&c->mutex);
    long count = recv(c->fd, c->line, sizeof c->line, 0); /* expect: cet-blocking-under-lock */
    pthread_mutex_unlock(&c->mutex);
    return count;
}

static void disk_lock(void)
{
    pthread_mutex_lock(&disk_mutex);
}

static void disk_unlock(void)
{
    pthread_mutex_unlock(&disk_mutex);
}

int writes_through(int fd)
{
    disk_lock();
    int status = fsync(fd); /* expect: cet-blocking-under-lock */
    disk_unlock();
    return status;
}

int runs_a_program(struct client *c)
{
    int status = -1;
    pthread_mutex_lock(&c->mutex);
    if (c->line[0])
        status = system("sync-names"); /* expect: cet-blocking-under-lock */
    pthread_mutex_unlock(&c->mutex);
    return status;
}

int asks_a_person(struct client *c)
{
    pthread_mutex_lock(&c->mutex);
    int is_read = fgets(c->line, sizeof c->line, stdin) != NULL; /* expect: cet-blocking-under-lock */
    pthread_mutex_unlock(&c->mutex);
    return is_read;
}

/* Gives back one lock and keeps the other. */
void waits_with_another(struct client *c)
{
    pthread_mutex_lock(&c->names_mutex);
    pthread_mutex_lock(&c->mutex);
    while (c->fd < 0)
        pthread_cond_wait(&c->changed, &c->mutex); /* expect: cet-blocking-under-lock */
    pthread_mutex_unlock(&c->mutex);
    pthread_mutex_unlock(&c->names_mutex);
}
