#define _GNU_SOURCE
#include <pthread.h>
#include <stdbool.h>

struct account {
    pthread_mutex_t mutex;
    long balance;
    bool is_open;
};

struct tree {
    pthread_mutex_t mutex; /* may be taken again */
    struct tree *left, *right;
    int value;
};

static pthread_mutex_t bank_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t names = PTHREAD_RWLOCK_INITIALIZER;
static long total;

void account_init(struct account *a)
{
    pthread_mutex_init(&a->mutex, NULL);
}

void tree_init(struct tree *tree)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&tree->mutex, &attributes);
    pthread_mutexattr_destroy(&attributes);
}

void tree_set(struct tree *tree, int value)
{
    pthread_mutex_lock(&tree->mutex);
    tree->value = value;
    pthread_mutex_unlock(&tree->mutex);
}

void tree_clear(struct tree *tree)
{
    pthread_mutex_lock(&tree->mutex);
    tree_set(tree, 0);
    pthread_mutex_lock(&tree->mutex);
    tree->left = tree->right = NULL;
    pthread_mutex_unlock(&tree->mutex);
    pthread_mutex_unlock(&tree->mutex);
}

void unlocks_between(struct account *a)
{
    pthread_mutex_lock(&a->mutex);
    a->balance++;
    pthread_mutex_unlock(&a->mutex);
    pthread_mutex_lock(&a->mutex);
    a->balance--;
    pthread_mutex_unlock(&a->mutex);
}

void two_accounts(struct account *from, struct account *to)
{
    pthread_mutex_lock(&from->mutex);
    pthread_mutex_lock(&to->mutex);
    from->balance--;
    to->balance++;
    pthread_mutex_unlock(&to->mutex);
    pthread_mutex_unlock(&from->mutex);
}

/* Each round has another account. */
void all_accounts(struct account *accounts, int count)
{
    for (int i = 0; i < count; i++)
        pthread_mutex_lock(&accounts[i].mutex);
    total = 0;
    for (int i = 0; i < count; i++)
        pthread_mutex_unlock(&accounts[i].mutex);
}

void reads_twice(void)
{
    pthread_rwlock_rdlock(&names);
    pthread_rwlock_rdlock(&names);
    pthread_rwlock_unlock(&names);
    pthread_rwlock_unlock(&names);
}

void one_or_the_other(struct account *a, bool is_first)
{
    if (is_first)
        pthread_mutex_lock(&a->mutex);
    a->is_open = true;
    if (!is_first)
        pthread_mutex_lock(&a->mutex);
    a->balance = 1;
    pthread_mutex_unlock(&a->mutex);
}

static long balance_locked(const struct account *a)
{
    return a->balance;
}

void calls_what_does_not_lock(struct account *a)
{
    pthread_mutex_lock(&a->mutex);
    if (balance_locked(a) > 0)
        a->balance--;
    pthread_mutex_unlock(&a->mutex);
}

void tries_while_it_holds_another(struct account *a)
{
    pthread_mutex_lock(&bank_mutex);
    while (pthread_mutex_trylock(&a->mutex) != 0) {
        pthread_mutex_unlock(&bank_mutex);
        pthread_mutex_lock(&bank_mutex);
    }
    a->balance = total;
    pthread_mutex_unlock(&a->mutex);
    pthread_mutex_unlock(&bank_mutex);
}
