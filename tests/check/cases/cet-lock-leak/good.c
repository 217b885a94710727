#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct queue {
    pthread_mutex_t mutex;
    pthread_cond_t filled;
    int items[16];
    int count;
    bool is_threaded;
    bool is_closed;
    struct queue *next;
};

static pthread_mutex_t table_mutex = PTHREAD_MUTEX_INITIALIZER;
static int table[32];
static bool is_threaded;

int unlocks_on_each_path(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    if (q->count == 0) {
        pthread_mutex_unlock(&q->mutex);
        return -1;
    }
    int item = q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

int unlocks_behind_a_label(struct queue *q, int item)
{
    int status = -1;
    if (pthread_mutex_lock(&q->mutex) != 0)
        return EINVAL;
    if (q->count == 16)
        goto out;
    q->items[q->count++] = item;
    status = 0;
out:
    pthread_mutex_unlock(&q->mutex);
    return status;
}

/* Two conditions that are one. */
void locks_when_there_are_threads(struct queue *q)
{
    if (q->is_threaded)
        pthread_mutex_lock(&q->mutex);
    for (struct queue *at = q; at; at = at->next)
        at->count++;
    if (q->is_threaded)
        pthread_mutex_unlock(&q->mutex);
}

int remembers_what_it_took(int value, bool want)
{
    bool is_locked = false;
    if (want && is_threaded) {
        pthread_mutex_lock(&table_mutex);
        is_locked = true;
    }
    table[0] = value;
    if (is_locked)
        pthread_mutex_unlock(&table_mutex);
    return value;
}

int tries(struct queue *q)
{
    int status = pthread_mutex_trylock(&q->mutex);
    if (status != 0)
        return status;
    q->count = 0;
    pthread_mutex_unlock(&q->mutex);
    return 0;
}

void tries_once(struct queue *q)
{
    if (!pthread_mutex_trylock(&q->mutex)) {
        q->count = 0;
        pthread_mutex_unlock(&q->mutex);
    }
}

/* These lock for their callers. */
static int queue_enter(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    if (q->is_closed) {
        pthread_mutex_unlock(&q->mutex);
        return -1;
    }
    return 0;
}

static void queue_leave(struct queue *q)
{
    pthread_mutex_unlock(&q->mutex);
}

int uses_it_entered(struct queue *q, int item)
{
    if (queue_enter(q) != 0)
        return -1;
    q->items[0] = item;
    queue_leave(q);
    return 0;
}

/* The caller gets the queue locked. */
struct queue *first_open(struct queue *list)
{
    for (struct queue *q = list; q; q = q->next) {
        pthread_mutex_lock(&q->mutex);
        if (!q->is_closed)
            return q;
        pthread_mutex_unlock(&q->mutex);
    }
    return NULL;
}

void dies_with_it(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    if (q->count < 0) {
        fprintf(stderr, "queue is broken\n");
        abort();
    }
    q->count++;
    pthread_mutex_unlock(&q->mutex);
}

int waits_for_an_item(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    while (q->count == 0 && !q->is_closed)
        pthread_cond_wait(&q->filled, &q->mutex);
    int item = q->is_closed ? -1 : q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

/* Hand over hand. */
int sums_up(struct queue *list)
{
    int sum = 0;
    struct queue *at = list;
    pthread_mutex_lock(&at->mutex);
    while (at->next) {
        struct queue *next = at->next;
        pthread_mutex_lock(&next->mutex);
        sum += at->count;
        pthread_mutex_unlock(&at->mutex);
        at = next;
    }
    sum += at->count;
    pthread_mutex_unlock(&at->mutex);
    return sum;
}

static void unlock_mutex(pthread_mutex_t **mutex)
{
    pthread_mutex_unlock(*mutex);
}

int a_guard_unlocks(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    __attribute__((cleanup(unlock_mutex))) pthread_mutex_t *guard = &q->mutex;
    if (q->count == 0)
        return -1;
    return q->items[--q->count];
}

/* Both names are one lock. */
int by_another_name(struct queue *q)
{
    pthread_mutex_t *mutex = &q->mutex;
    pthread_mutex_lock(mutex);
    int count = q->count;
    pthread_mutex_unlock(&q->mutex);
    return count;
}

/* Gives the caller's lock back for a while. */
static void drain_unlocked(struct queue *q)
{
    pthread_mutex_unlock(&q->mutex);
    printf("%d\n", 1);
    pthread_mutex_lock(&q->mutex);
}

void drains(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    while (q->count > 0) {
        q->count--;
        drain_unlocked(q);
    }
    pthread_mutex_unlock(&q->mutex);
}

int reports_a_failing_lock(struct queue *q)
{
    int status = pthread_mutex_lock(&q->mutex);
    if (status != 0)
        fprintf(stderr, "lock: %s\n", strerror(status));
    q->count++;
    status = pthread_mutex_unlock(&q->mutex);
    if (status != 0)
        fprintf(stderr, "unlock: %s\n", strerror(status));
    return q->is_closed;
}
