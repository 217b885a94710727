#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

struct queue {
    pthread_mutex_t mutex;
    int items[16];
    int count;
    int limit; /* never changes once the queue is made */
    atomic_int waiting;
    bool is_closed;
};

static pthread_mutex_t stats_mutex = PTHREAD_MUTEX_INITIALIZER;
static long requests;

/* Nobody else has it yet. */
struct queue *queue_make(int limit)
{
    struct queue *q = calloc(1, sizeof *q);
    if (!q)
        return NULL;
    pthread_mutex_init(&q->mutex, NULL);
    q->limit = limit;
    q->count = 0;
    q->is_closed = false;
    return q;
}

void queue_destroy(struct queue *q)
{
    q->count = 0;
    pthread_mutex_destroy(&q->mutex);
    free(q);
}

/* Called with the lock held. */
static void add(struct queue *q, int item)
{
    q->items[q->count++] = item;
}

int queue_push(struct queue *q, int item)
{
    int status = -1;
    atomic_fetch_add(&q->waiting, 1);
    pthread_mutex_lock(&q->mutex);
    if (q->count < q->limit && !q->is_closed) {
        add(q, item);
        status = 0;
    }
    pthread_mutex_unlock(&q->mutex);
    atomic_fetch_sub(&q->waiting, 1);
    return status;
}

void queue_push_two(struct queue *q, int first, int second)
{
    pthread_mutex_lock(&q->mutex);
    add(q, first);
    if (q->count < q->limit)
        add(q, second);
    pthread_mutex_unlock(&q->mutex);
}

int queue_room(const struct queue *q)
{
    return q->limit;
}

/* Looks first, and again with the lock. */
int queue_pop(struct queue *q)
{
    int item = -1;
    if (q->count == 0)
        return -1;
    pthread_mutex_lock(&q->mutex);
    if (q->count > 0)
        item = q->items[--q->count];
    pthread_mutex_unlock(&q->mutex);
    return item;
}

void queue_close(struct queue *q)
{
    pthread_mutex_lock(&q->mutex);
    q->is_closed = true;
    q->count = 0;
    pthread_mutex_unlock(&q->mutex);
}

/* A queue of its own. */
int count_of_two(void)
{
    struct queue q = {.limit = 2};
    q.count = 1;
    q.count++;
    return q.count;
}

static void *work(void *arg)
{
    struct queue *q = arg;
    while (queue_pop(q) >= 0) {
        pthread_mutex_lock(&stats_mutex);
        requests++;
        pthread_mutex_unlock(&stats_mutex);
    }
    return NULL;
}

void count_request(void)
{
    pthread_mutex_lock(&stats_mutex);
    requests++;
    requests += requests == 0;
    pthread_mutex_unlock(&stats_mutex);
}

/* No other thread yet, and none any more. */
int start_and_stop(void)
{
    pthread_t thread;
    struct queue *q = queue_make(4);
    requests = 0;
    if (!q || pthread_create(&thread, NULL, work, q) != 0)
        return 1;
    pthread_join(thread, NULL);
    int status = requests == 0;
    queue_destroy(q);
    return status;
}
