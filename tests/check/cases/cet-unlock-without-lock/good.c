#include <pthread.h>
#include <stdbool.h>

struct counter {
    pthread_mutex_t mutex;
    long value;
    bool is_shared;
};

static long total;

int unlocks_once(struct counter *c)
{
    pthread_mutex_lock(&c->mutex);
    if (c->value < 0)
        goto out;
    c->value++;
out:
    pthread_mutex_unlock(&c->mutex);
    return 0;
}

void both_on_the_same_condition(struct counter *c)
{
    if (c->is_shared)
        pthread_mutex_lock(&c->mutex);
    c->value++;
    if (c->is_shared)
        pthread_mutex_unlock(&c->mutex);
}

void turned_round(struct counter *c, int how)
{
    if (how != 0)
        pthread_mutex_lock(&c->mutex);
    c->value++;
    if (how == 0)
        return;
    pthread_mutex_unlock(&c->mutex);
}

/* The caller holds it. */
static void finish(struct counter *c)
{
    c->value = 0;
    pthread_mutex_unlock(&c->mutex);
}

void lets_another_unlock(struct counter *c)
{
    pthread_mutex_lock(&c->mutex);
    if (c->value > 10) {
        finish(c);
        return;
    }
    c->value++;
    pthread_mutex_unlock(&c->mutex);
}

void gives_way_for_a_moment(struct counter *c)
{
    pthread_mutex_lock(&c->mutex);
    while (c->value) {
        c->value--;
        pthread_mutex_unlock(&c->mutex);
        total++;
        pthread_mutex_lock(&c->mutex);
    }
    pthread_mutex_unlock(&c->mutex);
}

int only_when_the_try_worked(struct counter *c)
{
    int status = pthread_mutex_trylock(&c->mutex);
    if (status == 0) {
        c->value++;
        pthread_mutex_unlock(&c->mutex);
    }
    return status;
}

void of_each_in_turn(struct counter *counters, int count)
{
    for (int i = 0; i < count; i++) {
        struct counter *c = &counters[i];
        pthread_mutex_lock(&c->mutex);
        c->value = 0;
        pthread_mutex_unlock(&c->mutex);
    }
}

/* One function for both. */
void pause_counting(struct counter *c, bool is_paused)
{
    if (is_paused)
        pthread_mutex_lock(&c->mutex);
    else
        pthread_mutex_unlock(&c->mutex);
}
