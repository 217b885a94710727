#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

struct queue {
    pthread_mutex_t mutex;
    pthread_rwlock_t names_lock;
    int items[16];
    int count;
    char *name;
    bool is_threaded;
};

static pthread_mutex_t table_mutex = PTHREAD_MUTEX_INITIALIZER;
static int table[32];
static mtx_t log_mutex;
static int log_lines;

int returns_early(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    if (q->count == 0)
        return -1; /* expect: cet-lock-leak */
    int item = q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

int finds_and_returns(int wanted)
{
    pthread_mutex_lock(&table_mutex);
    for (int i = 0; i < 32; i++)
        if (table[i] == wanted)
            return i; /* expect: cet-lock-leak */
    pthread_mutex_unlock(&table_mutex);
    return -1;
}

int jumps_past_the_unlock(struct queue *q, const char *name)
{
    int status = -1;
    pthread_rwlock_wrlock(&q->names_lock);
    char *copy = strdup(name);
    if (!copy)
        goto out;
    free(q->name);
    q->name = copy;
    status = 0;
    pthread_rwlock_unlock(&q->names_lock);
out:
    return status; /* expect: cet-lock-leak */
}

void leaves_a_switch(int kind)
{
    mtx_lock(&log_mutex);
    switch (kind) {
    case 0:
        log_lines++;
        break;
    case 1:
        log_lines = 0;
        break;
    default:
        return; /* expect: cet-lock-leak */
    }
    mtx_unlock(&log_mutex);
}

static void queue_lock(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
}

static void queue_unlock(struct queue *q)
{
    pthread_mutex_unlock(&q->mutex);
}

int leaks_through_a_wrapper(struct queue *q, int item)
{
    queue_lock(q);
    if (q->count == 16)
        return ENOSPC; /* expect: cet-lock-leak */
    q->items[q->count++] = item;
    queue_unlock(q);
    return 0;
}

int took_it_after_all(struct queue *q)
{
    if (pthread_mutex_trylock(&q->mutex) != 0)
        return EBUSY;
    if (!q->name)
        return EINVAL; /* expect: cet-lock-leak */
    q->count = 0;
    pthread_mutex_unlock(&q->mutex);
    return 0;
}

/* Nobody gives it back. */
static void forgets_it(int value)
{
    pthread_mutex_lock(&table_mutex); /* expect: cet-lock-leak */
    table[0] = value;
}

void *worker(void *arg)
{
    struct queue *q = arg;
    for (;;) {
        pthread_mutex_lock(&q->mutex);
        if (q->count < 0)
            break;
        q->count--;
        pthread_mutex_unlock(&q->mutex);
        forgets_it(q->count);
    }
    return NULL; /* expect: cet-lock-leak */
}

int unlocks_on_another_condition(struct queue *q, bool is_shared, bool is_last)
{
    if (is_shared)
        pthread_mutex_lock(&q->mutex);
    q->count++;
    if (is_shared && !is_last)
        pthread_mutex_unlock(&q->mutex);
    return 0; /* expect: cet-lock-leak */
}
