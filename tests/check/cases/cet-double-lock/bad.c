#include <pthread.h>
#include <stdbool.h>
#include <threads.h>

struct account {
    pthread_mutex_t mutex;
    long balance;
    bool is_open;
};

static pthread_mutex_t bank_mutex = PTHREAD_MUTEX_INITIALIZER;
static mtx_t log_mutex;
static long total;

void account_init(struct account *a)
{
    pthread_mutex_init(&a->mutex, NULL);
    a->balance = 0;
}

void takes_it_twice(struct account *a)
{
    pthread_mutex_lock(&a->mutex);
    a->balance++;
    pthread_mutex_lock(&a->mutex); /* expect: cet-double-lock */
    pthread_mutex_unlock(&a->mutex);
}

void on_one_path(struct account *a, bool is_checked)
{
    if (is_checked)
        pthread_mutex_lock(&a->mutex);
    if (a->is_open)
        total++;
    pthread_mutex_lock(&a->mutex); /* expect: cet-double-lock */
    a->balance = 0;
    pthread_mutex_unlock(&a->mutex);
}

long account_balance(struct account *a)
{
    pthread_mutex_lock(&a->mutex);
    long balance = a->balance;
    pthread_mutex_unlock(&a->mutex);
    return balance;
}

void calls_what_locks(struct account *a, long amount)
{
    pthread_mutex_lock(&a->mutex);
    if (account_balance(a) >= amount) /* expect: cet-double-lock */
        a->balance -= amount;
    pthread_mutex_unlock(&a->mutex);
}

static void bank_enter(void)
{
    pthread_mutex_lock(&bank_mutex);
}

static void bank_leave(void)
{
    pthread_mutex_unlock(&bank_mutex);
}

void through_a_wrapper(void)
{
    bank_enter();
    total++;
    bank_enter(); /* expect: cet-double-lock */
    total++;
    bank_leave();
    bank_leave(); /* the second would be one too many, were the first not one too many */
}

void in_a_loop(int rounds)
{
    mtx_init(&log_mutex, mtx_plain);
    for (int i = 0; i < rounds; i++) {
        mtx_lock(&log_mutex); /* expect: cet-double-lock */
        if (i % 2)
            continue;
        total += i;
        mtx_unlock(&log_mutex);
    }
    if (rounds > 0)
        mtx_unlock(&log_mutex);
}
