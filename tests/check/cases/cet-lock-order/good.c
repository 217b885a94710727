#include <pthread.h>

struct node {
    pthread_mutex_t mutex;
    struct node *next;
    long value;
};

struct account {
    pthread_mutex_t mutex;
    long balance;
};

static pthread_mutex_t names_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t table_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t gate_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t left_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t right_mutex = PTHREAD_MUTEX_INITIALIZER;
static long names, table;

void names_first(void)
{
    pthread_mutex_lock(&names_mutex);
    pthread_mutex_lock(&table_mutex);
    names += table;
    pthread_mutex_unlock(&table_mutex);
    pthread_mutex_unlock(&names_mutex);
}

/* One after the other, never both. */
void one_by_one(void)
{
    pthread_mutex_lock(&table_mutex);
    long value = table;
    pthread_mutex_unlock(&table_mutex);
    pthread_mutex_lock(&names_mutex);
    names = value;
    pthread_mutex_unlock(&names_mutex);
}

/* Does not wait for the second. */
int tries_the_second(void)
{
    pthread_mutex_lock(&table_mutex);
    if (pthread_mutex_trylock(&names_mutex) != 0) {
        pthread_mutex_unlock(&table_mutex);
        return -1;
    }
    table += names;
    pthread_mutex_unlock(&names_mutex);
    pthread_mutex_unlock(&table_mutex);
    return 0;
}

/* Whoever has the gate is alone with the two. */
void left_behind_the_gate(void)
{
    pthread_mutex_lock(&gate_mutex);
    pthread_mutex_lock(&left_mutex);
    pthread_mutex_lock(&right_mutex);
    names = table;
    pthread_mutex_unlock(&right_mutex);
    pthread_mutex_unlock(&left_mutex);
    pthread_mutex_unlock(&gate_mutex);
}

void right_behind_the_gate(void)
{
    pthread_mutex_lock(&gate_mutex);
    pthread_mutex_lock(&right_mutex);
    pthread_mutex_lock(&left_mutex);
    table = names;
    pthread_mutex_unlock(&left_mutex);
    pthread_mutex_unlock(&right_mutex);
    pthread_mutex_unlock(&gate_mutex);
}

/* Along a list, always forwards. */
long second_value(struct node *first)
{
    pthread_mutex_lock(&first->mutex);
    struct node *second = first->next;
    pthread_mutex_lock(&second->mutex);
    long value = second->value;
    pthread_mutex_unlock(&second->mutex);
    pthread_mutex_unlock(&first->mutex);
    return value;
}

/* In the order of their addresses. */
void transfer(struct account *from, struct account *to, long amount)
{
    struct account *first = from < to ? from : to, *second = from < to ? to : from;
    pthread_mutex_lock(&first->mutex);
    pthread_mutex_lock(&second->mutex);
    from->balance -= amount;
    to->balance += amount;
    pthread_mutex_unlock(&second->mutex);
    pthread_mutex_unlock(&first->mutex);
}
