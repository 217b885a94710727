#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

struct account {
    char *password;
    char *name;
};

struct cipher {
    unsigned char state[64];
    int rounds;
};

int check_password(const char *user, const char *text);
void cipher_start(struct cipher *cipher, const unsigned char *key);
int derive(unsigned char *key, size_t size);
int send_bytes(const void *bytes, size_t size);

int login(const char *user)
{
    char password[64]; /* expect: cet-secret-not-wiped */
    if (!fgets(password, sizeof password, stdin))
        return -1;
    return check_password(user, password);
}

int send_key(void)
{
    unsigned char session_key[32]; /* expect: cet-secret-not-wiped */
    if (derive(session_key, sizeof session_key) != 0)
        return -1;
    int result = send_bytes(session_key, sizeof session_key);
    if (result != 0)
        return result;
    explicit_bzero(session_key, sizeof session_key);
    return 0;
}

int wiped_for_nothing(const char *user)
{
    char passwd[64];
    if (!fgets(passwd, sizeof passwd, stdin))
        return -1;
    int result = check_password(user, passwd);
    memset(passwd, 0, sizeof passwd); /* expect: cet-secret-not-wiped */
    return result;
}

int struct_wiped_for_nothing(const unsigned char *key)
{
    struct cipher cipher;
    cipher_start(&cipher, key);
    int rounds = cipher.rounds;
    memset(&cipher, 0, sizeof cipher); /* expect: cet-secret-not-wiped */
    return rounds;
}

void by_bzero(void)
{
    char passphrase[128];
    if (fgets(passphrase, sizeof passphrase, stdin))
        check_password("root", passphrase);
    bzero(passphrase, sizeof passphrase); /* expect: cet-secret-not-wiped */
}

void free_account(struct account *account)
{
    free(account->password); /* expect: cet-secret-not-wiped */
    free(account->name);
    free(account);
}

int copied(const char *text)
{
    char *secret = strdup(text);
    if (!secret)
        return -1;
    int result = check_password("root", secret);
    free(secret); /* expect: cet-secret-not-wiped */
    return result;
}

void block_wiped_for_nothing(struct account *account)
{
    if (account->password)
        memset(account->password, 0, strlen(account->password)); /* expect: cet-secret-not-wiped */
    free(account->password);
    account->password = NULL;
}

struct login {
    char user[32];
    char password[64];
};

int by_getpass(void)
{
    char *password = getpass("Password: "); /* expect: cet-secret-not-wiped */
    return password ? check_password("root", password) : -1;
}

int in_a_struct(void)
{
    struct login login; /* expect: cet-secret-not-wiped */
    if (!fgets(login.user, sizeof login.user, stdin) || !fgets(login.password, sizeof login.password, stdin))
        return -1;
    return check_password(login.user, login.password);
}
