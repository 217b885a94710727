#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

struct session {
    unsigned char token[16];
    time_t session_start;
    time_t token_expires;
    unsigned retry_ms;
};

int make_token(struct session *session)
{
    return getrandom(session->token, sizeof session->token, 0) == (ssize_t)sizeof session->token ? 0 : -1;
}

/* Dice, not secrets. */
int roll(void)
{
    return rand() % 6 + 1;
}

void shuffle(int *cards, int count)
{
    for (int i = count - 1; i > 0; i--) {
        int j = rand() % (i + 1);
        int card = cards[i];
        cards[i] = cards[j];
        cards[j] = card;
    }
}

/* When, not what. */
void start(struct session *session)
{
    session->session_start = time(NULL);
    session->token_expires = time(NULL) + 3600;
    session->retry_ms = 100 + (unsigned)rand() % 50;
}

/* The key of a table in a measurement. */
int measure(int (*find)(int key))
{
    int found = 0;
    for (int i = 0; i < 1000; i++) {
        int key = rand();
        found += find(key);
    }
    return found;
}

void seed(void)
{
    srand((unsigned)time(NULL));
}

void data(unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (unsigned char)rand();
}
