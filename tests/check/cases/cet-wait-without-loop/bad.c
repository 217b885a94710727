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

int pops_behind_an_if(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    if (q->count == 0)
        pthread_cond_wait(&q->filled, &q->mutex); /* expect: cet-wait-without-loop */
    int item = q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

void asks_nothing(void)
{
    mtx_lock(&ready_mutex);
    cnd_wait(&ready, &ready_mutex); /* expect: cet-wait-without-loop */
    mtx_unlock(&ready_mutex);
}

/* The loop around asks something else, and without the lock. */
void *worker(void *arg)
{
    struct queue *q = arg;
    int sum = 0;
    while (q->is_running) {
        pthread_mutex_lock(&q->mutex);
        if (!q->count)
            pthread_cond_wait(&q->filled, &q->mutex); /* expect: cet-wait-without-loop */
        sum += q->items[--q->count];
        pthread_mutex_unlock(&q->mutex);
    }
    return sum ? arg : NULL;
}

static void wait_filled(struct queue *q)
{
    pthread_cond_wait(&q->filled, &q->mutex);
}

int through_a_function(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    if (q->count == 0)
        wait_filled(q); /* expect: cet-wait-without-loop */
    int item = q->items[0];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

int with_a_limit(struct queue *q, const struct timespec *until)
{
    int status = 0;
    pthread_mutex_lock(&q->mutex);
    if (q->count == 0)
        status = pthread_cond_timedwait(&q->filled, &q->mutex, until); /* expect: cet-wait-without-loop */
    if (status == 0)
        q->items[0] = 0;
    pthread_mutex_unlock(&q->mutex);
    return status;
}
