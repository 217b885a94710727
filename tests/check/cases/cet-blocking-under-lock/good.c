#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct client {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    int fd;
    char line[128];
};

void sleeps_outside(struct client *c)
{
    pthread_mutex_lock(&c->mutex);
    while (c->fd < 0) {
        pthread_mutex_unlock(&c->mutex);
        usleep(1000);
        pthread_mutex_lock(&c->mutex);
    }
    pthread_mutex_unlock(&c->mutex);
}

long receives_outside(struct client *c)
{
    char line[128];
    pthread_mutex_lock(&c->mutex);
    int fd = c->fd;
    pthread_mutex_unlock(&c->mutex);
    return recv(fd, line, sizeof line, 0);
}

void waits_for_a_change(struct client *c)
{
    pthread_mutex_lock(&c->mutex);
    while (c->fd < 0)
        pthread_cond_wait(&c->changed, &c->mutex);
    pthread_mutex_unlock(&c->mutex);
}

/* Only looks. */
int is_readable(struct client *c)
{
    pthread_mutex_lock(&c->mutex);
    struct pollfd fd = {.fd = c->fd, .events = POLLIN};
    int count = poll(&fd, 1, 0);
    pthread_mutex_unlock(&c->mutex);
    return count;
}

int reaps(struct client *c, pid_t child)
{
    pthread_mutex_lock(&c->mutex);
    int status = waitpid(child, NULL, WNOHANG) == child;
    pthread_mutex_unlock(&c->mutex);
    return status;
}

int reads_a_file(struct client *c, FILE *file)
{
    pthread_mutex_lock(&c->mutex);
    int is_read = fgets(c->line, sizeof c->line, file) != NULL;
    pthread_mutex_unlock(&c->mutex);
    return is_read;
}

void locks_on_one_way(struct client *c, int is_shared)
{
    if (is_shared)
        pthread_mutex_lock(&c->mutex);
    c->fd = -1;
    if (is_shared)
        pthread_mutex_unlock(&c->mutex);
    sleep(1);
}
