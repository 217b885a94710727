#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

struct session {
    uint32_t id;
    unsigned char nonce[12];
    unsigned char key[16];
    char token[33];
};

static const char letters[] = "abcdefghijklmnopqrstuvwxyz0123456789";

void make_token(struct session *session)
{
    for (size_t i = 0; i + 1 < sizeof session->token; i++)
        session->token[i] = letters[rand() % (sizeof letters - 1)]; /* expect: cet-weak-random */
    session->token[sizeof session->token - 1] = '\0';
}

void fill_key(unsigned char *key, size_t size)
{
    for (size_t i = 0; i < size; i++)
        key[i] = (unsigned char)(rand() & 0xff); /* expect: cet-weak-random */
}

void in_two_steps(struct session *session)
{
    for (size_t i = 0; i < sizeof session->nonce; i++) {
        long number = random(); /* expect: cet-weak-random */
        session->nonce[i] = (unsigned char)(number >> 8);
    }
}

static int random_byte(void)
{
    return rand() % 256;
}

void through_a_function(struct session *session)
{
    for (size_t i = 0; i < sizeof session->key; i++)
        session->key[i] = (unsigned char)random_byte(); /* expect: cet-weak-random */
}

void printed(char *session_token, size_t size)
{
    snprintf(session_token, size, "%08x%08x", (unsigned)rand(), 7u); /* expect: cet-weak-random */
}

uint32_t new_salt(void)
{
    return (uint32_t)lrand48(); /* expect: cet-weak-random */
}

void session_start(struct session *session)
{
    session->id = (uint32_t)random(); /* expect: cet-weak-random */
}

uint64_t from_the_clock(void)
{
    uint64_t nonce = (uint64_t)time(NULL) ^ (uint64_t)getpid(); /* expect: cet-weak-random */
    return nonce;
}

void generate_password(char *out, size_t size)
{
    for (size_t i = 0; i < size; i++)
        out[i] = letters[(size_t)rand() % (sizeof letters - 1)]; /* expect: cet-weak-random */
}
