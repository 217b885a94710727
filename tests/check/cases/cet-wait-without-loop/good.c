#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <threads.h>
#include <time.h>

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    int items[16];
    int count;
    bool is_running;
};

static mtx_t ready_mutex;
static cnd_t ready;
static bool is_ready;

int pops(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    while (q->count == 0)
        pthread_cond_wait(&q->filled, &q->mutex);
    int item = q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

void asks_first(void)
{
    mtx_lock(&ready_mutex);
    for (;;) {
        if (is_ready)
            break;
        cnd_wait(&ready, &ready_mutex);
    }
    mtx_unlock(&ready_mutex);
}

void asks_behind(void)
{
    mtx_lock(&ready_mutex);
    do {
        cnd_wait(&ready, &ready_mutex);
    } while (!is_ready);
    mtx_unlock(&ready_mutex);
}

int asks_by_goto(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
again:
    if (q->count == 0) {
        pthread_cond_wait(&q->filled, &q->mutex);
        goto again;
    }
    int item = q->items[0];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

int with_a_limit(struct queue *q, const struct timespec *until)
{
    int status = 0;
    pthread_mutex_lock(&q->mutex);
    while (q->count == 0 && status != ETIMEDOUT)
        status = pthread_cond_timedwait(&q->filled, &q->mutex, until);
    pthread_mutex_unlock(&q->mutex);
    return status;
}

/* What is not there is not taken. */
int looks_again(struct queue *q)
{
    int item = -1;
    pthread_mutex_lock(&q->mutex);
    if (q->count == 0)
        pthread_cond_wait(&q->filled, &q->mutex);
    if (q->count > 0)
        item = q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

/* The lock is held round after round. */
void *worker(void *arg)
{
    struct queue *q = arg;
    int sum = 0;
    pthread_mutex_lock(&q->mutex);
    while (q->is_running) {
        if (q->count == 0) {
            pthread_cond_wait(&q->filled, &q->mutex);
            continue;
        }
        int item = q->items[--q->count];
        pthread_mutex_unlock(&q->mutex);
        sum += item;
        pthread_mutex_lock(&q->mutex);
    }
    pthread_mutex_unlock(&q->mutex);
    return sum ? arg : NULL;
}

/* The loop is the caller's. */
static void wait_filled(struct queue *q)
{
    pthread_cond_wait(&q->filled, &q->mutex);
}

int through_a_function(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    while (q->count == 0)
        wait_filled(q);
    int item = q->items[0];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

int condition_wait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *until)
{
    if (until)
        return pthread_cond_timedwait(condition, mutex, until);
    return pthread_cond_wait(condition, mutex);
}

/* A pause that can be cut short. */
void pauses(struct queue *q, const struct timespec *until)
{
    pthread_mutex_lock(&q->mutex);
    (void)pthread_cond_timedwait(&q->filled, &q->mutex, until);
    pthread_mutex_unlock(&q->mutex);
}
