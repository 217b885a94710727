#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

struct queue {
    pthread_mutex_t mutex;
    int items[16];
    int count;
    bool is_closed;
};

static pthread_mutex_t stats_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct {
    long requests;
    long errors;
} stats;
static long last_error;

int queue_push(struct queue *q, int item)
{
    int status = -1;
    pthread_mutex_lock(&q->mutex);
    if (q->count < 16 && !q->is_closed) {
        q->items[q->count++] = item;
        status = 0;
    }
    pthread_mutex_unlock(&q->mutex);
    return status;
}

int queue_pop(struct queue *q)
{
    int item = -1;
    pthread_mutex_lock(&q->mutex);
    if (q->count > 0)
        item = q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

int queue_length(const struct queue *q)
{
    return q->count; /* expect: cet-field-lock */
}

bool queue_is_closed(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    bool is_closed = q->is_closed;
    pthread_mutex_unlock(&q->mutex);
    return is_closed;
}

void queue_reopen(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    q->is_closed = false;
    pthread_mutex_unlock(&q->mutex);
}

void queue_close(struct queue *q)
{
    q->is_closed = true; /* expect: cet-field-lock */
}

static void stats_lock(void)
{
    pthread_mutex_lock(&stats_mutex);
}

static void stats_unlock(void)
{
    pthread_mutex_unlock(&stats_mutex);
}

void count_request(void)
{
    stats_lock();
    stats.requests++;
    stats_unlock();
}

void count_error(long code)
{
    stats_lock();
    stats.requests++;
    stats.errors++;
    last_error = code;
    stats_unlock();
}

long error_code(void)
{
    stats_lock();
    long code = last_error ? last_error : stats.errors;
    stats_unlock();
    return code;
}

void forget_errors(void)
{
    stats_lock();
    stats.errors = 0;
    stats_unlock();
    last_error = 0; /* expect: cet-field-lock */
}

void count_late(void)
{
    stats_lock();
    stats.requests -= 1;
    stats_unlock();
    stats.requests++; /* expect: cet-field-lock */
}
