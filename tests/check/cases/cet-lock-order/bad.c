#include <pthread.h>
#include <threads.h>

struct journal {
    pthread_mutex_t mutex;
    long lines;
};

struct account {
    pthread_mutex_t mutex;
    long balance;
    struct journal *journal;
};

static pthread_mutex_t names_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t table_mutex = PTHREAD_MUTEX_INITIALIZER;
static long names, table;

void names_first(void)
{
    pthread_mutex_lock(&names_mutex);
    pthread_mutex_lock(&table_mutex);
    names += table;
    pthread_mutex_unlock(&table_mutex);
    pthread_mutex_unlock(&names_mutex);
}

void table_first(void)
{
    pthread_mutex_lock(&table_mutex);
    pthread_mutex_lock(&names_mutex); /* expect: cet-lock-order */
    table += names;
    pthread_mutex_unlock(&names_mutex);
    pthread_mutex_unlock(&table_mutex);
}

/* By type and field, and through calls. */
static void journal_add(struct journal *journal)
{
    pthread_mutex_lock(&journal->mutex);
    journal->lines++;
    pthread_mutex_unlock(&journal->mutex);
}

void account_add(struct account *account, long amount)
{
    pthread_mutex_lock(&account->mutex);
    account->balance += amount;
    journal_add(account->journal);
    pthread_mutex_unlock(&account->mutex);
}

long journal_check(struct journal *journal, struct account *accounts, int count)
{
    long sum = 0;
    pthread_mutex_lock(&journal->mutex);
    for (int i = 0; i < count; i++) {
        struct account *account = &accounts[i];
        pthread_mutex_lock(&account->mutex); /* expect: cet-lock-order */
        sum += account->balance;
        pthread_mutex_unlock(&account->mutex);
    }
    pthread_mutex_unlock(&journal->mutex);
    return sum;
}

/* Through wrappers. */
static mtx_t disk_mutex, cache_mutex;

static void disk_lock(void)
{
    mtx_lock(&disk_mutex);
}

static void disk_unlock(void)
{
    mtx_unlock(&disk_mutex);
}

void cache_flush(void)
{
    mtx_lock(&cache_mutex);
    disk_lock();
    names = 0;
    disk_unlock();
    mtx_unlock(&cache_mutex);
}

void disk_read(void)
{
    disk_lock();
    mtx_lock(&cache_mutex); /* expect: cet-lock-order */
    table = 0;
    mtx_unlock(&cache_mutex);
    disk_unlock();
}

/* Two of one type: which is first is the callers' choice. */
static struct account savings, checking;

static void transfer(struct account *from, struct account *to, long amount)
{
    pthread_mutex_lock(&from->mutex);
    pthread_mutex_lock(&to->mutex);
    from->balance -= amount;
    to->balance += amount;
    pthread_mutex_unlock(&to->mutex);
    pthread_mutex_unlock(&from->mutex);
}

void save(long amount)
{
    transfer(&checking, &savings, amount);
}

void spend(long amount)
{
    transfer(&savings, &checking, amount); /* expect: cet-lock-order */
}
