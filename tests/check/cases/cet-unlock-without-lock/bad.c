#include <pthread.h>
#include <stdbool.h>
#include <threads.h>

struct counter {
    pthread_mutex_t mutex;
    long value;
    bool is_shared;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static mtx_t plain;
static long total;

int unlocks_twice(struct counter *c)
{
    pthread_mutex_lock(&c->mutex);
    if (c->value < 0) {
        pthread_mutex_unlock(&c->mutex);
        goto out;
    }
    c->value++;
out:
    pthread_mutex_unlock(&c->mutex); /* expect: cet-unlock-without-lock */
    return 0;
}

void locked_on_one_path_only(struct counter *c, bool is_shared)
{
    if (is_shared)
        pthread_mutex_lock(&c->mutex);
    c->value++;
    pthread_mutex_unlock(&c->mutex); /* expect: cet-unlock-without-lock */
}

void fails_before_it_locks(struct counter *c, int amount)
{
    if (amount < 0)
        goto fail;
    pthread_mutex_lock(&c->mutex);
    c->value += amount;
fail:
    pthread_mutex_unlock(&c->mutex); /* expect: cet-unlock-without-lock */
}

void in_a_loop(int rounds)
{
    pthread_mutex_lock(&mutex);
    for (int i = 0; i < rounds; i++) {
        total += i;
        pthread_mutex_unlock(&mutex); /* expect: cet-unlock-without-lock */
    }
}

static void leave(void)
{
    mtx_unlock(&plain);
}

void through_a_wrapper(bool is_late)
{
    mtx_lock(&plain);
    total++;
    leave();
    if (is_late)
        leave(); /* expect: cet-unlock-without-lock */
}

int main(void)
{
    total = 1;
    pthread_mutex_unlock(&mutex); /* expect: cet-unlock-without-lock */
    return 0;
}

int even_when_the_try_failed(struct counter *c)
{
    int status = pthread_mutex_trylock(&c->mutex);
    if (status == 0)
        c->value++;
    pthread_mutex_unlock(&c->mutex); /* expect: cet-unlock-without-lock */
    return status;
}

/* Elsewhere in the function it is taken: the caller does not hold it. */
int leaves_before_it_locks(struct counter *c, long amount)
{
    if (amount < 0) {
        pthread_mutex_unlock(&c->mutex); /* expect: cet-unlock-without-lock */
        return -1;
    }
    pthread_mutex_lock(&c->mutex);
    c->value += amount;
    pthread_mutex_unlock(&c->mutex);
    return 0;
}
